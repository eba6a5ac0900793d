/// A JSON value of a line that this program wrote for itself: of a split, or of the end of one.
///
/// Strict (RFC 8259), without recursion deeper than ``maximumDepth``; what is missing or of another type
/// than expected is an error that names the field. Rows of totals, of which there are many more, are read
/// by a `DocumentWalker` instead.
indirect enum JSONNode: Sendable, Equatable {
  case null
  case bool(Bool)
  /// The text of a number.
  case number(String)
  case string(String)
  case array([JSONNode])
  case object([Member])

  /// A name and its value.
  struct Member: Sendable, Equatable {
    var name: String
    var value: JSONNode
  }

  /// Deeper is none of the lines.
  static let maximumDepth = 16

  /// What is wrong with a line, as a sentence without a full stop.
  struct Fault: Error {
    var reason: String
  }

  /// Reads a text that is one value.
  init(_ bytes: [UInt8]) throws(Fault) {
    var parser = JSONNodeParser(bytes: bytes)
    self = try parser.value(depth: 0)
    guard parser.isAtEnd else { throw Fault(reason: "something follows the value") }
  }

  /// The value of a name; nil where there is none.
  subscript(name: String) -> JSONNode? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.name == name }?.value
  }

  /// The value of a name that has to be there.
  func member(_ name: String) throws(Fault) -> JSONNode {
    guard let value = self[name] else { throw Fault(reason: "\"\(name)\" is missing") }
    return value
  }

  /// A whole number, 0 or more unless it may be negative.
  func int(_ name: String, mayBeNegative: Bool = false) throws(Fault) -> Int {
    guard case .number(let text) = try member(name), let number = Int(text),
      mayBeNegative || number >= 0
    else { throw Fault(reason: "\"\(name)\" is no number that it can be") }
    return number
  }

  /// A whole number or null.
  func optionalInt(_ name: String) throws(Fault) -> Int? {
    guard let value = self[name], value != .null else { return nil }
    return try int(name)
  }

  /// A text.
  func string(_ name: String) throws(Fault) -> String {
    guard case .string(let text) = try member(name) else {
      throw Fault(reason: "\"\(name)\" is no text")
    }
    return text
  }

  /// A text; nil where it is null or missing.
  func optionalString(_ name: String) throws(Fault) -> String? {
    guard let value = self[name], value != .null else { return nil }
    return try string(name)
  }

  /// True or false; false where it is missing.
  func flag(_ name: String) throws(Fault) -> Bool {
    guard let value = self[name] else { return false }
    guard case .bool(let flag) = value else { throw Fault(reason: "\"\(name)\" is no flag") }
    return flag
  }

  /// The elements of an array; none where it is missing.
  func array(_ name: String) throws(Fault) -> [JSONNode] {
    guard let value = self[name] else { return [] }
    guard case .array(let elements) = value else { throw Fault(reason: "\"\(name)\" is no array") }
    return elements
  }

  /// The members of an object; none where it is missing.
  func members(_ name: String) throws(Fault) -> [Member] {
    guard let value = self[name] else { return [] }
    guard case .object(let members) = value else { throw Fault(reason: "\"\(name)\" is no object") }
    return members
  }

  /// The whole number that this is.
  var wholeNumber: Int? {
    guard case .number(let text) = self else { return nil }
    return Int(text)
  }

  /// The text that this is.
  var text: String? {
    guard case .string(let text) = self else { return nil }
    return text
  }
}

/// Reads one value from its first byte on.
private struct JSONNodeParser {
  private let bytes: [UInt8]
  private var i = 0

  init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  private func fault(_ what: String) -> JSONNode.Fault {
    JSONNode.Fault(reason: "\(what) at byte \(i) of the line")
  }

  private var next: UInt8? { i < bytes.count ? bytes[i] : nil }

  private mutating func skipBlanks() {
    while let byte = next, byte == 0x20 || byte == 0x09 || byte == 0x0D || byte == 0x0A { i += 1 }
  }

  var isAtEnd: Bool {
    mutating get {
      skipBlanks()
      return i == bytes.count
    }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    skipBlanks()
    guard next == byte else { return false }
    i += 1
    return true
  }

  mutating func value(depth: Int) throws(JSONNode.Fault) -> JSONNode {
    guard depth < JSONNode.maximumDepth else { throw fault("too many brackets") }
    skipBlanks()
    switch next {
    case UInt8(ascii: "{"): return try object(depth)
    case UInt8(ascii: "["): return try array(depth)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "n"): return try literal("null", .null)
    case UInt8(ascii: "t"): return try literal("true", .bool(true))
    case UInt8(ascii: "f"): return try literal("false", .bool(false))
    default: return try number()
    }
  }

  private mutating func literal(
    _ text: StaticString, _ value: JSONNode
  ) throws(JSONNode.Fault) -> JSONNode {
    let count = text.utf8CodeUnitCount
    guard i + count <= bytes.count,
      bytes[i..<i + count].elementsEqual("\(text)".utf8)
    else { throw fault("a value was expected") }
    i += count
    return value
  }

  private mutating func number() throws(JSONNode.Fault) -> JSONNode {
    let start = i
    while let byte = next,
      (0x30...0x39).contains(byte) || [0x2B, 0x2D, 0x2E, 0x45, 0x65].contains(byte)
    { i += 1 }
    guard i > start, i - start <= 64 else { throw fault("a value was expected") }
    return .number(String(decoding: bytes[start..<i], as: UTF8.self))
  }

  private mutating func array(_ depth: Int) throws(JSONNode.Fault) -> JSONNode {
    i += 1
    var elements: [JSONNode] = []
    if take(UInt8(ascii: "]")) { return .array(elements) }
    repeat { elements.append(try value(depth: depth + 1)) } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "]")) else { throw fault("a comma or a bracket was expected") }
    return .array(elements)
  }

  private mutating func object(_ depth: Int) throws(JSONNode.Fault) -> JSONNode {
    i += 1
    var members: [JSONNode.Member] = []
    var names: Set<String> = []
    if take(UInt8(ascii: "}")) { return .object(members) }
    repeat {
      skipBlanks()
      let name = try string()
      guard names.insert(name).inserted else { throw fault("a name that occurs twice") }
      guard take(UInt8(ascii: ":")) else { throw fault("a colon was expected") }
      members.append(.init(name: name, value: try value(depth: depth + 1)))
    } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "}")) else { throw fault("a comma or a brace was expected") }
    return .object(members)
  }

  private mutating func string() throws(JSONNode.Fault) -> String {
    guard next == UInt8(ascii: "\"") else { throw fault("a text was expected") }
    i += 1
    var text: [UInt8] = []
    while let byte = next {
      i += 1
      switch byte {
      case UInt8(ascii: "\""):
        guard let string = String(validating: text, as: UTF8.self) else {
          throw fault("text that is not UTF-8")
        }
        return string
      case UInt8(ascii: "\\"): try escape(into: &text)
      case 0..<0x20: throw fault("a control character")
      default: text.append(byte)
      }
    }
    throw fault("a text that does not end")
  }

  private mutating func escape(into text: inout [UInt8]) throws(JSONNode.Fault) {
    guard let byte = next else { throw fault("a text that does not end") }
    i += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "u"):
      var unit = try hexadecimal()
      if (0xD800..<0xDC00).contains(unit) {
        guard i + 2 <= bytes.count, bytes[i] == UInt8(ascii: "\\"),
          bytes[i + 1] == UInt8(ascii: "u")
        else { throw fault("half of a surrogate pair") }
        i += 2
        let low = try hexadecimal()
        guard (0xDC00..<0xE000).contains(low) else { throw fault("half of a surrogate pair") }
        unit = 0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)
      }
      guard let scalar = Unicode.Scalar(unit) else { throw fault("half of a surrogate pair") }
      text += Array(String(scalar).utf8)
    default: throw fault("an escape sequence that is none")
    }
  }

  private mutating func hexadecimal() throws(JSONNode.Fault) -> UInt32 {
    guard i + 4 <= bytes.count,
      let unit = UInt32(String(decoding: bytes[i..<i + 4], as: UTF8.self), radix: 16),
      bytes[i] != 0x2B, bytes[i] != 0x2D
    else { throw fault("an escape sequence that is none") }
    i += 4
    return unit
  }
}
