import ArgumentParser
import DumpReader

extension ReadingOptions {
  /// The names in a path such as `data` or `result.items`; none for `.`.
  ///
  /// - Throws: `ValidationError` where a name is empty.
  static func recordsPath(_ text: String) throws -> [String] {
    if text == "." { return [] }
    let names = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard names.allSatisfy({ !$0.isEmpty }) else {
      throw ValidationError(
        "--records \(text): write it as data, as result.items, or as . for the whole input")
    }
    return names
  }

  /// A path as ``recordsPath(_:)`` reads it; nil when it has no such form.
  static func recordsText(_ path: [String]) -> String? {
    if path.isEmpty { return "." }
    return path.contains { $0.isEmpty || $0.contains(".") } ? nil : path.joined(separator: ".")
  }
}
