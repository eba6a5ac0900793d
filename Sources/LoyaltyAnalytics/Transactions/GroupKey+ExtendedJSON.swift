internal import DumpReader

extension GroupKey {
  /// The key that a JSON text stands for, as results print keys: `null`, `5`, `"5"`,
  /// `{"$oid":"…"}`; nil for anything that is not one JSON value, or cannot be a key.
  package init?(extendedJSON text: String) {
    guard Self.isOneValue(text) else { return nil }
    let document = Array("{\"key\":\(text)}\n".utf8)
    let bytes = document + Array(repeating: 0, count: Chunk.padding)
    var selection = FieldSelection()
    let slot = selection.insert("key", unique: true)
    var walker = DocumentWalker(selection)
    var values = FieldValues(for: selection)
    var cursor = ChunkCursor(end: document.count, encoding: .jsonLines)
    do throws(MalformedDocument) {
      guard try walker.next(&cursor, in: bytes.rawBytes, into: &values), let value = values[slot]
      else { return nil }
      let key = GroupKeySlice(value, in: bytes.rawBytes, values: &values)
      guard let key else { return nil }
      let slice = DocumentSlice(offset: key.offset, count: key.count, inScratch: key.inScratch)
      self.init(
        kind: key.kind,
        bytes: slice.bytes(in: bytes.rawBytes, scratch: values.scratch).copied())
    } catch {
      return nil
    }
  }

  /// Whether a text has no comma and no bracket too many outside of all brackets and strings.
  private static func isOneValue(_ text: String) -> Bool {
    var depth = 0
    var isInString = false
    var isEscaped = false
    for byte in text.utf8 {
      if isInString {
        if isEscaped {
          isEscaped = false
        } else if byte == UInt8(ascii: "\\") {
          isEscaped = true
        } else if byte == UInt8(ascii: "\"") {
          isInString = false
        }
        continue
      }
      switch byte {
      case UInt8(ascii: "\""): isInString = true
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        depth -= 1
        if depth < 0 { return false }
      case UInt8(ascii: ","), UInt8(ascii: ":"): if depth == 0 { return false }
      case 0x0A, 0x0D: return false
      default: continue
      }
    }
    return depth == 0 && !isInString
  }
}
