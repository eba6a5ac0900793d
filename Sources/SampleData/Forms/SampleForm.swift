/// How sample documents are written.
public enum SampleForm: String, Sendable, CaseIterable {
  /// BSON documents back to back, as mongodump writes them.
  case bson
  /// A `mongodump --archive` with one collection, `loyalty.transactions`.
  case archive
  /// Extended JSON v2, relaxed, one document on a line.
  case jsonl
  /// Extended JSON v2, canonical, one document on a line.
  case canonical
  /// Extended JSON v1, one document on a line.
  case legacy
  /// What mongosh prints, one document on a line.
  case shell
  /// Comma-separated values with a header.
  case csv

  var dialect: JSONDialect? {
    switch self {
    case .jsonl: .relaxed
    case .canonical: .canonical
    case .legacy: .legacy
    case .shell: .shell
    case .bson, .archive, .csv: nil
    }
  }
}

/// How JSON documents are laid out.
public struct JSONLayout: OptionSet, Sendable {
  /// The options as bits.
  public let rawValue: Int

  /// Options from their bits.
  public init(rawValue: Int) {
    self.rawValue = rawValue
  }

  /// One array instead of lines: `mongoexport --jsonArray`.
  public static let array = JSONLayout(rawValue: 1)
  /// Indented: `mongoexport --pretty`.
  public static let pretty = JSONLayout(rawValue: 2)
}
