internal import DumpReader

/// Times that cannot be read, and times that are unlikely, with the formats that would make sense of
/// them. Those of several threads combine by addition.
struct TimeDoubts: Sendable {
  /// Times before 1990 or after 2100, in most of which no programme has run; and of 1990 what is rather
  /// ticks, since nanoseconds of that year are ticks of our time.
  private(set) var unlikely = 0
  /// Values that are there and could not be read.
  private(set) var unreadable = 0
  /// How many of either each candidate reads as a time from 1991 to 2100.
  private var unlikelyVotes = [Int](repeating: 0, count: Self.numberCandidates.count)
  private var unreadableVotes = [Int](repeating: 0, count: Self.candidates.count)

  /// The years in which times are likely, in milliseconds since 1970.
  static let likelyTimes: Range<Int64> = 662_688_000_000..<4_133_980_800_000
  private static let year1990: Range<Int64> = 631_152_000_000..<662_688_000_000

  /// Dates whose digits are written as one number.
  private static let digitPatterns = ["%Y%m%d", "%Y%m%d%H%M", "%Y%m%d%H%M%S"].compactMap {
    try? TimeFormat($0)
  }
  /// What numbers may be: units, and dates by their digits.
  private static let numberCandidates: [TimeFormat] =
    EpochUnit.allCases.compactMap { try? TimeFormat($0.rawValue) } + digitPatterns

  /// Units, and the patterns that programs write most.
  private static let candidates: [TimeFormat] =
    (EpochUnit.allCases.map(\.rawValue)
    + ["%d/%m/%Y", "%m/%d/%Y", "%d.%m.%Y", "%d-%m-%Y", "%m-%d-%Y", "%Y/%m/%d", "%Y.%m.%d"].flatMap {
      day in ["", " %H:%M", " %H:%M:%S", " %I:%M %p", " %I:%M:%S %p"].map { day + $0 }
    } + [
      "%Y%m%d", "%Y%m%d%H%M%S", "%Y%m%dT%H%M%S%z", "%Y%m%dT%H%M%S", "%Y-%m-%d %I:%M:%S %p",
      "%b %d, %Y", "%B %d, %Y", "%d %b %Y",
      "%d-%b-%Y", "%d-%b-%y", "%d/%m/%y", "%m/%d/%y", "%d.%m.%y", "%Y-%m",
    ]).compactMap { try? TimeFormat($0) }

  /// Whether a time is one that programmes have.
  @inline(__always)
  static func isLikely(_ milliseconds: Int64) -> Bool { likelyTimes.contains(milliseconds) }

  /// None yet.
  init() {}

  /// A time that could be read but is none that is likely.
  init(
    unlikely value: RawValue, time: Int64, isTable: Bool, in zone: TimeZoneRules, _ chunk: RawSpan,
    scratch: RawSpan
  ) {
    var number = DecimalNumber(value, in: chunk, scratch: scratch)
    if number == nil, isTable, value.type == .string {
      number = DecimalNumber(text: value.bytes(in: chunk, scratch: scratch))
    }
    if Self.year1990.contains(time) {
      guard let number, let time = EpochUnit.ticks.milliseconds(number, in: zone),
        Self.isLikely(time)
      else { return }
    }
    unlikely = 1
    guard let number else { return }
    for (index, unit) in EpochUnit.allCases.enumerated() {
      if let time = unit.milliseconds(number, in: zone), Self.isLikely(time) {
        unlikelyVotes[index] = 1
      }
    }
    let fitting = Self.digitPattern(of: number, in: zone)
    for (index, candidate) in Self.numberCandidates.enumerated() where fitting == candidate {
      unlikelyVotes[index] = 1
    }
  }

  /// The pattern by which the digits of a number are a time from 1991 to 2100, of those that have as many
  /// digits: `2024310` is none.
  static func digitPattern(of number: DecimalNumber, in zone: TimeZoneRules) -> TimeFormat? {
    guard let whole = number.scaled(byPowerOfTen: 0)?.magnitude,
      let index = [8, 12, 14].firstIndex(
        of: DecimalNumber(isNegative: false, coefficient: whole, exponent: 0).digitCount),
      case .pattern(let elements) = digitPatterns[index].form,
      let time = PatternTime.milliseconds(number, elements, in: zone), isLikely(time)
    else { return nil }
    return digitPatterns[index]
  }

  /// A value that is there and cannot be read as a time.
  ///
  /// - Parameter readers: What ``readers(in:)`` returns.
  init(
    unreadable value: RawValue, by readers: [TimeReader], _ chunk: RawSpan, scratch: RawSpan
  ) {
    unreadable = 1
    for (index, reader) in readers.enumerated() {
      if let time = reader.milliseconds(value, isTable: false, in: chunk, scratch: scratch),
        Self.isLikely(time)
      {
        unreadableVotes[index] = 1
      }
    }
  }

  /// The doubts about one document as bits: which units and formats would make sense of its time.
  var bits: (unlikely: UInt64, unreadable: UInt64) {
    func bits(_ votes: [Int]) -> UInt64 {
      votes.indices.reduce(0) { votes[$1] > 0 ? $0 | 1 << UInt64($1) : $0 }
    }
    return (bits(unlikelyVotes), bits(unreadableVotes))
  }

  /// The doubts of which these are the bits, and the counts.
  init(unlikely: Int, unreadable: Int, bits: (unlikely: UInt64, unreadable: UInt64)) {
    self.unlikely = unlikely
    self.unreadable = unreadable
    for i in unlikelyVotes.indices { unlikelyVotes[i] = Int(bits.unlikely >> UInt64(i) & 1) }
    for i in unreadableVotes.indices { unreadableVotes[i] = Int(bits.unreadable >> UInt64(i) & 1) }
  }

  /// What reads by each of the candidates.
  static func readers(in zone: TimeZoneRules) -> [TimeReader] {
    candidates.map { TimeReader([$0], in: zone) }
  }

  /// Takes in those of another part of the input.
  mutating func combine(_ other: TimeDoubts) {
    unlikely += other.unlikely
    unreadable += other.unreadable
    for i in unlikelyVotes.indices { unlikelyVotes[i] += other.unlikelyVotes[i] }
    for i in unreadableVotes.indices { unreadableVotes[i] += other.unreadableVotes[i] }
  }

  /// All numbers, for another process of the same version.
  var numbers: [Int] { [unlikely, unreadable] + unlikelyVotes + unreadableVotes }

  /// Those of another process; nil where there are not as many as there have to be.
  init?(numbers: [Int]) {
    guard numbers.count == 2 + unlikelyVotes.count + unreadableVotes.count else { return nil }
    unlikely = numbers[0]
    unreadable = numbers[1]
    unlikelyVotes = Array(numbers[2..<2 + unlikelyVotes.count])
    unreadableVotes = Array(numbers[(2 + unlikelyVotes.count)...])
  }

  /// The formats that make sense of all unlikely times.
  var unitsOfUnlikely: [TimeFormat] {
    zip(Self.numberCandidates, unlikelyVotes).filter { $1 == unlikely && unlikely > 0 }.map(\.0)
  }

  /// The formats that read all unreadable times.
  var formatsOfUnreadable: [TimeFormat] {
    zip(Self.candidates, unreadableVotes).filter { $1 == unreadable && unreadable > 0 }.map(\.0)
  }
}
