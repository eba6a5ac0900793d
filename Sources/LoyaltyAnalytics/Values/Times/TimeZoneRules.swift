/// What the clocks of a place show: offsets from UTC, and when they change.
///
/// Read from the compiled files of the IANA time zone database that the system has, without
/// Foundation.
public struct TimeZoneRules: Sendable {
  /// The name that it was asked for by.
  public let name: String
  /// The offset before the first transition, in seconds east of UTC.
  let firstOffset: Int
  /// When the offset changes, in seconds since 1970, ascending.
  let transitions: [Int64]
  /// The offset from each transition on, in seconds east of UTC.
  let offsets: [Int]
  /// The rule that holds after the last transition; nil when that simply stays.
  let rule: POSIXTimeZoneRule?

  /// No place is further from UTC than this, by which times are searched for: RFC 9636 (3.2) has
  /// offsets within -25 and 26 hours.
  static let maximumOffset = 26 * 3600

  /// Coordinated Universal Time.
  public static let utc = TimeZoneRules(name: "UTC", fixedOffset: 0)

  /// A zone whose clocks never change.
  init(name: String, fixedOffset: Int) {
    self.init(name: name, firstOffset: fixedOffset, transitions: [], offsets: [], rule: nil)
  }

  /// A zone of its parts: as many offsets as transitions, which ascend.
  init(
    name: String, firstOffset: Int, transitions: [Int64], offsets: [Int], rule: POSIXTimeZoneRule?
  ) {
    self.name = name
    self.firstOffset = firstOffset
    self.transitions = transitions
    self.offsets = offsets
    self.rule = rule
  }
}

extension TimeZoneRules {
  /// How far the clocks are ahead of UTC at an instant, in seconds.
  ///
  /// - Parameter utcMilliseconds: Milliseconds since 1970 (UTC).
  /// - Returns: Seconds; below zero west of UTC.
  /// - Complexity: O(log n) in the number of transitions.
  public func offset(at utcMilliseconds: Int64) -> Int {
    offset(atSecond: utcMilliseconds.flooredQuotient(1000))
  }

  /// The instant at which the clocks show a time.
  ///
  /// Where they never show it, because they were put forward past it, the first instant after the
  /// gap; where they show it twice, the first time.
  ///
  /// - Parameter localMilliseconds: Milliseconds from 1970-01-01T00:00 to the reading of the clock.
  /// - Returns: Milliseconds since 1970 (UTC).
  public func utcMilliseconds(ofLocal localMilliseconds: Int64) -> Int64 {
    let second = localMilliseconds.flooredQuotient(1000)
    let millisecond = localMilliseconds &- second &* 1000
    var start = second - Int64(Self.maximumOffset)
    // Stretches of constant offset, from one that is surely before the time.
    while true {
      let candidate = second - Int64(offset(atSecond: start))
      // Jumped over: the time lies in the gap that ends here.
      if candidate < start { return Self.milliseconds(start, 0) }
      guard let next = transition(after: start), next <= candidate else {
        return Self.milliseconds(candidate, millisecond)
      }
      start = next
    }
  }

  /// Milliseconds of a time in seconds, held at the ends of what there is.
  private static func milliseconds(_ second: Int64, _ millisecond: Int64) -> Int64 {
    let (product, overflow) = second.multipliedReportingOverflow(by: 1000)
    let (sum, carry) = product.addingReportingOverflow(millisecond)
    return overflow || carry ? (second < 0 ? .min : .max) : sum
  }

  private func offset(atSecond second: Int64) -> Int {
    let count = transitionCount(upTo: second)
    if count == transitions.count, let rule { return rule.offset(at: second) }
    return count > 0 ? offsets[count - 1] : firstOffset
  }

  /// The next instant after `second` at which the offset may change.
  private func transition(after second: Int64) -> Int64? {
    let count = transitionCount(upTo: second)
    return count < transitions.count ? transitions[count] : rule?.transition(after: second)
  }

  /// How many transitions there are up to `second` and on it.
  private func transitionCount(upTo second: Int64) -> Int {
    var low = 0
    var high = transitions.count
    while low < high {
      let middle = (low + high) / 2
      if transitions[middle] <= second { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

extension FixedWidthInteger where Self: SignedInteger {
  /// The quotient rounded towards minus infinity, for a divisor above zero.
  func flooredQuotient(_ divisor: Self) -> Self {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? quotient - 1 : quotient
  }
}
