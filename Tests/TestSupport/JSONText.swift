/// Just enough of RFC 8259 to tell whether a text is JSON, written for tests from its grammar.
package struct JSONText {
  private var bytes: ArraySlice<UInt8>
  private var strings: [[UInt8]] = []

  package static func isValid(_ text: String) -> Bool { isValid(Array(text.utf8)) }

  package static func isValid(_ bytes: [UInt8]) -> Bool {
    var text = JSONText(bytes: bytes[...])
    let isValue = text.value()
    text.space()
    return isValue && text.bytes.isEmpty
  }

  /// All strings of a valid text, names included, in order.
  package static func strings(_ bytes: [UInt8]) -> [[UInt8]] {
    var text = JSONText(bytes: bytes[...])
    return text.value() ? text.strings : []
  }

  private init(bytes: ArraySlice<UInt8>) {
    self.bytes = bytes
  }

  private mutating func space() {
    while let byte = bytes.first, [0x20, 0x0A, 0x0D, 0x09].contains(byte) { bytes.removeFirst() }
  }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard bytes.first == UInt8(ascii: character) else { return false }
    bytes.removeFirst()
    return true
  }

  private mutating func value() -> Bool {
    space()
    switch bytes.first {
    case UInt8(ascii: "{"): return members(until: "}", named: true)
    case UInt8(ascii: "["): return members(until: "]", named: false)
    case UInt8(ascii: "\""): return string()
    case UInt8(ascii: "t"): return word("true")
    case UInt8(ascii: "f"): return word("false")
    case UInt8(ascii: "n"): return word("null")
    default: return number()
    }
  }

  private mutating func members(until end: Unicode.Scalar, named: Bool) -> Bool {
    bytes.removeFirst()
    space()
    if take(end) { return true }
    repeat {
      if named {
        space()
        guard string() else { return false }
        space()
        guard take(":") else { return false }
      }
      guard value() else { return false }
      space()
    } while take(",")
    return take(end)
  }

  private mutating func word(_ word: String) -> Bool {
    guard bytes.starts(with: word.utf8) else { return false }
    bytes.removeFirst(word.utf8.count)
    return true
  }

  private mutating func number() -> Bool {
    _ = take("-")
    if !take("0") { guard digits() else { return false } }
    if take(".") { guard digits() else { return false } }
    if take("e") || take("E") {
      _ = take("+") || take("-")
      return digits()
    }
    return true
  }

  private mutating func digits() -> Bool {
    let rest = bytes.drop { (0x30...0x39).contains($0) }
    defer { bytes = rest }
    return rest.count < bytes.count
  }

  private mutating func string() -> Bool {
    guard take("\"") else { return false }
    var content: [UInt8] = []
    while let byte = bytes.popFirst() {
      switch byte {
      case 0x22:
        strings.append(content)
        return String(validating: content, as: UTF8.self) != nil
      case 0..<0x20: return false
      case 0x5C:
        guard let escape = bytes.popFirst() else { return false }
        if escape == UInt8(ascii: "u") {
          let digits = String(decoding: bytes.prefix(4), as: UTF8.self)
          guard digits.utf8.count == 4, let code = UInt32(digits, radix: 16),
            let scalar = Unicode.Scalar(code)
          else { return false }
          bytes.removeFirst(4)
          content += Array(String(scalar).utf8)
        } else if "\"\\/bfnrt".utf8.contains(escape) {
          content.append(escape)
        } else {
          return false
        }
      default: content.append(byte)
      }
    }
    return false
  }
}
