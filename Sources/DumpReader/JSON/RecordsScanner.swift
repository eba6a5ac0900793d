/// Finds the rows within an object around them, one byte at a time, and turns all else into blanks.
///
///     {"page": 1, "data": [{"a": 1}, {"a": 2}], "next": null}
///                         [{"a": 1}, {"a": 2}]
///
/// What is left is an array where it was, so that offsets and line numbers stay those of the input and
/// memory is constant whatever the size of the object. Of an object in place of the array (a map by
/// id) the values are left, its braces become brackets, its keys blanks.
///
///     text      = (blank │ object)*
///     around    → the structure of the object, checked: an automaton over tokens, with a stack of open
///                 brackets that remembers which of them lead to the rows
///     rows      → passed through; only brackets and strings are followed, to find their end
///     asItIs    → passed through for ever, once what is around is no JSON: whoever frames it reports it
struct RecordsScanner {
  private enum Part { case around, rows, asItIs }

  /// What may come next around the rows.
  private enum Expectation { case document, firstKey, key, colon, value, firstValue, comma }

  private enum Token { case none, string, escape, word }

  /// An open bracket around the rows.
  private struct Container {
    var isArray: Bool
    /// Whether it is on the way to the rows.
    var leads: Bool
  }

  private let parts: [[UInt8]]
  private var part = Part.around
  private var expectation = Expectation.document
  private var token = Token.none
  private var containers: [Container] = []
  /// The bytes of the key or word that goes by, up to a limit.
  private var word: [UInt8] = []
  private var isKey = false
  /// Whether the next value is the one that the path names next.
  private var isNext = false

  /// How many brackets are open in the rows, and the quote of a string there; 0 outside of one.
  private var depth = 0
  private var quote: UInt8 = 0
  private var isEscaped = false
  private var isMap = false
  /// Whether a key goes by, which is no row.
  private var isBetweenValues = false

  /// Whether rows have been found, and whether it was an array that has them.
  private(set) var hasRows = false
  private(set) var hasArray = false
  /// How many objects have been closed, and how many of them had no rows.
  private(set) var objects = 0
  private(set) var objectsWithoutRows = 0
  private var hasRowsHere = false

  /// Deeper ones are no envelope.
  private static let maximumDepth = 100
  private static let maximumWord = 1024

  /// Looks for the rows at a path of names; without any the whole object is the map.
  init(_ path: [String]) {
    parts = path.map { Array($0.utf8) }
  }

  /// Whether the input ends here within an object.
  var isInside: Bool { part == .rows || part == .around && expectation != .document }

  /// What a byte becomes.
  @inline(__always)
  mutating func next(_ byte: UInt8) -> UInt8 {
    switch part {
    case .rows: return row(byte)
    case .asItIs: return byte
    case .around:
      let result = around(byte)
      if part == .asItIs { return byte }
      return byte == 0x0A ? byte : result
    }
  }

  // MARK: Rows

  private mutating func row(_ byte: UInt8) -> UInt8 {
    let result = isBetweenValues && byte != 0x0A ? 0x20 : byte
    if quote != 0 {
      // A line feed ends a string that is damaged.
      if isEscaped {
        isEscaped = false
      } else if byte == UInt8(ascii: "\\") {
        isEscaped = true
      } else if byte == quote || byte == 0x0A {
        quote = 0
      }
      return result
    }
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "'"): quote = byte
    case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
    case UInt8(ascii: ":") where isMap && depth == 0: isBetweenValues = false
    case UInt8(ascii: ",") where isMap && depth == 0:
      isBetweenValues = true
      return byte
    case UInt8(ascii: "}"), UInt8(ascii: "]"):
      guard depth == 0 else {
        depth -= 1
        return result
      }
      part = .around
      valueEnded()
      return UInt8(ascii: "]")
    default: break
    }
    return result
  }

  private mutating func beginRows(isMap: Bool) -> UInt8 {
    part = .rows
    depth = 0
    quote = 0
    isEscaped = false
    self.isMap = isMap
    isBetweenValues = isMap
    hasRows = true
    hasRowsHere = true
    if !isMap { hasArray = true }
    return UInt8(ascii: "[")
  }

  // MARK: What is around them

  private mutating func around(_ byte: UInt8) -> UInt8 {
    switch token {
    case .string:
      switch byte {
      case UInt8(ascii: "\\"): token = .escape
      case UInt8(ascii: "\""): stringEnded()
      case ..<0x20: part = .asItIs
      default: if word.count <= Self.maximumWord { word.append(byte) }
      }
      return 0x20
    case .escape:
      token = .string
      // No name of a path is written with an escape that this would have to undo.
      word.append(0)
      if word.count > Self.maximumWord { word.removeLast() }
      return 0x20
    case .word:
      if Self.isPartOfWord(byte) {
        if word.count <= Self.maximumWord { word.append(byte) }
        return 0x20
      }
      token = .none
      guard Self.isValue(word) else { return fail(byte) }
      valueEnded()
    case .none: break
    }
    return structure(byte)
  }

  private mutating func structure(_ byte: UInt8) -> UInt8 {
    switch (byte, expectation) {
    case (0x20, _), (0x09, _), (0x0A, _), (0x0D, _): return 0x20
    case (UInt8(ascii: "{"), .document): return open(isArray: false, leads: true)
    case (UInt8(ascii: "\""), .firstKey), (UInt8(ascii: "\""), .key): beginString(isKey: true)
    case (UInt8(ascii: "}"), .firstKey), (UInt8(ascii: "]"), .firstValue): close()
    case (UInt8(ascii: ":"), .colon): expectation = .value
    case (UInt8(ascii: ","), .comma):
      expectation = containers.last?.isArray == true ? .value : .key
    case (UInt8(ascii: "}"), .comma) where containers.last?.isArray == false: close()
    case (UInt8(ascii: "]"), .comma) where containers.last?.isArray == true: close()
    case (_, .value), (_, .firstValue): return value(byte)
    default: return fail(byte)
    }
    return 0x20
  }

  private mutating func value(_ byte: UInt8) -> UInt8 {
    switch byte {
    case UInt8(ascii: "{"): return open(isArray: false, leads: isNext)
    case UInt8(ascii: "["):
      if isNext, containers.count == parts.count { return beginRows(isMap: false) }
      return open(isArray: true, leads: false)
    case UInt8(ascii: "\""): beginString(isKey: false)
    default:
      guard Self.isPartOfWord(byte) else { return fail(byte) }
      token = .word
      word = [byte]
    }
    return 0x20
  }

  private mutating func open(isArray: Bool, leads: Bool) -> UInt8 {
    if leads, containers.count == parts.count { return beginRows(isMap: true) }
    guard containers.count < Self.maximumDepth else { return fail(0) }
    containers.append(Container(isArray: isArray, leads: leads))
    expectation = isArray ? .firstValue : .firstKey
    isNext = false
    return 0x20
  }

  private mutating func close() {
    containers.removeLast()
    valueEnded()
  }

  private mutating func valueEnded() {
    isNext = false
    guard containers.isEmpty else {
      expectation = .comma
      return
    }
    expectation = .document
    objects += 1
    if !hasRowsHere { objectsWithoutRows += 1 }
    hasRowsHere = false
  }

  private mutating func beginString(isKey: Bool) {
    token = .string
    word.removeAll(keepingCapacity: true)
    self.isKey = isKey
  }

  private mutating func stringEnded() {
    token = .none
    guard isKey else { return valueEnded() }
    expectation = .colon
    isNext = containers.last?.leads == true && word == parts[containers.count - 1]
  }

  private mutating func fail(_ byte: UInt8) -> UInt8 {
    part = .asItIs
    return byte
  }

  private static func isPartOfWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"),
      UInt8(ascii: "."):
      true
    default: false
    }
  }

  /// Whether a word is a literal or a number.
  private static func isValue(_ word: [UInt8]) -> Bool {
    let text = String(decoding: word, as: UTF8.self)
    if text == "null" || text == "true" || text == "false" { return true }
    guard let first = text.utf8.first, first == UInt8(ascii: "-") || (0x30...0x39).contains(first)
    else { return false }
    return text.utf8.allSatisfy { "0123456789+-.eE".utf8.contains($0) }
  }
}
