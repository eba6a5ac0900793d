internal import DumpReader

/// What the cells of a sheet hold, in their order: taken as they are written and as they are read back,
/// it is the same unless something was lost.
///
/// FNV-1a in 64 bits (Fowler, Noll, Vo), over the bytes of texts and the bits of numbers.
struct CellDigest: Equatable {
  private var hash: UInt64 = 0xCBF2_9CE4_8422_2325
  /// How many cells there are.
  private(set) var cells = 0

  /// Takes a part of a text.
  mutating func take(byte: UInt8) {
    hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
  }

  /// Takes the end of a text.
  mutating func endText() {
    cells += 1
    // Not in UTF-8.
    take(byte: 0xFF)
  }

  /// Takes a number.
  mutating func take(number: Double) {
    cells += 1
    var bits = number.bitPattern
    for _ in 0..<8 {
      take(byte: UInt8(truncatingIfNeeded: bits))
      bits >>= 8
    }
    take(byte: 0xFE)
  }
}

/// Finds the cells in the XML of a sheet, piece by piece.
///
/// It knows of XML what libxlsxwriter writes: values stand in `<v>`, texts in `<t>`, with the five
/// entities of XML in them; nothing else is looked at. What is not that gives another digest.
struct SheetScanner {
  private enum State {
    case outside
    /// The first bytes of a tag's name.
    case name(UInt8?)
    /// The rest of a tag, and what it begins.
    case tag(Content)
    case content(Content)
    case entity
  }
  private enum Content { case none, text, number }

  private(set) var digest = CellDigest()
  private var state = State.outside
  /// A number or the name of an entity, which may stand in two pieces.
  private var word: [UInt8] = []

  /// Takes the next bytes.
  mutating func scan(_ bytes: RawSpan) {
    for index in 0..<bytes.byteCount {
      let byte = bytes[index]
      switch state {
      case .outside, .content(.none):
        if byte == UInt8(ascii: "<") { state = .name(nil) }
      case .name(nil): state = .name(byte)
      case .name(let first?):
        let isWhole = byte == UInt8(ascii: ">") || byte == UInt8(ascii: " ")
        let content: Content =
          switch first {
          case UInt8(ascii: "t") where isWhole: .text
          case UInt8(ascii: "v") where isWhole: .number
          default: .none
          }
        state = byte == UInt8(ascii: ">") ? .content(content) : .tag(content)
      case .tag(let content):
        if byte == UInt8(ascii: ">") { state = .content(content) }
      case .content(.text):
        switch byte {
        case UInt8(ascii: "<"):
          digest.endText()
          state = .name(nil)
        case UInt8(ascii: "&"): state = .entity
        default: digest.take(byte: byte)
        }
      case .content(.number):
        if byte == UInt8(ascii: "<") {
          digest.take(number: Self.number(word))
          word.removeAll(keepingCapacity: true)
          state = .name(nil)
        } else if word.count < 64 {
          word.append(byte)
        }
      case .entity:
        if byte == UInt8(ascii: ";") {
          digest.take(byte: Self.character(word))
          word.removeAll(keepingCapacity: true)
          state = .content(.text)
        } else if word.count < 64 {
          word.append(byte)
        }
      }
    }
  }

  private static func character(_ entity: [UInt8]) -> UInt8 {
    switch String(decoding: entity, as: UTF8.self) {
    case "amp": UInt8(ascii: "&")
    case "lt": UInt8(ascii: "<")
    case "gt": UInt8(ascii: ">")
    case "quot": UInt8(ascii: "\"")
    case "apos": UInt8(ascii: "'")
    default: 0
    }
  }

  /// The double that decimal digits stand for; NaN for what is none.
  static func number(_ text: [UInt8]) -> Double {
    var mantissa: UInt64 = 0
    var fractionDigits = 0
    var isFraction = false
    for (index, byte) in text.enumerated() {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9") where mantissa < 1 << 49:
        mantissa = mantissa * 10 + UInt64(byte - UInt8(ascii: "0"))
        if isFraction { fractionDigits += 1 }
      case UInt8(ascii: ".") where !isFraction: isFraction = true
      case UInt8(ascii: "-") where index == 0: continue
      default: return Double(String(decoding: text, as: UTF8.self)) ?? .nan
      }
    }
    // Both are exact, so that the quotient is the nearest double.
    guard mantissa <= 1 << 53, fractionDigits <= 22 else {
      return Double(String(decoding: text, as: UTF8.self)) ?? .nan
    }
    let value = Double(mantissa) / SpreadsheetNumber.powersOfTen[fractionDigits]
    return text.first == UInt8(ascii: "-") ? -value : value
  }
}
