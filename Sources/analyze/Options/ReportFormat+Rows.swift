import ArgumentParser
import LoyaltyReports

/// The formats of lists and differences, which cannot be a page.
extension ReportFormat {
  /// The format of a name.
  ///
  /// - Throws: `ValidationError` that says what can be had, for a page as well.
  static func ofRows(_ text: String) throws -> ReportFormat {
    if text == html.rawValue { throw noPage("html") }
    let names = ofRows.map(\.rawValue)
    guard let format = ofRows.first(where: { $0.rawValue == text }) else {
      throw ValidationError(
        "it is one of \(names.joined(separator: ", "))"
          + SpellingSuggestion.question(text, among: names))
    }
    return format
  }

  /// This format, which the name of a file promises.
  ///
  /// - Throws: `ValidationError` for a page.
  func checkedForRows(in path: String) throws -> ReportFormat {
    guard self == .html else { return self }
    throw ValidationError("--output \(path.shellQuoted): \(Self.noPage("a page").message)")
  }

  private static func noPage(_ name: String) -> ValidationError {
    ValidationError(
      "\(name) is of totals only; 'analyze report FILE -o report.html' makes it, and here there are "
        + ofRows.map(\.rawValue).joined(separator: ", "))
  }
}
