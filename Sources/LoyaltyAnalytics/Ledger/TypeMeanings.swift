internal import DumpReader

/// What the values of the type field mean, by exact spelling.
///
/// A dictionary whose keys are compared byte for byte: `prämie` written with one character for the ä
/// and with two are different values, as they are to MongoDB. A dictionary of `String` takes them
/// for the same.
public struct TypeMeanings: Sendable, Equatable {
  private var kinds: [BytewiseString: TransactionKind] = [:]

  /// No value means anything.
  public init() {}

  /// What a value means; nil where it means nothing.
  public subscript(value: String) -> TransactionKind? {
    get { kinds[BytewiseString(value)] }
    set { kinds[BytewiseString(value)] = newValue }
  }

  /// The values and what they mean, in the order of the values' bytes.
  public var entries: [(value: String, kind: TransactionKind)] {
    kinds.sorted { $0.key < $1.key }.map { ($0.key.text, $0.value) }
  }

  /// Makes these values, and no others, mean `kind`.
  public mutating func set(_ values: [String], to kind: TransactionKind) {
    kinds = kinds.filter { $0.value != kind }
    for value in values { self[value] = kind }
  }
}

extension TypeMeanings: ExpressibleByDictionaryLiteral {
  /// The last of equal values counts.
  public init(dictionaryLiteral elements: (String, TransactionKind)...) {
    for (value, kind) in elements { self[value] = kind }
  }
}
