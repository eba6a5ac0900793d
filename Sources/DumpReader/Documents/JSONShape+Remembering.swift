extension JSONShape {
  /// A member that the full way has read.
  struct Member {
    /// The node of the object it stands in.
    var parent: Int32
    /// The node of the field in the selection, -1 for a field that nobody asked for.
    var node: Int32
    /// The slot of the field, -1 for none.
    var slot: Int32
    /// Whether an object or array there is more than validated.
    var isWalked: Bool
    /// The comma or brace before it.
    var separator: Int
    /// Its value; empty when that is walked.
    var value: Range<Int>
  }

  /// The most places that the value of one member takes.
  private static let maximumParts = 16

  /// Remembers a member.
  @inline(never)
  mutating func remember(_ place: Place, _ member: Member, _ bytes: RawSpan) {
    guard contains(place), member.value.lowerBound - member.separator <= Self.maximumLength,
      Context.parents.contains(member.parent)
    else { return }
    var gap = Gap()
    gap.node = member.node
    gap.slot = Int8(truncatingIfNeeded: member.slot)
    gap.isWalked = member.isWalked
    gap.keyLength = UInt8(truncatingIfNeeded: member.value.lowerBound - member.separator)
    let isFirst = bytes[member.separator] == UInt8(ascii: "{")
    gap.context = Context(parent: member.parent, isFirst: isFirst)
    gap.end = Context(parent: member.parent, isFirst: false)
    if !isFirst { lead(&gap, to: place, bytes, member.separator) }
    if member.slot < 0, !member.isWalked {
      rememberParts(place, gap, member, bytes)
      return
    }
    gap.length = gap.lead + gap.keyLength
    switch bytes[member.value.lowerBound] {
    case UInt8(ascii: "\""):
      gap.expectText(member.value.lowerBound + 1..<member.value.upperBound - 1, member)
      if gap.kind != .any, member.slot < 0 { gap.end = gap.end.text }
    case UInt8(ascii: "{"):
      if member.slot >= 0, let wrapper = WrappedText(bytes, member.value),
        let kind = wrapper.kind(bytes)
      {
        gap.expect(kind, at: wrapper.text.lowerBound, member)
      }
    default: break
    }
    put(place, gap, bytes, member.separator - Int(gap.lead))
  }

  /// Remembers the end of an object.
  ///
  /// - Parameter brace: The closing brace.
  mutating func rememberEnd(_ place: Place, parent: Int32, _ bytes: RawSpan, brace: Int) {
    guard contains(place), place.gap.end == .none, Context.parents.contains(parent) else { return }
    var gap = Gap()
    gap.context = Context(parent: parent, isFirst: false)
    gap.end = gap.context
    gap.kind = .end
    lead(&gap, to: place, bytes, brace)
    gap.keyLength = 1
    gap.length = gap.lead + 1
    put(place, gap, bytes, brace - Int(gap.lead))
  }

  /// Lets a gap begin where the value before it ends, quotes and brackets not counted.
  private func lead(_ gap: inout Gap, to place: Place, _ bytes: RawSpan, _ separator: Int) {
    guard place != start else { return }
    let before = place.previous().gap.end
    let count = before.closing.count
    guard before.outside == gap.end, before.closingCount(bytes, separator - count) == count else {
      return
    }
    gap.context = before
    gap.lead = UInt8(count)
  }

  /// Remembers a value that nobody asked for: where the texts, numbers and literals in it are.
  private mutating func rememberParts(
    _ place: Place, _ head: Gap, _ member: Member, _ bytes: RawSpan
  ) {
    let start = member.separator - Int(head.lead)
    var parts: [(gap: Gap, start: Int)] = []
    var gap = head
    var gapStart = start
    var context = head.end
    var i = member.value.lowerBound
    while i < member.value.upperBound, parts.count <= Self.maximumParts {
      let byte = bytes[i]
      var end = i + 1
      switch byte {
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        guard let inner = context.opening(byte) else { break }
        context = inner
      case UInt8(ascii: "}"), UInt8(ascii: "]"): context = context.closed
      case UInt8(ascii: ","), UInt8(ascii: ":"), 0x20, 0x09, 0x0A, 0x0D: break
      default:
        var isEscaped = false
        let isText = byte == UInt8(ascii: "\"")
        if isText {
          guard let quote = try? bytes.jsonString(end, escaped: &isEscaped) else { return }
          end = quote
          // A key belongs to the gap.
          if bytes[bytes.jsonBlanks(quote + 1)] == UInt8(ascii: ":") {
            i = quote + 1
            continue
          }
        } else if let number = try? bytes.jsonScalar(i) {
          end = number
        }
        let first = isText ? i + 1 : i
        guard first - gapStart <= Self.maximumLength else {
          return forget(place, head, member, bytes)
        }
        gap.length = UInt8(first - gapStart)
        gap.kind = isText ? .text : .scalar
        if isText, 17...32 ~= end - first { gap.expectIdentifier(end - first) }
        gap.end = isText ? context.text : context
        parts.append((gap, gapStart))
        gap = Gap()
        gap.context = parts[parts.count - 1].gap.end
        gapStart = end
        if isText { end += 1 }
      }
      i = end
    }
    guard !parts.isEmpty, parts.count <= Self.maximumParts,
      context == head.end, contains(place.advanced(by: parts.count - 1))
    else { return forget(place, head, member, bytes) }
    parts[0].gap.innerCount = UInt8(parts.count - 1)
    for (k, part) in parts.enumerated() {
      put(place.advanced(by: k), part.gap, bytes, part.start)
    }
  }

  /// Remembers no more than the key of a member.
  private mutating func forget(_ place: Place, _ gap: Gap, _ member: Member, _ bytes: RawSpan) {
    var gap = gap
    gap.length = gap.lead + gap.keyLength
    put(place, gap, bytes, member.separator - Int(gap.lead))
  }

  /// Fills a place where the bytes allow it.
  private mutating func put(_ place: Place, _ gap: Gap, _ bytes: RawSpan, _ offset: Int) {
    guard gap.length <= Self.maximumLength, offset <= bytes.byteCount - Self.maximumLength else {
      return
    }
    fill(place, with: gap, bytes, offset)
  }

  /// Looks again at a place where the key was right. When what opens the value was not, or when the
  /// value was not made of the same parts, there are values of several kinds, and from now on only
  /// the key counts.
  mutating func review(_ place: Place, _ member: Member, _ bytes: RawSpan) {
    let context = place.gap.context.outside
    var same = place
    let isKnown = find(&same, context, bytes, member.separator, keyOnly: false) && same == place
    let isMadeOfParts = place.gap.innerCount > 0 || place.gap.end.isNested
    if !isKnown || isMadeOfParts && member.value.upperBound <= bytes.windowLimit {
      forgetKind(place)
    }
  }
}

extension JSONShape.Gap {
  /// Makes what stands before the text a part of the gap, unless that gets too long.
  fileprivate mutating func expect(
    _ kind: JSONShape.Kind, at text: Int, _ member: JSONShape.Member
  ) {
    let length = Int(lead) + text - member.separator
    guard length <= JSONShape.maximumLength else { return }
    self.kind = kind
    self.length = UInt8(length)
  }

  /// Expects a text that is wanted.
  fileprivate mutating func expectText(_ text: Range<Int>, _ member: JSONShape.Member) {
    expect(.text, at: text.lowerBound, member)
    if kind == .text, 17...32 ~= text.count { expectIdentifier(text.count) }
  }

  /// Expects texts of one length.
  fileprivate mutating func expectIdentifier(_ count: Int) {
    kind = .identifier
    textCount = UInt8(count)
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
