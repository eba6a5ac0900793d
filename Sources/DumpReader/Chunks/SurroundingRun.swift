/// What stands at the front of bytes between documents that is no document and need not be one, as far
/// as it can be seen.
enum SurroundingRun: Equatable {
  /// Nothing of that kind.
  case none
  /// More bytes are needed to tell.
  case undecided
  /// So many bytes.
  case found(Int, PassedKind)

  /// The longest comment.
  private static let maximumComment = 64 << 10

  /// Looks at what begins a range.
  ///
  /// - Parameters:
  ///   - bytes: With at least 16 bytes behind the range.
  ///   - range: What is there of the input.
  ///   - atEnd: Whether no more will come.
  ///   - isLineStart: Whether nothing but blanks stands before it on its line: only there log lines
  ///     and prompts are recognised.
  init(_ bytes: RawSpan, _ range: Range<Int>, atEnd: Bool, isLineStart: Bool) {
    let start = range.lowerBound
    switch bytes[start] {
    case 0:
      self = .found(bytes.zeroCount(in: range), .zeros)
    case 0xEF where isLineStart && (range.count < 3 || bytes.starts(with: "\u{FEFF}", range)):
      self = range.count >= 3 ? .found(3, .syntax) : atEnd ? .none : .undecided
    case UInt8(ascii: "/"):
      self = Self.comment(bytes, range, atEnd: atEnd)
    default:
      self = isLineStart ? Self.line(bytes, range, atEnd: atEnd) : .none
    }
  }

  private static func comment(_ bytes: RawSpan, _ range: Range<Int>, atEnd: Bool) -> SurroundingRun
  {
    let start = range.lowerBound
    guard range.count >= 2 else { return atEnd ? .none : .undecided }
    let inside = start + 2..<min(range.upperBound, start + maximumComment)
    let mayWait = !atEnd && range.count < maximumComment
    switch bytes[start + 1] {
    case UInt8(ascii: "*"):
      if let end = bytes.first("*/", in: inside) { return .found(end + 2 - start, .surroundings) }
    case UInt8(ascii: "/"):
      if let feed = bytes.firstIndex(of: 0x0A, in: inside) {
        return .found(feed + 1 - start, .surroundings)
      }
      if atEnd { return .found(range.count, .surroundings) }
    default:
      return .none
    }
    return mayWait ? .undecided : .none
  }

  private static func line(_ bytes: RawSpan, _ range: Range<Int>, atEnd: Bool) -> SurroundingRun {
    let start = range.lowerBound
    let limit = min(range.upperBound, start + SurroundingText.maximumLine + 1)
    let isCut = range.count > SurroundingText.maximumLine
    let feed = bytes.firstIndex(of: 0x0A, in: start..<limit) ?? (atEnd || isCut ? limit : nil)
    guard let feed else { return .undecided }
    if let data = SurroundingText.dataBehindPrompt(bytes, start..<feed) {
      return .found(data - start, .surroundings)
    }
    guard SurroundingText.isRecognized(bytes, start..<feed) else { return .none }
    return .found(min(feed + 1, range.upperBound) - start, .surroundings)
  }
}
