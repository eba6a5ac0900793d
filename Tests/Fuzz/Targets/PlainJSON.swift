/// JSON as RFC 8259 has it, read the simple way: a witness for the differential target that shares
/// nothing with the scanner. It recurses, copies everything, and takes only what is in the grammar.
indirect enum PlainJSON {
  case null
  case bool(Bool)
  case number(String)
  case string([UInt8])
  case array([PlainJSON])
  case object([(name: [UInt8], value: PlainJSON)])
}

struct PlainJSONError: Error {}

/// Reads one value after the other.
struct PlainJSONReader {
  let bytes: [UInt8]
  var offset = 0
  /// The deepest nesting that was met.
  var deepest = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  private var next: UInt8? { offset < bytes.count ? bytes[offset] : nil }

  private mutating func skipBlanks() {
    while let byte = next, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { offset += 1 }
  }

  private mutating func take(_ text: String) throws {
    for byte in text.utf8 {
      guard next == byte else { throw PlainJSONError() }
      offset += 1
    }
  }

  mutating func value(depth: Int = 1) throws -> PlainJSON {
    deepest = max(deepest, depth)
    switch next {
    case UInt8(ascii: "{"):
      return .object(
        try list("{", "}") { reader in
          let name = try reader.string()
          reader.skipBlanks()
          try reader.take(":")
          reader.skipBlanks()
          return (name, try reader.value(depth: depth + 1))
        })
    case UInt8(ascii: "["): return .array(try list("[", "]") { try $0.value(depth: depth + 1) })
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"):
      try take("true")
      return .bool(true)
    case UInt8(ascii: "f"):
      try take("false")
      return .bool(false)
    case UInt8(ascii: "n"):
      try take("null")
      return .null
    default: return .number(try number())
    }
  }

  private mutating func list<Element>(
    _ open: String, _ close: Character, _ element: (inout Self) throws -> Element
  ) throws -> [Element] {
    var list: [Element] = []
    try take(open)
    skipBlanks()
    if next == close.asciiValue {
      offset += 1
      return list
    }
    while true {
      list.append(try element(&self))
      skipBlanks()
      if next == close.asciiValue {
        offset += 1
        return list
      }
      try take(",")
      skipBlanks()
    }
  }

  private mutating func number() throws -> String {
    let start = offset
    if next == UInt8(ascii: "-") { offset += 1 }
    if next == UInt8(ascii: "0") { offset += 1 } else { try digits() }
    if next == UInt8(ascii: ".") {
      offset += 1
      try digits()
    }
    if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
      offset += 1
      if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { offset += 1 }
      try digits()
    }
    return String(decoding: bytes[start..<offset], as: UTF8.self)
  }

  private mutating func digits() throws {
    let start = offset
    while let byte = next, (0x30...0x39).contains(byte) { offset += 1 }
    if offset == start { throw PlainJSONError() }
  }

  private mutating func string() throws -> [UInt8] {
    try take("\"")
    var text: [UInt8] = []
    while let byte = next {
      offset += 1
      switch byte {
      case UInt8(ascii: "\""):
        guard String(validating: text, as: UTF8.self) != nil else { throw PlainJSONError() }
        return text
      case UInt8(ascii: "\\"): try escape(&text)
      case 0..<0x20: throw PlainJSONError()
      default: text.append(byte)
      }
    }
    throw PlainJSONError()
  }

  private mutating func escape(_ text: inout [UInt8]) throws {
    let kind = next
    offset += 1
    switch kind {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(kind ?? 0)
    case UInt8(ascii: "b"): text.append(8)
    case UInt8(ascii: "f"): text.append(12)
    case UInt8(ascii: "n"): text.append(10)
    case UInt8(ascii: "r"): text.append(13)
    case UInt8(ascii: "t"): text.append(9)
    case UInt8(ascii: "u"):
      var units = [try unit()]
      if (0xD800..<0xDC00).contains(units[0]) {
        try take("\\u")
        units.append(try unit())
      }
      // Half a pair is repaired, which makes it another text.
      guard let scalars = String(validating: units, as: UTF16.self) else { throw PlainJSONError() }
      text.append(contentsOf: scalars.utf8)
    default: throw PlainJSONError()
    }
  }

  private mutating func unit() throws -> UInt16 {
    guard offset + 4 <= bytes.count else { throw PlainJSONError() }
    let digits = bytes[offset..<offset + 4]
    guard digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
      let unit = UInt16(String(decoding: digits, as: UTF8.self), radix: 16)
    else { throw PlainJSONError() }
    offset += 4
    return unit
  }
}
