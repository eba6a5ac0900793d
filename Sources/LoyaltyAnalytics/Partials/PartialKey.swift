internal import DumpReader

/// Keys in partial totals: a key's relaxed Extended JSON, equal exactly where keys are equal.
///
/// A stretch of the calendar beyond the years 0 to 9999 is known by its sign, which is escaped: no other
/// text begins so. A text that is not UTF-8, as `--invalid-utf8 accept` lets through, has no JSON; it is
/// `{"$text":"…"}` in base 64. That of a key of several fields is the array of its parts.
enum PartialKey {
  private static let opening = "{\"$text\":\""
  /// How such years begin.
  fileprivate static let earlierYear: StaticString = "\"\\u002d"
  fileprivate static let laterYear: StaticString = "\"\\u002b"

  /// Appends the Extended JSON of a key.
  static func append(_ kind: GroupKey.Kind, _ bytes: RawSpan, to buffer: inout TextBuffer) {
    if kind == .combination {
      var separator = "["
      var offset = 0
      while let part = KeyPart(bytes, at: offset) {
        buffer.append(separator)
        append(part.kind, bytes.extracting(part.range), to: &buffer)
        separator = ","
        offset = part.range.upperBound
      }
      buffer.append("]")
      return
    }
    if kind == .earlierYear || kind == .laterYear, bytes.byteCount > 0 {
      buffer.append("\(kind == .earlierYear ? Self.earlierYear : Self.laterYear)")
      let rest = bytes.extracting(1..<bytes.byteCount)
      buffer.append(rest)
      buffer.append("\"")
      return
    }
    guard kind == .string, !bytes.isText else { return buffer.append(jsonKey: kind, bytes) }
    buffer.append(opening)
    buffer.append(base64: bytes.copied()[...])
    buffer.append("\"}")
  }
}

/// Reads keys back. One is kept for many.
struct PartialKeyReader: ~Copyable {
  private var walker: DocumentWalker
  private var values: FieldValues
  private let slot: Int
  private let textSlot: Int
  /// The kind of the key that was read last, and its canonical bytes.
  private(set) var kind = GroupKey.Kind.null
  private(set) var bytes: [UInt8] = []

  init() {
    var selection = FieldSelection()
    slot = selection.insert("k", unique: true)
    textSlot = selection.insert("k.$text", unique: true)
    walker = DocumentWalker(selection)
    values = FieldValues(for: selection)
  }

  /// Reads the Extended JSON of a key.
  ///
  /// - Returns: Whether it is one.
  mutating func read(_ text: RawSpan) -> Bool {
    let count = text.byteCount
    guard count > 0 else { return false }
    bytes.removeAll(keepingCapacity: true)
    switch text[0] {
    case UInt8(ascii: "\""):
      let inner = text.extracting(1..<max(1, count - 1))
      if count >= 2, text[count - 1] == UInt8(ascii: "\""), inner.isPlain(but: 0x22, 0x5C) {
        kind = .string
        unsafe inner.withUnsafeBytes { unsafe bytes.append(contentsOf: $0) }
        return bytes.count <= GroupKey.maximumCount
      }
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      let digits = String(decoding: text.copied(), as: UTF8.self)
      // What is no integer of 64 bits was a double, of which these are all digits.
      let number = Int64(digits).map { NumberKey($0) } ?? Double(digits).map { NumberKey($0) }
      guard let number else { return false }
      kind = .number
      number.append(to: &bytes)
      return true
    case UInt8(ascii: "["): return readCombination(text)
    default: break
    }
    return readByWalking(text)
  }

  /// Reads the parts of a key of several fields: the values between the outermost commas.
  private mutating func readCombination(_ text: RawSpan) -> Bool {
    var parts: [GroupKey] = []
    var start = 1
    var depth = 0
    var isInString = false
    var i = 1
    while i < text.byteCount {
      switch text[i] {
      case UInt8(ascii: "\\") where isInString: i += 1
      case UInt8(ascii: "\""): isInString.toggle()
      case _ where isInString: break
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"): depth -= 1
      case UInt8(ascii: "]") where depth > 0: depth -= 1
      case UInt8(ascii: ","), UInt8(ascii: "]"):
        guard depth == 0 else { break }
        let part = text.extracting(start..<i)
        guard part.byteCount > 0, part[0] != UInt8(ascii: "["), read(part) else { return false }
        parts.append(GroupKey(kind: kind, bytes: bytes))
        start = i + 1
        if text[i] == UInt8(ascii: "]") {
          let whole = GroupKey(combining: parts)
          (kind, bytes) = (.combination, whole.bytes)
          return i + 1 == text.byteCount && (2...Grouping.maximumParts).contains(parts.count)
            && bytes.count <= GroupKey.maximumCombinedCount
        }
      default: break
      }
      i += 1
    }
    return false
  }

  /// Reads a key by the reader of Extended JSON.
  private mutating func readByWalking(_ text: RawSpan) -> Bool {
    var line = Array("{\"k\":".utf8) + text.copied() + [UInt8(ascii: "}")]
    let end = line.count
    line += [UInt8](repeating: 0, count: Chunk.padding)
    values.clearScratch()
    walker.begin(.jsonLines)
    var cursor = ChunkCursor(end: end, encoding: .jsonLines)
    do throws(MalformedDocument) {
      guard try walker.next(&cursor, in: line.rawBytes, into: &values), cursor.offset >= end else {
        return false
      }
    } catch {
      return false
    }
    if let value = values[textSlot], value.type == .string {
      let encoded = value.bytes(in: line.rawBytes, scratch: values.scratch).copied()
      guard let decoded = [UInt8](base64: encoded) else { return false }
      kind = .string
      bytes = decoded
      return bytes.count <= GroupKey.maximumCount
    }
    guard let value = values[slot] else { return false }
    guard let key = GroupKeySlice(value, in: line.rawBytes, values: &values) else { return false }
    kind = key.kind
    if kind == .string {
      let opening = text.extracting(first: PartialKey.laterYear.utf8CodeUnitCount)
      if opening.elementsEqual(PartialKey.earlierYear) { kind = .earlierYear }
      if opening.elementsEqual(PartialKey.laterYear) { kind = .laterYear }
    }
    let slice = DocumentSlice(offset: key.offset, count: key.count, inScratch: key.inScratch)
    bytes = slice.bytes(in: line.rawBytes, scratch: values.scratch).copied()
    return true
  }
}

/// Texts in partial totals that may be no UTF-8.
enum PartialText {
  /// Appends `"value":…`, or `"base64":…` where the bytes are no text.
  static func append(_ bytes: RawSpan, to buffer: inout TextBuffer) {
    if bytes.isText {
      buffer.append("\"value\":")
      buffer.append(json: bytes)
    } else {
      buffer.append("\"base64\":\"")
      buffer.append(base64: bytes.copied()[...])
      buffer.append("\"")
    }
  }
}

extension RawSpan {
  /// Whether the bytes are UTF-8.
  var isText: Bool {
    if isPlain(but: 0, 0x7F) { return true }
    return unsafe withUnsafeBytes { unsafe String(validating: $0, as: UTF8.self) != nil }
  }
}
