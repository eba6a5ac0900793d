/// What has been recognised at the beginning of a text and holds for all of it.
package struct TextContext: Sendable, Equatable {
  /// What stands before the document on every line.
  var prefix: LinePrefix?
  /// How values are written.
  var notation = JSONNotation.strict
  /// Whether bytes that are not UTF-8, and halves of surrogate pairs, are taken as they are.
  var acceptsInvalidUTF8 = false

  init() {}

  /// Whether there is nothing but documents in the notation of JSON on the lines.
  var isPlain: Bool { prefix == nil && notation == .strict }
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
