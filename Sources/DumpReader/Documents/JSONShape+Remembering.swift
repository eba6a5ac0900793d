extension JSONShape {
  /// Remembers a member that the long way has read.
  ///
  /// - Parameters:
  ///   - member: The comma or brace before it.
  ///   - value: Its value.
  ///   - isWalked: Whether an object or array there is more than validated.
  @inline(never)
  mutating func remember(
    _ place: Int, parent: Int32, node: Int32, slot: Int32, isWalked: Bool, _ bytes: RawSpan,
    member: Int, value: Range<Int>
  ) {
    guard place < Self.count, value.lowerBound - member <= Self.maximumLength else { return }
    var entry = Entry()
    entry.parent = parent
    entry.node = node
    entry.slot = Int8(truncatingIfNeeded: slot)
    entry.isWalked = isWalked
    entry.keyLength = UInt8(truncatingIfNeeded: value.lowerBound - member)
    var text = value.lowerBound
    (entry.kind, text) = Self.kind(bytes, value, isWanted: slot >= 0, isWalked: isWalked)
    if text - member > Self.maximumLength { (entry.kind, text) = (.any, value.lowerBound) }
    entry.length = UInt8(truncatingIfNeeded: text - member)
    switch entry.kind {
    case .string, .wrapped, .twofold:
      var isEscaped = false
      let quote = (try? bytes.jsonString(text, escaped: &isEscaped)) ?? text
      if 17...32 ~= quote - text { entry.count = UInt8(truncatingIfNeeded: quote - text) }
    default: break
    }
    set(place, entry, bytes, at: member)
  }

  /// What kind of value stands there, and where its content starts.
  private static func kind(
    _ bytes: RawSpan, _ value: Range<Int>, isWanted: Bool, isWalked: Bool
  ) -> (Kind, start: Int) {
    let start = value.lowerBound
    switch bytes[start] {
    case UInt8(ascii: "\""):
      return (.string, start + 1)
    case UInt8(ascii: "{") where isWanted:
      let wrappers: [(StaticString, Kind, end: Int)] = [
        (#"{"$date":""#, .date, 2), (#"{"$date":{"$numberLong":""#, .longDate, 3),
        (#"{"$numberInt":""#, .int32, 2), (#"{"$numberLong":""#, .int64, 2),
        (#"{"$numberDouble":""#, .double, 2),
      ]
      for (opening, kind, end) in wrappers {
        let length = opening.utf8CodeUnitCount
        if value.count >= length + end,
          bytes.extracting(start..<start + length).elementsEqual(opening)
        {
          return (kind, start + length)
        }
      }
    case UInt8(ascii: "{") where !isWalked:
      // One text in one object or two, without blanks.
      var isEscaped = false
      guard bytes[start + 1] == UInt8(ascii: "\""),
        var quote = try? bytes.jsonString(start + 2, escaped: &isEscaped)
      else { break }
      let isTwofold = bytes.load(quote + 1, as: UInt32.self) & 0xFF_FFFF == 0x22_7B3A  // :{"
      if isTwofold {
        guard let inner = try? bytes.jsonString(quote + 4, escaped: &isEscaped) else { break }
        quote = inner
      }
      guard bytes.load(quote + 1, as: UInt16.self) == 0x223A,  // :"
        let end = try? bytes.jsonString(quote + 3, escaped: &isEscaped),
        end + (isTwofold ? 3 : 2) == value.upperBound
      else { break }
      return (isTwofold ? .twofold : .wrapped, quote + 3)
    default: break
    }
    return (.any, start)
  }
}
