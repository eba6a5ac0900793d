import ArgumentParser
import DumpReader
import LoyaltyAnalytics
import Synchronization
import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// When the progress line is shown: `--progress`.
enum ProgressChoice: String, CaseIterable, ExpressibleByArgument {
  case auto, always, never

  /// Whether to show it on standard error, and after how many seconds.
  ///
  /// A run that is over at once needs no line, and a terminal that cannot go back has no place for
  /// one.
  var delay: Double? {
    switch self {
    case .always: return 0
    case .never: return nil
    case .auto:
      let isDumb = Terminal.environment("TERM") == "dumb"
      return Terminal.isTerminal(.standardError) && !isDumb ? 0.5 : nil
    }
  }
}

/// Shows how far a run has got, on the last line of the terminal, until it is told to stop.
///
/// A thread of its own looks ten times a second at counters that the workers keep anyway: the run
/// does not know of it.
final class ProgressDisplay: Sendable {
  private static let updateMicroseconds: UInt32 = 100_000
  private let progress: ScanProgress
  private let start = ContinuousClock.now
  private let isOver = Mutex(false)

  /// Starts to show the progress of a run.
  ///
  /// - Parameter delay: seconds before the line appears.
  init(_ progress: ScanProgress, after delay: Double) {
    self.progress = progress
    let thread = PosixThread { [self] in
      repeat {
        usleep(Self.updateMicroseconds)
      } while seconds < delay
      while show() { usleep(Self.updateMicroseconds) }
    }
    thread?.detach()
  }

  /// Clears the line, which does not come back.
  func stop() {
    isOver.withLock { isOver in
      isOver = true
      Diagnostics.showProgress("", width: 0)
    }
  }

  /// Shows the line as it is now; false when it is not wanted any more.
  private func show() -> Bool {
    isOver.withLock { isOver in
      guard !isOver else { return false }
      let source = progress.source
      let line = ProgressLine(
        consumed: source.consumed, size: source.size, documents: progress.documents,
        seconds: seconds)
      // A line in the last column would wrap.
      let text = line.text(width: Terminal.columns(of: .standardError) - 1)
      Diagnostics.showProgress(text, width: text.utf8.count)
      return true
    }
  }

  private var seconds: Double { (ContinuousClock.now - start).inSeconds }
}

extension Duration {
  /// The duration in seconds, as exact as a display needs it.
  var inSeconds: Double {
    let (seconds, attoseconds) = components
    return Double(seconds) + Double(attoseconds) * 1e-18
  }
}
