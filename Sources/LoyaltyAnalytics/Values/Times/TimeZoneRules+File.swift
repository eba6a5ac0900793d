internal import DumpReader

// The time zone information format, RFC 9636 (of which RFC 8536 is the older edition):
//
//     header   "TZif"  version  15 zero bytes
//              six counts of 32 bits: UT indicators, standard indicators, leap seconds,
//                                     transitions, types, characters
//     data     transitions × time      (32 bits in the first block, 64 in the second)
//              transitions × index of a type
//              types × (offset: 32 bits, whether summer time: 8, index of an abbreviation: 8)
//              characters, leap seconds × (time and 32 bits), indicators
//
// All big-endian. From version 2 on a second header and block follow, with 64-bit times, and a
// footer: a line break, the rule for what comes after the last transition, a line break.
extension TimeZoneRules {
  /// Reads the bytes of a compiled time zone; nil when they are none, or break off.
  ///
  /// - Complexity: O(n) in the number of bytes.
  init?(name: String, file: RawSpan) {
    guard var block = TimeZoneBlock(file, at: 0, timeSize: 4) else { return nil }
    var rule: POSIXTimeZoneRule?
    if block.version >= UInt8(ascii: "2") {
      guard let second = TimeZoneBlock(file, at: block.end, timeSize: 8) else { return nil }
      block = second
      var end = block.end + 1
      while end < file.byteCount, file[end] != UInt8(ascii: "\n") { end += 1 }
      guard end < file.byteCount, file[block.end] == UInt8(ascii: "\n") else { return nil }
      let footer = file.extracting(block.end + 1..<end)
      if footer.byteCount > 0 {
        guard let parsed = POSIXTimeZoneRule(footer) else { return nil }
        rule = parsed
      }
    }
    // Zones of the kind right/Europe/Berlin count leap seconds, which no time of a document does.
    guard block.leapSecondCount == 0 else { return nil }
    var transitions: [Int64] = []
    var offsets: [Int] = []
    for i in 0..<block.transitionCount {
      let time = block.transition(i, of: file)
      guard let offset = block.offset(ofType: block.type(i, of: file), of: file),
        transitions.last.map({ $0 < time }) ?? true
      else { return nil }
      transitions.append(time)
      offsets.append(offset)
    }
    guard let first = block.offset(ofType: 0, of: file) else { return nil }
    if let rule { rule.write(to: &transitions, &offsets) }
    self.init(
      name: name, firstOffset: first, transitions: transitions, offsets: offsets, rule: rule)
  }
}

extension POSIXTimeZoneRule {
  /// 2200-01-01. Until then changes are looked up, after that they are worked out.
  private static let lastListed: Int64 = 7_258_118_400
  /// 1800-01-01. No rule is older; some files have a change at the beginning of time.
  private static let firstListed: Int64 = -5_364_662_400

  /// Appends the changes of the coming years to a list that has some.
  fileprivate func write(to transitions: inout [Int64], _ offsets: inout [Int]) {
    while let last = transitions.last, last < Self.lastListed,
      let next = transition(after: max(last, Self.firstListed))
    {
      transitions.append(next)
      offsets.append(offset(at: next))
    }
  }
}

/// Where the parts of one header and its data lie, all of it inside the file.
private struct TimeZoneBlock {
  let version: UInt8
  let transitionCount: Int
  let typeCount: Int
  /// How many leap seconds there are, which the times of the transitions then count.
  let leapSecondCount: Int
  /// Where the block ends.
  let end: Int
  private let start: Int
  private let timeSize: Int

  init?(_ file: RawSpan, at start: Int, timeSize: Int) {
    let data = start + 44
    guard data <= file.byteCount, file.extracting(start..<start + 4).elementsEqual("TZif") else {
      return nil
    }
    /// Counts are of 32 bits, so that none of the sums below can overflow.
    func count(_ index: Int) -> Int {
      Int(UInt32(bigEndian: file.load(start + 20 + 4 * index, as: UInt32.self)))
    }
    version = file[start + 4]
    transitionCount = count(3)
    typeCount = count(4)
    let indicators = count(0) + count(1)
    end =
      data + transitionCount * (timeSize + 1) + typeCount * 6 + count(5)
      + count(2) * (timeSize + 4) + indicators
    guard end <= file.byteCount, typeCount >= 1, typeCount <= 256 else { return nil }
    leapSecondCount = count(2)
    self.start = data
    self.timeSize = timeSize
  }

  /// The time of a transition, in seconds since 1970.
  func transition(_ i: Int, of file: RawSpan) -> Int64 {
    let place = start + i * timeSize
    return timeSize == 8
      ? file.load(place, as: Int64.self).byteSwapped
      : Int64(file.load(place, as: Int32.self).byteSwapped)
  }

  /// The type that holds from a transition on.
  func type(_ i: Int, of file: RawSpan) -> Int {
    Int(file[start + transitionCount * timeSize + i])
  }

  /// The offset of a type; nil when there is no such type, or no clock so far from UTC.
  func offset(ofType type: Int, of file: RawSpan) -> Int? {
    guard type < typeCount else { return nil }
    let place = start + transitionCount * (timeSize + 1) + type * 6
    let offset = Int(file.load(place, as: Int32.self).byteSwapped)
    return abs(offset) <= TimeZoneRules.maximumOffset ? offset : nil
  }
}
