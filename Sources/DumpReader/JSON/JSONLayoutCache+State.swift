extension JSONLayoutCache {
  /// The parser state at a delimiter: the enclosing node, the open brackets of a value that is not
  /// selected, and whether members precede.
  ///
  ///     63…44 parent   43…36 open brackets, the innermost lowest, objects set, below a bit that tells
  ///     where they end   33 at an opening brace   32 in a text   31…0 ones
  struct State: Equatable {
    /// Those of a delimiter and the ones that a compare of 32 bytes gives make one number.
    var bits: UInt64

    /// The state of no delimiter.
    static let none = State(bits: 0)

    /// The nodes that fit.
    static let parents: Range<Int32> = 0..<1 << 20
  }
}

extension JSONLayoutCache.State {
  private static let inText: UInt64 = 1 << 32
  private static let atBrace: UInt64 = 1 << 33
  private static let brackets: UInt64 = 0xFF << 36

  /// The state of a member in the object of a node, the first one or not.
  @inline(__always)
  init(parent: Int32, isFirst: Bool) {
    bits = UInt64(UInt32(bitPattern: parent)) &<< 44 | 1 &<< 36 | 0xFFFF_FFFF
    if isFirst { bits |= Self.atBrace }
  }

  /// Whether a text has not been closed.
  @inline(__always)
  var isInText: Bool { bits & Self.inText != 0 }

  /// Whether nothing has to be closed.
  @inline(__always)
  var isOutside: Bool { bits & (Self.inText | Self.brackets) == 1 &<< 36 }

  /// Whether brackets have to be closed.
  var isNested: Bool { bits & Self.brackets > 1 << 36 }

  /// The state once all has been closed.
  var outside: JSONLayoutCache.State {
    JSONLayoutCache.State(bits: bits & ~(Self.inText | Self.brackets) | 1 << 36)
  }

  /// The state in a text.
  var text: JSONLayoutCache.State { JSONLayoutCache.State(bits: bits | Self.inText) }

  /// The state behind an opening bracket; nil when there are too many.
  func opening(_ bracket: UInt8) -> JSONLayoutCache.State? {
    let kinds = (bits & Self.brackets) << 1 | (bracket == UInt8(ascii: "{") ? 1 << 36 : 0)
    guard kinds <= Self.brackets else { return nil }
    return JSONLayoutCache.State(bits: bits & ~Self.brackets | kinds)
  }

  /// The state behind a closing bracket.
  var closed: JSONLayoutCache.State {
    JSONLayoutCache.State(bits: bits & ~Self.brackets | (bits & Self.brackets) >> 1 & Self.brackets)
  }

  /// The bytes that close what is open, in memory order, and how many: at most eight.
  var closing: (bytes: UInt64, count: Int) {
    var bytes: UInt64 = 0
    var count = 0
    if isInText { (bytes, count) = (UInt64(UInt8(ascii: "\"")), 1) }
    var kinds = (bits & Self.brackets) >> 36
    while kinds > 1 {
      let bracket = kinds & 1 != 0 ? UInt8(ascii: "}") : UInt8(ascii: "]")
      bytes |= UInt64(bracket) << UInt64(count * 8)
      count += 1
      kinds >>= 1
    }
    return (bytes, count)
  }

  /// Whether the bytes at `offset` close what is open: how many they are, or nil.
  func closingCount(_ bytes: RawSpan, _ offset: Int) -> Int? {
    let (expected, count) = closing
    guard offset >= 0, offset + 8 <= bytes.byteCount else { return nil }
    let found = bytes.load(offset, as: UInt64.self)
    return (found ^ expected) << UInt64(64 - count * 8) == 0 || count == 0 ? count : nil
  }
}
