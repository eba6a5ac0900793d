import ArgumentParser
import SystemPackage

/// Whether escape sequences for colour and weight are sent: `--color`.
enum ColorChoice: String, CaseIterable, ExpressibleByArgument {
  case auto, always, never

  /// Decides for one stream.
  ///
  /// What is asked for wins. Else: `NO_COLOR` (https://no-color.org) with any value forbids it,
  /// `CLICOLOR_FORCE` (https://bixense.com/clicolors) other than 0 demands it, and otherwise it
  /// takes a terminal that is not `TERM=dumb`, and `CLICOLOR` other than 0.
  ///
  /// - Parameter isTerminal: whether the stream is one.
  func isOn(isTerminal: Bool) -> Bool {
    switch self {
    case .always: return true
    case .never: return false
    case .auto:
      if Terminal.environment("NO_COLOR")?.isEmpty == false { return false }
      if let force = Terminal.environment("CLICOLOR_FORCE"), !force.isEmpty, force != "0" {
        return true
      }
      let term = Terminal.environment("TERM") ?? "dumb"
      return isTerminal && term != "dumb" && term != "" && Terminal.environment("CLICOLOR") != "0"
    }
  }

  /// Decides for a descriptor.
  func isOn(for descriptor: FileDescriptor) -> Bool {
    isOn(isTerminal: Terminal.isTerminal(descriptor))
  }
}
