/// A document with text that is not valid Unicode, rewritten as one that is, so that the strict scanner
/// can read it; and the bytes of its values as they were.
///
///     "caf\xE9"  →  "caf⟨E9⟩"        "cut \ud83d"  →  "cut ⟨ED⟩⟨A0⟩⟨BD⟩"
///
/// ⟨XX⟩ is the noncharacter U+10FFFE and two hexadecimal digits. Where the text has that character
/// itself, `zz` follows it instead. Half a surrogate pair is the three bytes that UTF-8 would have for
/// it if it had any. Only documents are rewritten in which something of that kind was found.
struct InvalidTextRewriter {
  /// What begins an escaped byte.
  private static let mark: [UInt8] = [0xF4, 0x8F, 0xBF, 0xBE]

  /// What was written, and ``Chunk/padding`` zero bytes.
  private(set) var text: [UInt8] = []
  /// Whether anything was rewritten.
  private(set) var hasInvalidText = false

  /// Rewrites a range.
  ///
  /// - Returns: False when that would take more than a document may.
  mutating func rewrite(_ bytes: RawSpan, _ range: Range<Int>) -> Bool {
    text.removeAll(keepingCapacity: text.capacity <= 1 << 21)
    hasInvalidText = false
    var i = range.lowerBound
    while i < range.upperBound {
      guard text.count <= ShellRewriter.maximumSize else { return false }
      i = step(bytes, i, range.upperBound)
    }
    text.append(contentsOf: repeatElement(0, count: Chunk.padding))
    return true
  }

  /// Where the input has what stands at an offset of the text.
  mutating func inputOffset(of offset: Int, _ bytes: RawSpan, _ range: Range<Int>) -> Int {
    text.removeAll(keepingCapacity: true)
    var i = range.lowerBound
    while i < range.upperBound {
      let next = step(bytes, i, range.upperBound)
      if text.count > offset { return i }
      i = next
    }
    return i
  }

  /// Rewrites what begins at an offset; returns the offset behind it.
  private mutating func step(_ bytes: RawSpan, _ i: Int, _ end: Int) -> Int {
    let byte = bytes[i]
    if byte == UInt8(ascii: "\\"), i + 1 < end { return escape(bytes, i, end) }
    guard byte >= 0x80 else {
      text.append(byte)
      return i + 1
    }
    let length = min(end, i + Self.length(byte)) - i
    guard length > 1, bytes.isValidUTF8Slow(i..<i + length) else {
      append(invalid: byte)
      return i + 1
    }
    for j in i..<i + length { text.append(bytes[j]) }
    if length == 4, bytes.extracting(i..<i + 4).elementsEqual(Self.mark.rawBytes) {
      text += [UInt8(ascii: "z"), UInt8(ascii: "z")]
      hasInvalidText = true
    }
    return i + length
  }

  /// Rewrites an escape sequence: half a pair of surrogates as bytes, all others as they stand.
  private mutating func escape(_ bytes: RawSpan, _ i: Int, _ end: Int) -> Int {
    let isUnit = bytes[i + 1] == UInt8(ascii: "u") && i + 6 <= end
    guard isUnit, let unit = bytes.hexUInt16(i + 2), unit & 0xF800 == 0xD800 else {
      text.append(bytes[i])
      text.append(bytes[i + 1])
      // What is behind may be invalid itself.
      return i + 2
    }
    let isPair =
      unit < 0xDC00 && i + 12 <= end && bytes[i + 6] == UInt8(ascii: "\\")
      && bytes[i + 7] == UInt8(ascii: "u")
      && bytes.hexUInt16(i + 8).map { $0 & 0xFC00 == 0xDC00 } == true
    if isPair {
      for j in i..<i + 12 { text.append(bytes[j]) }
      return i + 12
    }
    append(invalid: 0xE0 | UInt8(truncatingIfNeeded: unit >> 12))
    append(invalid: 0x80 | UInt8(truncatingIfNeeded: unit >> 6 & 0x3F))
    append(invalid: 0x80 | UInt8(truncatingIfNeeded: unit & 0x3F))
    return i + 6
  }

  /// How long a character is that begins with a byte.
  private static func length(_ lead: UInt8) -> Int {
    switch lead {
    case 0xC2...0xDF: 2
    case 0xE0...0xEF: 3
    case 0xF0...0xF4: 4
    default: 1
    }
  }

  private mutating func append(invalid byte: UInt8) {
    hasInvalidText = true
    text += Self.mark
    for digit in [byte >> 4, byte & 15] { text.append(digit < 10 ? 0x30 + digit : 0x37 + digit) }
  }

  /// Appends the bytes that a rewritten text stands for.
  static func restore(_ bytes: RawSpan, _ range: Range<Int>, into output: inout [UInt8]) {
    var i = range.lowerBound
    while i < range.upperBound {
      let isMark =
        bytes[i] == mark[0] && i + 6 <= range.upperBound
        && bytes.extracting(i..<i + 4).elementsEqual(mark.rawBytes)
      guard isMark else {
        output.append(bytes[i])
        i += 1
        continue
      }
      if let byte = bytes.hexByte(i + 4) {
        output.append(byte)
      } else {
        output += mark
      }
      i += 6
    }
  }
}

extension InvalidTextRewriter {
  /// Puts U+FFFD for bytes that were escaped, one for each run of them, from an offset on.
  static func replaceMarks(_ text: inout [UInt8], from start: Int) {
    var output: [UInt8] = []
    var i = start
    var isRun = false
    while i < text.count {
      guard text[i...].starts(with: mark), i + 6 <= text.count else {
        output.append(text[i])
        isRun = false
        i += 1
        continue
      }
      if text[i + 4] == UInt8(ascii: "z") {
        output.append(contentsOf: mark)
        isRun = false
      } else {
        if !isRun { output.append(contentsOf: [0xEF, 0xBF, 0xBD]) }
        isRun = true
      }
      i += 6
    }
    text.replaceSubrange(start..., with: output)
  }
}
