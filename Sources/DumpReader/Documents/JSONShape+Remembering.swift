extension JSONShape {
  /// Remembers a member that the full way has read.
  ///
  /// - Parameters:
  ///   - member: The comma or brace before it.
  ///   - value: Its value.
  ///   - isWalked: Whether an object or array there is more than validated.
  @inline(never)
  mutating func remember(
    _ place: Place, parent: Int32, node: Int32, slot: Int32, isWalked: Bool, _ bytes: RawSpan,
    member: Int, value: Range<Int>
  ) {
    guard contains(place), value.lowerBound - member <= Self.maximumLength,
      member <= bytes.byteCount - Self.maximumLength
    else { return }
    var expected = Member()
    expected.parent = parent
    expected.node = node
    expected.slot = Int8(truncatingIfNeeded: slot)
    expected.isWalked = isWalked
    expected.keyLength = UInt8(truncatingIfNeeded: value.lowerBound - member)
    expected.length = expected.keyLength
    switch bytes[value.lowerBound] {
    case UInt8(ascii: "\""):
      let text = value.lowerBound + 1..<value.upperBound - 1
      // The quick way to strings looks at no more than the start of the opening.
      if text.lowerBound - member <= 32 {
        expected.expect(17...32 ~= text.count ? .identifier : .string, text: text, from: member)
      }
    case UInt8(ascii: "{"):
      if let wrapper = WrappedText(bytes, value) {
        if slot < 0, !isWalked {
          expected.expect(wrapper.isTwofold ? .twofold : .wrapped, text: wrapper.text, from: member)
        } else if slot >= 0, let kind = wrapper.kind(bytes) {
          expected.expect(kind, text: wrapper.text, from: member)
        }
      }
    default: break
    }
    fill(place, with: expected, bytes, member)
  }

  /// Looks again at a place where the key was right: when the opening was not, there are values of
  /// several kinds, and from now on only the key counts.
  mutating func review(_ place: Place, parent: Int32, _ bytes: RawSpan, member: Int) {
    guard member <= bytes.byteCount - Self.maximumLength,
      unsafe !place.matches(bytes, member, parent: parent)
    else { return }
    forgetKind(place)
  }
}

extension JSONShape.Member {
  /// Makes what stands before the text a part of the opening, unless that gets too long.
  fileprivate mutating func expect(_ kind: JSONShape.Kind, text: Range<Int>, from member: Int) {
    guard text.lowerBound - member <= JSONShape.maximumLength else { return }
    self.kind = kind
    length = UInt8(truncatingIfNeeded: text.lowerBound - member)
    if 17...32 ~= text.count { textCount = UInt8(truncatingIfNeeded: text.count) }
  }
}

/// An object that has one text, or another such object, and nothing else: `{"$oid":"…"}`,
/// `{"$date":{"$numberLong":"…"}}`. Blanks may stand before the text, none behind it.
private struct WrappedText {
  let text: Range<Int>
  let isTwofold: Bool
  private let name: Range<Int>
  private let innerName: Range<Int>

  /// Looks at a validated object; nil when it is none of these.
  init?(_ bytes: RawSpan, _ object: Range<Int>) {
    guard var (name, value) = Self.member(bytes, object.lowerBound) else { return nil }
    self.name = name
    isTwofold = bytes[value] == UInt8(ascii: "{")
    if isTwofold {
      guard let inner = Self.member(bytes, value) else { return nil }
      (name, value) = inner
    }
    innerName = name
    var isEscaped = false
    guard bytes[value] == UInt8(ascii: "\""),
      let quote = try? bytes.jsonString(value + 1, escaped: &isEscaped),
      quote + (isTwofold ? 3 : 2) == object.upperBound,
      bytes[quote + 1] == UInt8(ascii: "}"), bytes[object.upperBound - 1] == UInt8(ascii: "}")
    else { return nil }
    text = value + 1..<quote
  }

  /// The first name in an object, and where its value starts.
  private static func member(_ bytes: RawSpan, _ object: Int) -> (name: Range<Int>, value: Int)? {
    let start = bytes.jsonBlanks(object + 1)
    var isEscaped = false
    guard bytes[start] == UInt8(ascii: "\""),
      let quote = try? bytes.jsonString(start + 1, escaped: &isEscaped)
    else { return nil }
    let colon = bytes.jsonBlanks(quote + 1)
    guard bytes[colon] == UInt8(ascii: ":") else { return nil }
    return (start + 1..<quote, bytes.jsonBlanks(colon + 1))
  }

  /// What the names say that the text is; nil when that is left to the full way.
  func kind(_ bytes: RawSpan) -> JSONShape.Kind? {
    let outer = bytes.extracting(name)
    if isTwofold {
      let isDate = outer.elementsEqual("$date")
      return isDate && bytes.extracting(innerName).elementsEqual("$numberLong") ? .longDate : nil
    }
    if outer.elementsEqual("$date") { return .date }
    if outer.elementsEqual("$oid") { return .objectID }
    if outer.elementsEqual("$numberInt") { return .int32 }
    if outer.elementsEqual("$numberLong") { return .int64 }
    if outer.elementsEqual("$numberDouble") { return .double }
    return nil
  }
}
