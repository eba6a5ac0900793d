/// What stands before the document on every line of an input: the times of a container's log, the
/// keys of a Kafka console, a tag.
///
///     2024-01-01T00:00:00.123456789Z stdout F {"_id": …}      shape  n-n-n:n:n n n ␣
///     app_1  | {"_id": …}                                      shape  n_n |␣
///     user-17⇥{"_id": …}                                       a column
///
/// It is known by its shape, in which a run of letters and digits is one sign, and so is a run of
/// blanks; or by the number of its columns, where it ends in a tab. The beginning of an input tells
/// which; what differs is no prefix.
struct LinePrefix: Sendable, Equatable {
  /// A prefix reaches no further.
  static let maximumSize = 256
  /// Lines that are looked at to learn it.
  private static let sampleSize = 64
  /// The sign for letters and digits.
  private static let word = UInt8(ascii: "n")

  private enum Form: Equatable {
    case columns(Int)
    case shape([UInt8])
  }

  private let form: Form
  /// Whether it begins with text in brackets that are closed within it, as no array does whose first
  /// object is behind it: `[INFO] `, `[n] [n] n: `, but neither `[ `, `[] ` nor `[n], `.
  let isBracketed: Bool

  /// Learns the prefix of the lines that an input begins with.
  ///
  /// - Parameters:
  ///   - head: The beginning of the input, from the start of a line.
  ///   - isWhole: Whether that is all; else its last line may be cut.
  /// - Returns: nil unless every line that holds an object, from its first `{` to its end, has
  ///   something of the same form before it; one such line suffices where that is a time, begins with
  ///   text in brackets, or ends in a tab, a bar or a closing bracket.
  init?(_ head: RawSpan, isWhole: Bool) {
    var known: Form?
    var count = 0
    var isEvident = false
    var isBracketed = false
    var start = 0
    while start < head.byteCount, count < Self.sampleSize {
      let feed = head.firstIndex(of: 0x0A, in: start..<head.byteCount)
      guard let end = feed ?? (isWhole ? head.byteCount : nil) else { break }
      defer { start = end + 1 }
      let line = head.trimmed(start..<end)
      guard !line.isEmpty, head[line.upperBound - 1] == UInt8(ascii: "}"),
        let brace = head.firstIndex(of: UInt8(ascii: "{"), in: line)
      else { continue }
      let prefix = line.lowerBound..<brace
      guard let form = Self.form(head, prefix), known ?? form == form
      else { return nil }
      if known == nil { isBracketed = Self.isBracketed(head, prefix) }
      known = form
      count += 1
      isEvident = isEvident || Self.isEvident(head, prefix)
    }
    guard let known, count >= 2 || isEvident || isBracketed else { return nil }
    form = known
    self.isBracketed = isBracketed
  }

  /// Where the document of a line starts.
  ///
  /// - Parameter line: The line from what is no blank on, or as much of it as is there.
  /// - Returns: nil when its prefix, if there is one, has another form.
  func documentStart(_ bytes: RawSpan, _ line: Range<Int>) -> Int? {
    let limit = min(line.upperBound, line.lowerBound + Self.maximumSize + 1)
    guard let brace = bytes.firstIndex(of: UInt8(ascii: "{"), in: line.lowerBound..<limit),
      Self.form(bytes, line.lowerBound..<brace) == form
    else { return nil }
    return brace
  }

  /// Whether a line has the prefix, and then a message or nothing: a log line, or a Kafka key whose
  /// record was deleted.
  func isMessage(_ bytes: RawSpan, _ line: Range<Int>) -> Bool {
    guard line.count <= SurroundingText.maximumLine,
      bytes.firstIndex(of: UInt8(ascii: "{"), in: line) == nil
    else { return false }
    switch form {
    case .columns:
      let text = bytes.trimmed(line)
      let value = text.upperBound - 4
      return value > line.lowerBound && bytes.isEqual("null", value..<text.upperBound)
        && Self.form(bytes, line.lowerBound..<value) == form
    case .shape(let shape):
      return shape.count >= 3 && shape.contains(where: Self.isTag)
        && Self.begins(bytes, line, with: shape)
    }
  }

  /// Signs that tell a time or a tag from mere words.
  private static func isTag(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ":") || byte == UInt8(ascii: "|") || byte == UInt8(ascii: "]")
  }

  /// The form of a text; nil when it is empty, too long, or cannot be a prefix.
  private static func form(_ bytes: RawSpan, _ text: Range<Int>) -> Form? {
    guard !text.isEmpty, text.count <= maximumSize else { return nil }
    let shape = shape(bytes, text)
    // Something separates it from the document.
    switch shape.last {
    case 0x09:
      return shape.count > 1 ? .columns(shape.count { $0 == 0x09 }) : nil
    case 0x20, UInt8(ascii: ":"), UInt8(ascii: "|"), UInt8(ascii: "]"), UInt8(ascii: ">"),
      UInt8(ascii: "="):
      return shape.contains(UInt8(ascii: "\"")) ? nil : .shape(shape)
    default: return nil
    }
  }

  /// A text in which a run of letters and digits is one sign, and so is one of blanks.
  private static func shape(_ bytes: RawSpan, _ text: Range<Int>) -> [UInt8] {
    var shape: [UInt8] = []
    for i in text { append(bytes[i], to: &shape) }
    return shape
  }

  private static func append(_ byte: UInt8, to shape: inout [UInt8]) {
    switch byte {
    case let byte where byte.isLetterOrDigit || byte >= 0x80:
      if shape.last != word { shape.append(word) }
    // The fraction of a time belongs to its digits.
    case UInt8(ascii: ".") where shape.last == word: break
    // Levels of a log are padded within their brackets.
    case 0x20 where shape.last == UInt8(ascii: "["): break
    case 0x20: if shape.last != 0x20 { shape.append(0x20) }
    case UInt8(ascii: "]"):
      if shape.last == 0x20 { shape.removeLast() }
      shape.append(byte)
    default: shape.append(byte)
    }
  }

  /// What ``isBracketed`` says of a prefix.
  private static func isBracketed(_ bytes: RawSpan, _ text: Range<Int>) -> Bool {
    let shape = shape(bytes, text)
    guard shape.count > 2, shape[0] == UInt8(ascii: "["), shape[1] != UInt8(ascii: "]") else {
      return false
    }
    var depth = 0
    for sign in shape {
      switch sign {
      case UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "]"): depth -= 1
      case UInt8(ascii: ",") where depth == 0: return false
      default: break
      }
      if depth < 0 { return false }
    }
    return depth == 0
  }

  /// Whether a line begins with a text of a shape.
  private static func begins(_ bytes: RawSpan, _ line: Range<Int>, with shape: [UInt8]) -> Bool {
    var found: [UInt8] = []
    for i in line.prefix(maximumSize) {
      append(bytes[i], to: &found)
      guard found.count <= shape.count else {
        found.removeLast()
        break
      }
    }
    return found == shape
  }

  /// Whether one line suffices to recognise a prefix.
  private static func isEvident(_ bytes: RawSpan, _ text: Range<Int>) -> Bool {
    if SurroundingText.timeEnd(bytes, text) != nil { return true }
    let inner = bytes.trimmed(text)
    guard !inner.isEmpty else { return false }
    let last = bytes[inner.upperBound - 1]
    return bytes[text.upperBound - 1] == 0x09 || last == UInt8(ascii: "|")
      || last == UInt8(ascii: "]")
  }
}
