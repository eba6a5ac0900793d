/// Writes documents as JSON in one of MongoDB's dialects, without any space.
struct JSONForm {
  let dialect: JSONDialect
  /// The innermost documents: whether each is an array.
  private var open: [Bool] = []

  init(_ dialect: JSONDialect) {
    self.dialect = dialect
  }

  /// Appends one document.
  mutating func write(_ document: borrowing SampleDocument, to out: inout OutputBytes) {
    write(document, 0..<document.fields.count, isArray: false, to: &out)
  }

  /// Appends a document or array that has the fields in `range`.
  mutating func write(
    _ document: borrowing SampleDocument, _ range: Range<Int>, isArray: Bool,
    to out: inout OutputBytes
  ) {
    open.removeAll(keepingCapacity: true)
    open.append(isArray)
    out.append(UInt8(ascii: isArray ? "[" : "{"))
    var isFirst = true
    for index in range {
      let field = document.fields[index]
      if case .close = field.value {
        guard open.count > 1, let isArray = open.popLast() else { continue }
        out.append(UInt8(ascii: isArray ? "]" : "}"))
        isFirst = false
        continue
      }
      if !isFirst { out.append(UInt8(ascii: ",")) }
      isFirst = false
      if open.last == false {
        append(key: document.bytes(of: field.name), to: &out)
        out.append(UInt8(ascii: ":"))
      }
      switch field.value {
      case .openDocument:
        open.append(false)
        out.append(UInt8(ascii: "{"))
        isFirst = true
      case .openArray:
        open.append(true)
        out.append(UInt8(ascii: "["))
        isFirst = true
      default:
        write(field.value, of: document, to: &out)
      }
    }
    while let isArray = open.popLast() { out.append(UInt8(ascii: isArray ? "]" : "}")) }
  }

  /// mongosh leaves out the quotes around names that are identifiers.
  private func append(key: borrowing RawSpan, to out: inout OutputBytes) {
    if dialect == .shell {
      if Self.isIdentifier(key) {
        out.append(key)
      } else {
        out.append(quoted: key, by: UInt8(ascii: "'"))
      }
    } else {
      out.append(quoted: key)
    }
  }

  private static func isIdentifier(_ key: borrowing RawSpan) -> Bool {
    guard key.byteCount > 0 else { return false }
    for i in 0..<key.byteCount {
      switch key.byte(i) {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): break
      case UInt8(ascii: "_"), UInt8(ascii: "$"): break
      case UInt8(ascii: "0")...UInt8(ascii: "9"): if i == 0 { return false }
      default: return false
      }
    }
    return true
  }

  private func write(
    _ value: SampleValue, of document: borrowing SampleDocument, to out: inout OutputBytes
  ) {
    switch value {
    case .string(let text):
      out.append(
        quoted: document.bytes(of: text), by: UInt8(ascii: dialect == .shell ? "'" : "\""))
    case .bool(let flag): out.append(flag ? "true" : "false")
    case .null: out.append("null")
    case .symbol(let text): wrap("$symbol", document.bytes(of: text), to: &out)
    case .code(let text): wrap("$code", document.bytes(of: text), to: &out)
    case .undefined: out.append(#"{"$undefined":true}"#)
    case .minKey: out.append(#"{"$minKey":1}"#)
    case .maxKey: out.append(#"{"$maxKey":1}"#)
    case .regularExpression(let pattern, let options):
      let isOld = dialect == .legacy || dialect == .shell
      out.append(isOld ? #"{"$regex":"# : #"{"$regularExpression":{"pattern":"#)
      out.append(quoted: document.bytes(of: pattern))
      out.append(isOld ? #","$options":"# : #","options":"#)
      out.append(quoted: document.bytes(of: options))
      out.append(isOld ? "}" : "}}")
    case .binary(let subtype, let bytes):
      write(binary: document.bytes(of: bytes), subtype, to: &out)
    case .openDocument, .openArray, .close: break
    default: write(scalar: value, to: &out)
    }
  }

  private func wrap(_ name: StaticString, _ text: borrowing RawSpan, to out: inout OutputBytes) {
    out.append("{\"")
    out.append(name)
    out.append("\":")
    out.append(quoted: text)
    out.append("}")
  }

  private func write(binary bytes: borrowing RawSpan, _ subtype: UInt8, to out: inout OutputBytes) {
    switch dialect {
    case .relaxed, .canonical:
      out.append(#"{"$binary":{"base64":""#)
      out.append(base64: bytes)
      out.append(#"","subType":""#)
      out.append(hexByte: subtype)
      out.append("\"}}")
    case .legacy:
      out.append(#"{"$binary":""#)
      out.append(base64: bytes)
      out.append(#"","$type":""#)
      out.append(hexByte: subtype)
      out.append("\"}")
    case .shell where subtype == 4 && bytes.byteCount == 16:
      out.append("UUID('")
      for i in 0..<16 {
        if i == 4 || i == 6 || i == 8 || i == 10 { out.append("-") }
        out.append(hexByte: bytes.byte(i))
      }
      out.append("')")
    case .shell:
      out.append("BinData(")
      out.append(decimal: Int64(subtype))
      out.append(", '")
      out.append(base64: bytes)
      out.append("')")
    }
  }
}
