internal import DumpReader

/// What the values of the type field mean, by exact spelling.
///
/// A dictionary whose keys are compared byte for byte: `prämie` written with one character for the ä
/// and with two are different values, as they are to MongoDB. A dictionary of `String` takes them
/// for the same.
public struct TypeMeanings: Sendable, Equatable {
  /// Stands for all values that have no meaning of their own, and for a missing one.
  public static let otherValues = "*"

  private var meanings: [BytewiseString: TypeMeaning] = [:]

  /// No value means anything.
  public init() {}

  /// What a value means; nil where it means nothing.
  ///
  /// - Parameter value: A value of the type field, by its bytes.
  public subscript(value: String) -> TypeMeaning? {
    get { meanings[BytewiseString(value)] }
    set { meanings[BytewiseString(value)] = newValue }
  }

  /// What values mean that have no meaning of their own.
  public var others: TypeMeaning? { self[Self.otherValues] }

  /// The values and what they mean, in the order of the values' bytes.
  public var entries: [(value: String, meaning: TypeMeaning)] {
    meanings.sorted { $0.key < $1.key }.map { ($0.key.text, $0.value) }
  }

  /// Makes these values, and no others, have a meaning.
  ///
  /// - Parameters:
  ///   - values: Values of the type field.
  ///   - meaning: What they mean; values that meant it before mean nothing any more.
  public mutating func set(_ values: [String], to meaning: TypeMeaning) {
    meanings = meanings.filter { $0.value != meaning }
    for value in values { self[value] = meaning }
  }
}

extension TypeMeanings: ExpressibleByDictionaryLiteral {
  /// The last of equal values counts.
  ///
  /// - Parameter elements: Values of the type field and what they mean.
  public init(dictionaryLiteral elements: (String, TypeMeaning)...) {
    for (value, meaning) in elements { self[value] = meaning }
  }
}
