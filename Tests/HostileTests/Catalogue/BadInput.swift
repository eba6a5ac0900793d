import DumpReader
import LoyaltyAnalytics

/// One kind of damage: a small input that shows it.
///
/// What is to become of it stands in `docs/bad-input.md`, which is both the page for readers and the
/// expectation of the test.
struct BadInput: Sendable {
  /// A short name, for the page and for messages.
  let id: String
  /// What is wrong, as a phrase.
  let what: String
  let bytes: [UInt8]
  /// How the run differs from the default.
  let configure: @Sendable (inout Analysis) -> Void
  /// Whether the run is the default.
  let isDefault: Bool

  init(
    _ id: String, _ what: String, _ bytes: [UInt8],
    _ configure: (@Sendable (inout Analysis) -> Void)? = nil
  ) {
    self.id = id
    self.what = what
    self.bytes = bytes
    self.configure = configure ?? { _ in }
    isDefault = configure == nil
  }

  init(
    _ id: String, _ what: String, _ text: String,
    _ configure: (@Sendable (inout Analysis) -> Void)? = nil
  ) {
    self.init(id, what, Array(text.utf8), configure)
  }

  /// A section of the page.
  struct Section: Sendable {
    let title: String
    let cases: [BadInput]
  }

  static let sections = [
    Section(title: "BSON", cases: bsonHeaders + bsonElements + bsonValues),
    Section(title: "JSON", cases: jsonSyntax + jsonValues + jsonArrays),
    Section(title: "Containers, archives and things that are no dumps", cases: containers),
    Section(title: "Tables", cases: tables),
  ]

  static let all = sections.flatMap(\.cases)
}
