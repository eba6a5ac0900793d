/// Validates one JSON value of any size as it streams by, and keeps none of it.
///
/// A push-down automaton over single bytes: the open containers are bits of a number, at most 100 of
/// them, and what else has to be remembered between two bytes fits into a few fields. For values that
/// nobody asks for, around the ones that matter; see ``RecordsFramer``.
struct JSONStreamValidator {
  /// What a byte led to.
  enum Step: Equatable {
    /// The value goes on.
    case open
    /// The value ends with this byte.
    case closed
    /// The value has ended before this byte, which only shows at the end of a number.
    case closedBefore
    case bad(MalformedDocument.Code)
  }

  private enum State: Equatable {
    /// A value; in an array that has just been opened its end as well.
    case value(orEnd: Bool)
    case key(orEnd: Bool)
    case colon
    /// Behind a value within a container.
    case separator
    case string
    case escape
    /// Hexadecimal digits of an escape still to come.
    case unit(Int)
    case number(Number)
    /// The rest of `true`, `false` or `null`.
    case literal(Rest)
  }

  private enum Number {
    case sign, zero, integer, point, fraction, exponent, exponentSign, exponentDigits

    /// Whether a number may end here.
    var isComplete: Bool {
      switch self {
      case .zero, .integer, .fraction, .exponentDigits: true
      default: false
      }
    }
  }

  /// What has to follow of a word of ASCII letters, packed into an integer.
  private struct Rest: Equatable {
    var bytes: UInt64
  }

  private var state = State.value(orEnd: false)
  private var isKey = false
  /// Set bits are objects.
  private var kinds: UInt128 = 0
  private var depth = 0
  private let level: Int
  /// The UTF-16 unit of the escape that is being read, and the high half before it.
  private var unit: UInt32 = 0
  private var highSurrogate = false
  private var text = UTF8Stream()
  private let checksText: Bool

  /// - Parameters:
  ///   - level: How many containers stand around the value.
  ///   - checksText: Whether texts have to be valid Unicode.
  init(level: Int, checksText: Bool) {
    self.level = level
    self.checksText = checksText
  }

  /// Takes the next byte.
  mutating func take(_ byte: UInt8) -> Step {
    switch state {
    case .string, .escape, .unit: return string(byte)
    case .number(let number): return self.number(number, byte)
    case .literal(let rest):
      guard UInt8(truncatingIfNeeded: rest.bytes) == byte else { return .bad(.badLiteral) }
      guard rest.bytes > 0xFF else { return valueEnded() }
      state = .literal(Rest(bytes: rest.bytes >> 8))
      return .open
    default:
      guard byte != 0x20, byte != 0x0A, byte != 0x0D, byte != 0x09 else { return .open }
      return token(byte)
    }
  }

  /// Whether the value may end where the input does.
  var mayEnd: Bool {
    if depth == 0, case .number(let number) = state { return number.isComplete }
    return false
  }

  private mutating func token(_ byte: UInt8) -> Step {
    switch state {
    case .value(let orEnd):
      if orEnd, byte == UInt8(ascii: "]") { return close(byte) }
      return value(byte)
    case .key(let orEnd):
      if orEnd, byte == UInt8(ascii: "}") { return close(byte) }
      guard byte == UInt8(ascii: "\"") else { return .bad(.expectedKey) }
      isKey = true
      state = .string
    case .colon:
      guard byte == UInt8(ascii: ":") else { return .bad(.expectedColon) }
      state = .value(orEnd: false)
    default:
      guard byte == UInt8(ascii: ",") else { return close(byte) }
      state = isInObject ? .key(orEnd: false) : .value(orEnd: false)
    }
    return .open
  }

  private var isInObject: Bool { kinds & 1 != 0 }

  private mutating func value(_ byte: UInt8) -> Step {
    switch byte {
    case UInt8(ascii: "\""):
      isKey = false
      state = .string
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      guard level + depth < DocumentLimits.maximumDepth else { return .bad(.tooDeep) }
      depth += 1
      kinds = kinds << 1 | (byte == UInt8(ascii: "{") ? 1 : 0)
      state = isInObject ? .key(orEnd: true) : .value(orEnd: true)
    case UInt8(ascii: "t"): state = .literal(Rest(bytes: 0x65_7572))
    case UInt8(ascii: "f"): state = .literal(Rest(bytes: 0x6573_6C61))
    case UInt8(ascii: "n"): state = .literal(Rest(bytes: 0x6C_6C75))
    case UInt8(ascii: "-"): state = .number(.sign)
    case UInt8(ascii: "0"): state = .number(.zero)
    case let byte where byte.isDigit: state = .number(.integer)
    default: return .bad(.badLiteral)
    }
    return .open
  }

  private mutating func close(_ byte: UInt8) -> Step {
    guard depth > 0, byte == (isInObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) else {
      return .bad(.expectedComma)
    }
    depth -= 1
    kinds >>= 1
    return valueEnded()
  }

  private mutating func valueEnded() -> Step {
    state = .separator
    return depth == 0 ? .closed : .open
  }

  // MARK: Numbers

  private mutating func number(_ number: Number, _ byte: UInt8) -> Step {
    let next: Number?
    switch (number, byte) {
    case (.sign, UInt8(ascii: "0")): next = .zero
    case (.sign, _) where byte.isDigit: next = .integer
    case (.integer, _) where byte.isDigit: next = .integer
    case (.zero, UInt8(ascii: ".")), (.integer, UInt8(ascii: ".")): next = .point
    case (.point, _) where byte.isDigit, (.fraction, _) where byte.isDigit: next = .fraction
    case (.zero, _) where byte | 0x20 == UInt8(ascii: "e"),
      (.integer, _) where byte | 0x20 == UInt8(ascii: "e"),
      (.fraction, _) where byte | 0x20 == UInt8(ascii: "e"):
      next = .exponent
    case (.exponent, UInt8(ascii: "+")), (.exponent, UInt8(ascii: "-")): next = .exponentSign
    case (.exponent, _) where byte.isDigit, (.exponentSign, _) where byte.isDigit,
      (.exponentDigits, _) where byte.isDigit:
      next = .exponentDigits
    default: next = nil
    }
    if let next {
      state = .number(next)
      return .open
    }
    guard number.isComplete else { return .bad(.badNumber) }
    if valueEnded() == .closed { return .closedBefore }
    return take(byte)
  }

  // MARK: Strings

  private mutating func string(_ byte: UInt8) -> Step {
    switch state {
    case .escape:
      switch byte {
      case UInt8(ascii: "u"):
        unit = 0
        state = .unit(4)
        return .open
      case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"),
        UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
        state = .string
        return endsSurrogate ? .bad(.loneSurrogate) : .open
      default: return .bad(.badEscape)
      }
    case .unit(let left):
      guard let digit = byte.hexDigitValue else { return .bad(.badEscape) }
      unit = unit << 4 | UInt32(digit)
      guard left == 1 else {
        state = .unit(left - 1)
        return .open
      }
      state = .string
      let isLow = unit & 0xFC00 == 0xDC00
      guard isLow == highSurrogate || !checksText else { return .bad(.loneSurrogate) }
      highSurrogate = unit & 0xFC00 == 0xD800
      return .open
    default: break
    }
    if byte == UInt8(ascii: "\\") {
      state = .escape
      return text.isComplete || !checksText ? .open : .bad(.invalidUTF8)
    }
    if endsSurrogate { return .bad(.loneSurrogate) }
    guard byte != UInt8(ascii: "\"") else {
      guard text.isComplete || !checksText else { return .bad(.invalidUTF8) }
      text = UTF8Stream()
      guard isKey else { return valueEnded() }
      isKey = false
      state = .colon
      return .open
    }
    guard byte >= 0x20 else { return .bad(.controlCharacter) }
    guard text.take(byte) || !checksText else { return .bad(.invalidUTF8) }
    return .open
  }

  /// Whether half a surrogate pair is left alone; after the call there is none.
  private var endsSurrogate: Bool {
    mutating get {
      defer { highSurrogate = false }
      return highSurrogate && checksText
    }
  }
}

/// Whether bytes that come one by one are valid UTF-8 (table 3-7 of the Unicode standard).
struct UTF8Stream {
  /// Continuation bytes still to come, and the range of the next.
  private var left = 0
  private var low: UInt8 = 0x80
  private var high: UInt8 = 0xBF

  /// Whether no character is cut.
  var isComplete: Bool { left == 0 }

  /// Takes a byte; whether it may stand here.
  mutating func take(_ byte: UInt8) -> Bool {
    if left > 0 {
      guard byte >= low, byte <= high else { return false }
      left -= 1
      (low, high) = (0x80, 0xBF)
      return true
    }
    switch byte {
    case 0..<0x80: return true
    case 0xC2...0xDF: left = 1
    case 0xE0: (left, low) = (2, 0xA0)
    case 0xED: (left, high) = (2, 0x9F)
    case 0xE1...0xEF: left = 2
    case 0xF0: (left, low) = (3, 0x90)
    case 0xF4: (left, high) = (3, 0x8F)
    case 0xF1...0xF3: left = 3
    default: return false
    }
    return true
  }
}

extension UInt8 {
  /// The value of a hexadecimal digit.
  fileprivate var hexDigitValue: UInt8? {
    switch self {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): self &- 0x30
    case UInt8(ascii: "a")...UInt8(ascii: "f"), UInt8(ascii: "A")...UInt8(ascii: "F"):
      (self | 0x20) &- 0x57
    default: nil
    }
  }
}
