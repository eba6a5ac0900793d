extension Query {
  /// A condition on a field: `--where FIELD=VALUE`.
  public struct Condition: Sendable, Equatable, CustomStringConvertible {
    /// The field, as a dotted path.
    public var field: String
    /// How its value and the one of the condition have to compare.
    public var comparison: Comparison
    /// What it is compared with; see `ValueMatcher`.
    public var value: String

    /// Creates a condition.
    ///
    /// - Parameters:
    ///   - field: The field, as a dotted path.
    ///   - comparison: How its value and the other one have to compare.
    ///   - value: What it is compared with, as people write it.
    public init(field: String, _ comparison: Comparison = .equal, value: String) {
      self.field = field
      self.comparison = comparison
      self.value = value
    }

    /// Reads `FIELD=VALUE` and the like; nil when there is no comparison, or no field before it.
    ///
    /// - Parameter text: A field, one of the signs of ``Comparison``, and a value.
    public init?(_ text: String) {
      let bytes = Array(text.utf8)
      for i in bytes.indices {
        guard
          let comparison = Comparison.allCases.first(where: {
            bytes[i...].starts(with: $0.rawValue.utf8)
          })
        else { continue }
        guard i > 0 else { return nil }
        self.init(
          field: String(decoding: bytes[..<i], as: UTF8.self), comparison,
          value: String(
            decoding: bytes[(i + comparison.rawValue.utf8.count)...], as: UTF8.self))
        return
      }
      return nil
    }

    /// The condition as it is given: `FIELD=VALUE`.
    public var description: String { field + comparison.rawValue + value }
  }

  /// How two values compare. The longer signs stand first, since shorter ones are their beginning.
  #if hasAttribute(nonexhaustive)
  @nonexhaustive
  #endif
  public enum Comparison: String, Sendable, CaseIterable {
    /// Holds where the field is not there, too.
    case notEqual = "!="
    /// Holds where the field is smaller or earlier, or equal.
    case lessOrEqual = "<="
    /// Holds where the field is larger or later, or equal.
    case greaterOrEqual = ">="
    /// Holds where the field is equal.
    case equal = "="
    /// Holds where the field is smaller or earlier.
    case less = "<"
    /// Holds where the field is larger or later.
    case greater = ">"

    /// Whether it is about size, which only numbers and times have.
    public var ordersValues: Bool { self != .equal && self != .notEqual }
  }
}
