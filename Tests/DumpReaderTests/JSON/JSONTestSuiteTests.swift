import DumpReader
import TestSupport
import Testing

/// JSONTestSuite: texts that must be read (`y_`), must not (`n_`), or may (`i_`).
@Suite struct JSONTestSuiteTests {
  static let files = Corpora.files("json-test-suite")

  /// No JSON, but values of the shells.
  static let shellForms: Set = [
    "n_number_NaN.json", "n_number_infinity.json", "n_string_single_quote.json",
    "n_object_single_quote.json", "n_object_repeated_null_null.json",
  ]

  @Test(.enabled(if: !files.isEmpty, "the corpus is not there"))
  func everyText() {
    for (name, content) in Self.files {
      // As the value of a field that is used, of one that is not, and deeper down.
      for (before, after) in [(#"{"x":"#, "}"), (#"{"y":"#, "}"), (#"{"y":[{"x":"#, "}]}")] {
        let text = Array(before.utf8) + content + Array(after.utf8)
        let reading = JSONReading(text)
        let isValid = reading.documents.count == 1 && reading.findings.isEmpty
        switch name.first {
        case "y": #expect(isValid, "\(name) \(reading.findings)")
        case "n": #expect(isValid == Self.shellForms.contains(name), "\(name)")
        default: break
        }
      }
      // On its own: an object, or refused.
      let alone = JSONReading(content)
      if name.hasPrefix("y_object") {
        #expect(alone.documents.count == 1 && alone.findings.isEmpty, "\(name)")
      } else if name.hasPrefix("n_"), !Self.shellForms.contains(name) {
        #expect(alone.documents.isEmpty || !alone.findings.isEmpty || content == [0x20], "\(name)")
      }
    }
  }
}
