/// A JSON text as a tree, read the obvious way: recursive, slow, and only for texts that are known to
/// be valid. Numbers keep their spelling, texts are bytes, members keep their order.
public indirect enum JSONValue: Sendable, Equatable {
  case null
  case bool(Bool)
  case number(String)
  case string([UInt8])
  case array([JSONValue])
  case object([JSONMember])

  /// Reads a whole text; nil where it is not JSON.
  public init?(_ text: String) {
    var reader = JSONValueReader(rest: Array(text.utf8)[...])
    guard let value = reader.value(), reader.peek() == nil else { return nil }
    self = value
  }

  /// The value of a member of an object; nil where there is none.
  public subscript(name: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.name == Array(name.utf8) }?.value
  }

  /// A text as a string.
  public var text: String? {
    guard case .string(let bytes) = self else { return nil }
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// A name and a value of an object.
public struct JSONMember: Sendable, Equatable {
  /// The name, UTF-8.
  public var name: [UInt8]
  /// The value.
  public var value: JSONValue
}

private struct JSONValueReader {
  var rest: ArraySlice<UInt8>

  /// The next byte that is no blank.
  mutating func peek() -> UInt8? {
    rest = rest.drop { [0x20, 0x09, 0x0A, 0x0D].contains($0) }
    return rest.first
  }

  mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard peek() == UInt8(ascii: character) else { return false }
    rest.removeFirst()
    return true
  }

  mutating func value() -> JSONValue? {
    if take("{") { return members() }
    if take("[") { return elements() }
    if take("\"") { return string().map { .string($0) } }
    let word = rest.prefix { !Array(",]} \n\t\r".utf8).contains($0) }
    rest = rest[word.endIndex...]
    switch String(decoding: word, as: UTF8.self) {
    case "null": return .null
    case "true": return .bool(true)
    case "false": return .bool(false)
    case "": return nil
    case let number: return Double(number) == nil ? nil : .number(number)
    }
  }

  private mutating func members() -> JSONValue? {
    var members: [JSONMember] = []
    if take("}") { return .object([]) }
    repeat {
      guard take("\""), let name = string(), take(":"), let value = value() else { return nil }
      members.append(JSONMember(name: name, value: value))
    } while take(",")
    return take("}") ? .object(members) : nil
  }

  private mutating func elements() -> JSONValue? {
    var elements: [JSONValue] = []
    if take("]") { return .array([]) }
    repeat {
      guard let value = value() else { return nil }
      elements.append(value)
    } while take(",")
    return take("]") ? .array(elements) : nil
  }

  /// The rest of a text whose quote has been taken.
  private mutating func string() -> [UInt8]? {
    var bytes: [UInt8] = []
    while let byte = rest.popFirst() {
      switch byte {
      case UInt8(ascii: "\""): return bytes
      case UInt8(ascii: "\\"):
        guard let escape = rest.popFirst() else { return nil }
        switch Unicode.Scalar(escape) {
        case "b": bytes.append(8)
        case "f": bytes.append(12)
        case "n": bytes.append(10)
        case "r": bytes.append(13)
        case "t": bytes.append(9)
        case "u":
          guard let scalar = escapedScalar() else { return nil }
          bytes += Array(String(Character(scalar)).utf8)
        default: bytes.append(escape)
        }
      default: bytes.append(byte)
      }
    }
    return nil
  }

  /// The scalar of `\u` and four digits, or of a surrogate pair of them.
  private mutating func escapedScalar() -> Unicode.Scalar? {
    guard let high = codeUnit() else { return nil }
    guard (0xD800..<0xDC00).contains(high) else { return Unicode.Scalar(high) }
    guard rest.popFirst() == UInt8(ascii: "\\"), rest.popFirst() == UInt8(ascii: "u"),
      let low = codeUnit(), (0xDC00..<0xE000).contains(low)
    else { return nil }
    return Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00))
  }

  private mutating func codeUnit() -> UInt32? {
    defer { rest = rest.dropFirst(4) }
    return UInt32(String(decoding: rest.prefix(4), as: UTF8.self), radix: 16)
  }
}
