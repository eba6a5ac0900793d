extension JSONLayoutCache {
  /// A member that the slow path has read.
  struct Member {
    /// The node of the object it stands in.
    var parent: Int32
    /// The node of the field in the selection, -1 for a field that is not selected.
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

  /// The most entries that the value of one member takes.
  private static let maximumParts = 16

  /// Remembers a member.
  @inline(never)
  mutating func remember(_ index: Index, _ member: Member, _ bytes: RawSpan) {
    guard contains(index), member.value.lowerBound - member.separator <= Self.maximumLength,
      State.parents.contains(member.parent)
    else { return }
    var entry = Entry()
    entry.node = member.node
    entry.slot = Int8(truncatingIfNeeded: member.slot)
    entry.isWalked = member.isWalked
    entry.keyLength = UInt8(truncatingIfNeeded: member.value.lowerBound - member.separator)
    let isFirst = bytes[member.separator] == UInt8(ascii: "{")
    entry.state = State(parent: member.parent, isFirst: isFirst)
    entry.end = State(parent: member.parent, isFirst: false)
    if !isFirst { attachClosing(&entry, to: index, bytes, member.separator) }
    if member.slot < 0, !member.isWalked {
      rememberParts(index, entry, member, bytes)
      return
    }
    entry.length = entry.closingCount + entry.keyLength
    switch bytes[member.value.lowerBound] {
    case UInt8(ascii: "\""):
      entry.expectText(member.value.lowerBound + 1..<member.value.upperBound - 1, member)
      if entry.kind != .any, member.slot < 0 { entry.end = entry.end.text }
    case UInt8(ascii: "{"):
      if member.slot >= 0, let wrapper = WrappedText(bytes, member.value),
        let kind = wrapper.kind(bytes)
      {
        entry.expect(kind, at: wrapper.text.lowerBound, member)
      }
    default: break
    }
    put(index, entry, bytes, member.separator - Int(entry.closingCount))
  }

  /// Remembers the end of an object.
  ///
  /// - Parameter brace: The closing brace.
  mutating func rememberEnd(_ index: Index, parent: Int32, _ bytes: RawSpan, brace: Int) {
    guard contains(index), index.entry.end == .none, State.parents.contains(parent) else { return }
    var entry = Entry()
    entry.state = State(parent: parent, isFirst: false)
    entry.end = entry.state
    entry.kind = .end
    attachClosing(&entry, to: index, bytes, brace)
    entry.keyLength = 1
    entry.length = entry.closingCount + 1
    put(index, entry, bytes, brace - Int(entry.closingCount))
  }

  /// Lets a delimiter begin where the value before it ends, quotes and brackets not counted.
  private func attachClosing(
    _ entry: inout Entry, to index: Index, _ bytes: RawSpan, _ separator: Int
  ) {
    guard index != start else { return }
    let before = index.previous().entry.end
    let count = before.closing.count
    guard before.outside == entry.end, before.closingCount(bytes, separator - count) == count else {
      return
    }
    entry.state = before
    entry.closingCount = UInt8(count)
  }

  /// Remembers a value that is not selected: where the texts, numbers and literals in it are.
  private mutating func rememberParts(
    _ index: Index, _ head: Entry, _ member: Member, _ bytes: RawSpan
  ) {
    let start = member.separator - Int(head.closingCount)
    var parts: [(entry: Entry, start: Int)] = []
    var entry = head
    var entryStart = start
    var state = head.end
    var i = member.value.lowerBound
    while i < member.value.upperBound, parts.count <= Self.maximumParts {
      let byte = bytes[i]
      var end = i + 1
      switch byte {
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        guard let inner = state.opening(byte) else { break }
        state = inner
      case UInt8(ascii: "}"), UInt8(ascii: "]"): state = state.closed
      case UInt8(ascii: ","), UInt8(ascii: ":"), 0x20, 0x09, 0x0A, 0x0D: break
      default:
        var isEscaped = false
        let isText = byte == UInt8(ascii: "\"")
        if isText {
          guard let quote = try? bytes.jsonString(end, escaped: &isEscaped) else { return }
          end = quote
          // A key belongs to the delimiter.
          if bytes[bytes.jsonBlanks(quote + 1)] == UInt8(ascii: ":") {
            i = quote + 1
            continue
          }
        } else if let number = try? bytes.jsonScalar(i) {
          end = number
        }
        let first = isText ? i + 1 : i
        guard first - entryStart <= Self.maximumLength else {
          return forget(index, head, member, bytes)
        }
        entry.length = UInt8(first - entryStart)
        entry.kind = isText ? .text : .scalar
        if isText, 17...32 ~= end - first { entry.expectFixedLength(end - first) }
        entry.end = isText ? state.text : state
        parts.append((entry, entryStart))
        entry = Entry()
        entry.state = parts[parts.count - 1].entry.end
        entryStart = end
        if isText { end += 1 }
      }
      i = end
    }
    guard !parts.isEmpty, parts.count <= Self.maximumParts,
      state == head.end, contains(index.advanced(by: parts.count - 1))
    else { return forget(index, head, member, bytes) }
    parts[0].entry.innerCount = UInt8(parts.count - 1)
    for (k, part) in parts.enumerated() {
      put(index.advanced(by: k), part.entry, bytes, part.start)
    }
  }

  /// Remembers no more than the key of a member.
  private mutating func forget(_ index: Index, _ entry: Entry, _ member: Member, _ bytes: RawSpan) {
    var entry = entry
    entry.length = entry.closingCount + entry.keyLength
    put(index, entry, bytes, member.separator - Int(entry.closingCount))
  }

  /// Fills an entry where the bytes allow it.
  private mutating func put(_ index: Index, _ entry: Entry, _ bytes: RawSpan, _ offset: Int) {
    guard entry.length <= Self.maximumLength, offset <= bytes.byteCount - Self.maximumLength else {
      return
    }
    fill(index, with: entry, bytes, offset)
  }

  /// Looks again at an entry where the key was right. When what opens the value was not, or when the
  /// value was not made of the same parts, there are values of several kinds, and from now on only
  /// the key counts.
  mutating func review(_ index: Index, _ member: Member, _ bytes: RawSpan) {
    let state = index.entry.state.outside
    var same = index
    let isKnown = find(&same, state, bytes, member.separator, keyOnly: false) && same == index
    let isMadeOfParts = index.entry.innerCount > 0 || index.entry.end.isNested
    if !isKnown || isMadeOfParts && member.value.upperBound <= bytes.lastPaddedOffset {
      forgetKind(index)
    }
  }
}

extension JSONLayoutCache.Entry {
  /// Makes what stands before the text a part of the delimiter, unless that gets too long.
  fileprivate mutating func expect(
    _ kind: JSONLayoutCache.Kind, at text: Int, _ member: JSONLayoutCache.Member
  ) {
    let length = Int(closingCount) + text - member.separator
    guard length <= JSONLayoutCache.maximumLength else { return }
    self.kind = kind
    self.length = UInt8(length)
  }

  /// Expects a text that is wanted.
  fileprivate mutating func expectText(_ text: Range<Int>, _ member: JSONLayoutCache.Member) {
    expect(.text, at: text.lowerBound, member)
    if kind == .text, 17...32 ~= text.count { expectFixedLength(text.count) }
  }

  /// Expects texts of one length.
  fileprivate mutating func expectFixedLength(_ count: Int) {
    kind = .fixedLengthString
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

  /// What the names say that the text is; nil when that is left to the slow path.
  func kind(_ bytes: RawSpan) -> JSONLayoutCache.Kind? {
    let outer = bytes.extracting(name)
    if isTwofold {
      let isDate = outer.elementsEqual("$date")
      return isDate && bytes.extracting(innerName).elementsEqual("$numberLong")
        ? .millisecondDate : nil
    }
    if outer.elementsEqual("$date") { return .date }
    if outer.elementsEqual("$oid") { return .objectID }
    if outer.elementsEqual("$numberInt") { return .int32 }
    if outer.elementsEqual("$numberLong") { return .int64 }
    if outer.elementsEqual("$numberDouble") { return .double }
    return nil
  }
}
