import ArgumentParser

/// Refuses options that are given an empty value, before the command line is parsed.
///
/// `--output=$OUT` with `OUT` not set arrives as `--output=`. The parser takes the next argument for
/// the value that is missing (apple/swift-argument-parser, issue 958), and the next argument is the
/// dump: an option that names a file to write would destroy it, a filter would swallow it.
enum EmptyValue {
  /// Looks at all arguments before `--`.
  ///
  /// No option of this program takes an empty text, so that no list of options is needed, and one
  /// that is added later is guarded as well.
  ///
  /// - Throws: `ValidationError` that names the option.
  static func check(_ arguments: [String]) throws {
    var previous: String?
    for argument in arguments.prefix(while: { $0 != "--" }) {
      if argument.hasPrefix("-"), let option = nameBeforeEqualsSign(argument) {
        throw ValidationError("\(option) is given an empty value; name one, or leave it out")
      }
      if argument.isEmpty {
        guard let previous, previous.hasPrefix("-"), previous != "-", !previous.contains("=") else {
          throw ValidationError("an argument is empty; name a file, or leave it out")
        }
        throw ValidationError("\(previous) is given an empty value; name one, or leave it out")
      }
      previous = argument
    }
  }

  /// What an argument that ends at its only equals sign has before it: the `--output` of `--output=`.
  private static func nameBeforeEqualsSign(_ argument: String) -> Substring? {
    guard let equals = argument.firstIndex(of: "="),
      argument.index(after: equals) == argument.endIndex
    else { return nil }
    return argument[..<equals]
  }
}
