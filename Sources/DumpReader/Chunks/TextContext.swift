/// What has been recognised at the beginning of a text and holds for all of it.
public struct TextContext: Sendable, Equatable {
  /// What stands before the document on every line.
  var prefix: LinePrefix?
  /// How values are written.
  var notation = JSONNotation.strict
  /// Whether bytes that are not UTF-8, and halves of surrogate pairs, are taken as they are.
  var acceptsInvalidUTF8 = false

  init() {}
}

/// How the values of JSON documents are written.
enum JSONNotation: Sendable, Equatable {
  /// As RFC 8259 has it: only texts in double quotes hide brackets.
  case strict
  /// As shells print them, with calls, regular expressions and other quotes.
  case shell

  /// The notation of a text, by what stands outside of strings in its beginning. Whatever is not
  /// strict may be read as a shell's, which only takes longer.
  init(of head: RawSpan) {
    self = .strict
    var i = 0
    var before: UInt8 = 0
    while i < head.byteCount {
      let byte = head[i]
      switch byte {
      case UInt8(ascii: "\""):
        i += 1
        while i < head.byteCount, head[i] != UInt8(ascii: "\"") {
          i += head[i] == UInt8(ascii: "\\") ? 2 : 1
        }
      case UInt8(ascii: "'"), UInt8(ascii: "`"), UInt8(ascii: "("):
        self = .shell
        return
      case let byte where before == UInt8(ascii: "{") && (byte.isLetter || byte == 0x5F):
        self = .shell
        return
      default: break
      }
      if byte > 0x20 { before = byte }
      i += 1
    }
  }
}

/// Bytes between documents that are none and do not have to be: what they come to.
public struct PassedBytes: Sendable, Equatable {
  /// Bytes of text that was recognised as surroundings: log lines, prompts, comments, prefixes.
  public var count = 0
  /// The first line of it.
  public var first: String?
  /// Where that stands in the decoded stream.
  public var firstOffset = Int.max
  /// Zero bytes between documents.
  public var zeros = 0

  /// As much of a line as is kept.
  private static let maximumLine = 160

  /// None.
  public init() {}

  /// Takes in what another part of the same input came to.
  public mutating func combine(_ other: PassedBytes) {
    count += other.count
    zeros += other.zeros
    if other.firstOffset < firstOffset {
      first = other.first
      firstOffset = other.firstOffset
    }
  }

  /// Adds surroundings in a range, which stands at an offset of the decoded stream.
  mutating func add(_ bytes: RawSpan, _ range: Range<Int>, at offset: Int) {
    count += range.count
    guard first == nil, !range.isEmpty else { return }
    let end = bytes.firstIndex(of: 0x0A, in: range) ?? range.upperBound
    var line = bytes.trimmed(range.lowerBound..<max(end, range.lowerBound))
    if line.isEmpty { line = bytes.trimmed(range) }
    first = bytes.extracting(line.prefix(Self.maximumLine)).text
    firstOffset = offset
  }
}
