/// Where the scan of one value in the notation of the shells stands: the twin of
/// ``JSONStructureScanner``, byte by byte.
///
/// Beside quotes and brackets it knows what else may hide one: texts in backticks, regular
/// expressions, parentheses of calls, and functions as the old shell prints code.
///
///     { r: /[{"]/, d: DBRef('a', { x: 1 }), t: `it's`, f: function (x) { return "}"; } }
///
/// States: between tokens; in a text; in an expression, or in brackets within one; in the body of a
/// function, or in a text within it. Each may have to take up again where the bytes ended.
struct ShellStructureScanner {
  private enum State: Equatable {
    case between
    /// Behind the closing quote of a text: only a separator may follow.
    case afterText
    case text(quote: UInt8)
    case expression(inClass: Bool)
    /// In a function's body, so many braces deep; in a text there unless the quote is 0.
    case body(depth: Int, quote: UInt8)
  }

  private enum Container: UInt8 {
    case object, array, call
  }

  private var state = State.between
  private var isEscaped = false
  /// The innermost containers, two bits each.
  private var containers: UInt128 = 0
  private var depth = 0
  /// Whether there were more than 64, so that the outermost are forgotten and not checked.
  private var isDeep = false
  /// The last byte between tokens that is no blank.
  private var before: UInt8 = 0

  /// Reads on from `offset`, which is moved to the first byte that was not used.
  mutating func scan(
    _ bytes: RawSpan, _ offset: inout Int, count: Int
  ) -> JSONStructureScanner.Scan {
    while offset < count {
      let byte = bytes[offset]
      if isEscaped {
        isEscaped = false
        guard byte != 0x0A else { return .bad(.controlCharacter) }
        offset &+= 1
        continue
      }
      switch state {
      case .between, .afterText:
        if let end = between(byte) {
          offset &+= end == .closed ? 1 : 0
          return end
        }
      case .text(let quote):
        switch byte {
        case quote:
          state = .afterText
          before = quote
        case UInt8(ascii: "\\"): isEscaped = true
        case 0x0A: return .bad(.controlCharacter)
        default: break
        }
      case .expression(let inClass):
        switch byte {
        case UInt8(ascii: "\\"): isEscaped = true
        case UInt8(ascii: "["): state = .expression(inClass: true)
        case UInt8(ascii: "]"): state = .expression(inClass: false)
        case UInt8(ascii: "/") where !inClass: state = .between
        case 0x0A: return .bad(.badLiteral)
        default: break
        }
      case .body(let depth, let quote):
        body(byte, depth, quote)
      }
      offset &+= 1
    }
    return .open
  }

  /// Takes a byte between tokens; returns how the scan ends, if it does.
  private mutating func between(_ byte: UInt8) -> JSONStructureScanner.Scan? {
    guard byte > 0x20 else {
      // A blank behind a text may stand before anything that may follow one.
      return nil
    }
    if state == .afterText, !Self.mayFollowText(byte) { return .bad(.expectedComma) }
    state = .between
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "`"):
      state = .text(quote: byte)
    case UInt8(ascii: "{"):
      if depth > 0, before == UInt8(ascii: ")") {
        state = .body(depth: 1, quote: 0)
        return nil
      }
      guard mayBeValue else { return .bad(.expectedKey) }
      push(.object)
    case UInt8(ascii: "["):
      guard mayBeValue else { return .bad(.expectedKey) }
      push(.array)
    case UInt8(ascii: "("):
      guard before.isLetterOrDigit || before == UInt8(ascii: "_") else { return .bad(.badLiteral) }
      push(.call)
    case UInt8(ascii: "}"): return pop(.object, byte)
    case UInt8(ascii: "]"): return pop(.array, byte)
    case UInt8(ascii: ")"): return pop(.call, byte)
    case UInt8(ascii: "/"):
      guard mayBeValue else { return .bad(.badLiteral) }
      state = .expression(inClass: false)
    case UInt8(ascii: "\\"):
      return .bad(.badEscape)
    default: break
    }
    before = byte
    return nil
  }

  private mutating func body(_ byte: UInt8, _ depth: Int, _ quote: UInt8) {
    if quote != 0 {
      if byte == UInt8(ascii: "\\") { isEscaped = true }
      if byte == quote { state = .body(depth: depth, quote: 0) }
      return
    }
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "`"):
      state = .body(depth: depth, quote: byte)
    case UInt8(ascii: "{"):
      state = .body(depth: depth &+ 1, quote: 0)
    case UInt8(ascii: "}"):
      state = depth == 1 ? .between : .body(depth: depth &- 1, quote: 0)
      before = byte
    default: break
    }
  }

  /// Whether a value may stand here.
  private var mayBeValue: Bool {
    guard depth > 0, !isDeep else { return true }
    switch innermost {
    case .object: return before == UInt8(ascii: ":")
    case .array: return before == UInt8(ascii: "[") || before == UInt8(ascii: ",")
    case .call: return before == UInt8(ascii: "(") || before == UInt8(ascii: ",")
    }
  }

  private var innermost: Container {
    Container(rawValue: UInt8(truncatingIfNeeded: containers & 3)) ?? .object
  }

  private mutating func push(_ container: Container) {
    depth &+= 1
    if depth > 64 { isDeep = true }
    containers = containers &<< 2 | UInt128(container.rawValue)
  }

  private mutating func pop(_ container: Container, _ byte: UInt8) -> JSONStructureScanner.Scan? {
    guard depth > 0, isDeep || innermost == container else { return .bad(.expectedComma) }
    depth &-= 1
    containers &>>= 2
    before = byte
    return depth == 0 ? .closed : nil
  }

  /// Whether a byte that is no blank may stand behind a text.
  private static func mayFollowText(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: ","), UInt8(ascii: ":"), UInt8(ascii: "}"), UInt8(ascii: "]"),
      UInt8(ascii: ")"), UInt8(ascii: "+"):
      true
    default: false
    }
  }
}
