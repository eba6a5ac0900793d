internal import BasicContainers
internal import DumpReader

/// Decides whether a condition holds: `--where`.
///
/// `=` and `!=` go by what a text equals; see ``ValueMatcher``. The others compare numbers with a
/// number and times with a date or an instant, and hold for nothing else. A date is a whole day, as it
/// is for `--to`: `<=` takes all of it, `>` begins behind it.
struct ConditionMatcher: ~Copyable, Sendable {
  private let comparison: Query.Comparison
  private let matcher: ValueMatcher
  private let number: NumberKey?
  /// How amounts in text are written, where numbers are to be found in text.
  private let amounts: AmountFormat
  /// The first millisecond of the day or instant, and the first one behind it.
  private let instant: (start: Int64, end: Int64)?

  init(_ condition: Query.Condition, _ amounts: AmountFormat, in zone: TimeZoneRules) {
    self.amounts = amounts
    comparison = condition.comparison
    matcher = ValueMatcher(condition.value, in: zone)
    number = matcher.number
    instant = number == nil ? Self.instant(condition.value, in: zone) : nil
  }

  static func list(
    _ conditions: [Query.Condition], _ amounts: AmountFormat, in zone: TimeZoneRules
  ) -> RigidArray<ConditionMatcher> {
    var list = RigidArray<ConditionMatcher>(capacity: conditions.count)
    for condition in conditions { list.append(ConditionMatcher(condition, amounts, in: zone)) }
    return list
  }

  /// Whether the condition holds for the value of its field, nil where there is none.
  ///
  /// - Parameter isTable: Whether numbers and times are text, as in comma-separated lines.
  func holds(
    _ value: RawValue?, isTable: Bool, times: TimeReader, in chunk: RawSpan, scratch: RawSpan
  ) -> Bool {
    guard let value, value.type != .null else { return comparison == .notEqual }
    switch comparison {
    case .equal: return matcher.matches(value, in: chunk, scratch: scratch)
    case .notEqual: return !matcher.matches(value, in: chunk, scratch: scratch)
    case .less, .lessOrEqual, .greater, .greaterOrEqual: break
    }
    if let instant {
      guard let time = times.milliseconds(value, isTable: isTable, in: chunk, scratch: scratch)
      else { return false }
      return switch comparison {
      case .less: time < instant.start
      case .lessOrEqual: time < instant.end
      case .greater: time >= instant.end
      default: time >= instant.start
      }
    }
    return compares(value, isTable: isTable, in: chunk, scratch: scratch)
  }

  private func compares(
    _ value: RawValue, isTable: Bool, in chunk: RawSpan, scratch: RawSpan
  ) -> Bool {
    guard let number, !value.isBeyondDouble else { return false }
    var found = NumberKey(value, in: chunk, scratch: scratch)
    if value.type == .string, isTable || amounts != .numbers {
      found = key(of: value.bytes(in: chunk, scratch: scratch))
    }
    guard let found, found != NumberKey(Double.nan) else { return false }
    // What equals the text, as the double 0.1 does 0.1, is neither above nor below it.
    let isEqual = found == number || matcher.matches(value, in: chunk, scratch: scratch)
    return switch comparison {
    case .less: !isEqual && found < number
    case .lessOrEqual: isEqual || found < number
    case .greater: !isEqual && number < found
    default: isEqual || number < found
    }
  }

  /// The number that a text stands for, as it does where it is an amount.
  private func key(of text: RawSpan) -> NumberKey? {
    if amounts != .comma, let number = DecimalNumber(text: text) { return NumberKey(number) }
    var rounded = false
    guard let points = Points(written: text, as: amounts, rounded: &rounded) else { return nil }
    let digits = DecimalNumber(
      isNegative: points.units < 0, coefficient: points.units.magnitude,
      exponent: -Points.fractionDigits)
    return NumberKey(digits.normalized)
  }

  private static func instant(
    _ text: String, in zone: TimeZoneRules
  ) -> (start: Int64, end: Int64)? {
    guard let start = try? DateBound.lower(text, in: zone),
      let end = try? DateBound.upper(text, in: zone)
    else { return nil }
    return (start, max(end, start + 1))
  }
}

extension Query.Condition {
  /// Whether the value is one that the comparison takes: a number or a date, where it is one by size.
  package func isComparable(in zone: TimeZoneRules) -> Bool {
    guard comparison.ordersValues else { return true }
    return ValueMatcher(value).number != nil || (try? DateBound.lower(value, in: zone)) != nil
  }
}
