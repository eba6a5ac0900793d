/// One document in the notation of the `mongo` shells, rewritten as strict Extended JSON.
///
///     { _id: ObjectId("5349…"), points: NumberInt(24) }
///     → {"_id":{"$oid":"5349…"},"points":{"$numberInt":"24"}}
///
/// Read in addition to JSON:
///
///     keys       without quotes
///     strings    in single quotes or backticks, with the escapes \' \` \v \0 \xHH, joined by +
///     values     undefined, NaN, Infinity, -Infinity, /pattern/flags, 123n, 2024-03-01T12:00:00.000Z,
///                function (…) {…}
///     calls      of the constructors of both shells, of the Node.js driver, and of clients that name
///                the byte order of a UUID, with `new` or without: ``Call``
///
/// It is slower than the strict scanner and only called where that one fails. What it writes is
/// scanned strictly afterwards, so that it needs to be right about notation alone. It follows
/// nesting with a stack of its own.
struct ShellRewriter {
  /// The longest text that is written: it and the document are in memory together.
  static let maximumSize = 14 << 20
  /// How many brackets may be open: no fewer than in documents of the allowed depth, which whoever
  /// reads the text finds out, since each may have a wrapper of up to three objects around it.
  private static let maximumDepth = 4 * DocumentLimits.maximumDepth
  /// Chunks beyond this size hold a large document, for which there is room from the start: a text
  /// that grows is there twice. What was never written to costs nothing.
  private static let largeSize = 1 << 20

  /// What was written, and ``Chunk/padding`` zero bytes after ``finish()``.
  var text: [UInt8] = []
  /// Whether anything was met that is no JSON.
  var usesShellForms = false
  /// How many documents have been rewritten, or begun to be.
  private(set) var rewrites = 0
  /// The offset of the text that is looked for, and where the token stands in the input that it
  /// belongs to, as far as that has been met.
  private var wanted = Int.max
  private var place = 0
  private var stack: [Container] = []

  /// What a value may stand in.
  enum Container {
    case object, array
    /// The arguments of a call whose last value is one; `}` closes what was written for it.
    case call
    /// Those of `DBRef`, behind whose value the name of a database and an object of further fields may
    /// follow; and those behind the name.
    case reference, referenceEnd
    /// The object of further fields, which belong to what was written for the call.
    case referenceFields
    /// Those of `DBPointer`, for which two objects were written.
    case pointer

    /// Whether it is the arguments of a call.
    var isCall: Bool {
      switch self {
      case .object, .array, .referenceFields: false
      case .call, .reference, .referenceEnd, .pointer: true
      }
    }

    /// The bracket that closes it.
    var close: UInt8 {
      isCall ? UInt8(ascii: ")") : self == .array ? UInt8(ascii: "]") : UInt8(ascii: "}")
    }
  }

  /// Rewrites the document that starts at `start`, in place of what was there before.
  ///
  /// - Returns: The offset behind it.
  /// - Throws: With offsets of `bytes`.
  mutating func translate(_ bytes: RawSpan, from start: Int) throws(MalformedDocument) -> Int {
    let isLarge = bytes.byteCount - start > Self.largeSize
    text.removeAll(keepingCapacity: isLarge || text.capacity <= 2 * Self.largeSize)
    if isLarge { text.reserveCapacity(Self.maximumSize + Self.largeSize) }
    stack.removeAll(keepingCapacity: true)
    usesShellForms = false
    rewrites &+= 1
    place = start
    var i = start
    while true {
      i = bytes.jsonBlanks(i)
      try mark(i)
      // A container that opens: its first value, or its end at once.
      var isOpen = false
      var opened = Container.call
      switch bytes[i] {
      case UInt8(ascii: "{"):
        try push(.object, at: i)
        text.append(bytes[i])
        i = bytes.jsonBlanks(i + 1)
        if bytes[i] != UInt8(ascii: "}") {
          i = try key(bytes, i)
          isOpen = true
        }
      case UInt8(ascii: "["):
        if bytes.isElided(i) { throw MalformedDocument(.elided, at: i) }
        try push(.array, at: i)
        text.append(bytes[i])
        i = bytes.jsonBlanks(i + 1)
        isOpen = bytes[i] != UInt8(ascii: "]")
      default:
        (i, isOpen) = try scalar(bytes, i, &opened)
        if isOpen { try push(opened, at: i) }
      }
      if isOpen { continue }

      // The ends of containers, then a comma.
      while true {
        guard let container = stack.last else { return finish(i) }
        i = bytes.jsonBlanks(i)
        try mark(i)
        let byte = bytes[i]
        if byte == UInt8(ascii: ","), container == .reference || container == .referenceEnd {
          var isOpen = false
          (i, isOpen) = try referenceArgument(bytes, bytes.jsonBlanks(i + 1), container)
          if isOpen { break }
          continue
        }
        if byte == UInt8(ascii: ","), !container.isCall {
          let next = bytes.jsonBlanks(i + 1)
          // A comma that ends its line may stand in front of the bracket that closes.
          if bytes[next] == container.close, bytes.firstLineFeed(in: i..<next) != nil {
            usesShellForms = true
            i = next
            continue
          }
          text.append(byte)
          i = container == .array ? next : try key(bytes, next)
          break
        }
        guard byte == container.close else {
          throw MalformedDocument(.expectedComma, at: i)
        }
        if container == .referenceFields {
          i = try expect(bytes, i + 1, ")") - 1
        }
        text.append(container == .array ? byte : UInt8(ascii: "}"))
        if container == .pointer { text.append(UInt8(ascii: "}")) }
        stack.removeLast()
        i += 1
      }
    }
  }

  /// Where the input has what stands at an offset of the text. Translates again: that is faster than
  /// to remember the place of each token in documents that are fine.
  mutating func inputOffset(of offset: Int, _ bytes: RawSpan, from start: Int) -> Int {
    wanted = offset
    defer { wanted = .max }
    _ = try? translate(bytes, from: start)
    return place
  }

  /// Rewrites what follows the value of a `DBRef`: the name of the database, or further fields, which
  /// stand beside it in the object that is written.
  ///
  /// - Returns: Whether the value of a field is to come.
  private mutating func referenceArgument(
    _ bytes: RawSpan, _ start: Int, _ container: Container
  ) throws(MalformedDocument) -> (end: Int, isOpen: Bool) {
    let last = stack.count - 1
    guard bytes[start] == UInt8(ascii: "{") else {
      guard container == .reference else { throw MalformedDocument(.expectedKey, at: start) }
      write(#","$db":"#)
      let end = try string(bytes, quoteAt: start)
      stack[last] = .referenceEnd
      return (end, false)
    }
    let first = bytes.jsonBlanks(start + 1)
    if bytes[first] == UInt8(ascii: "}") {
      stack[last] = .call
      return (first + 1, false)
    }
    stack[last] = .referenceFields
    write(",")
    return (try key(bytes, first), true)
  }

  // MARK: Writing

  mutating func write(_ byte: UInt8) { text.append(byte) }

  /// Writes ASCII that was made here.
  mutating func write(number text: String) { self.text.append(contentsOf: text.utf8) }

  mutating func write(_ literal: StaticString) {
    for i in 0..<literal.utf8CodeUnitCount { unsafe text.append(literal.utf8Start[i]) }
  }

  mutating func write(_ bytes: RawSpan, _ range: Range<Int>) throws(MalformedDocument) {
    try checkRoom(for: range.count, at: range.lowerBound)
    unsafe bytes.extracting(range).withUnsafeBytes { unsafe text.append(contentsOf: $0) }
  }

  /// Makes sure that so many more bytes can be written.
  func checkRoom(for count: Int, at offset: Int) throws(MalformedDocument) {
    guard text.count + count <= Self.maximumSize else {
      throw MalformedDocument(.rewrittenTooLong, at: offset, detail: Int64(Self.maximumSize))
    }
  }

  /// Remembers that what is written next stands at `offset`.
  private mutating func mark(_ offset: Int) throws(MalformedDocument) {
    if text.count <= wanted { place = offset }
    try checkRoom(for: 1, at: offset)
  }

  private mutating func push(_ container: Container, at i: Int) throws(MalformedDocument) {
    guard stack.count < Self.maximumDepth else { throw MalformedDocument(.tooDeep, at: i) }
    stack.append(container)
  }

  private mutating func finish(_ end: Int) -> Int {
    text.append(contentsOf: repeatElement(0, count: Chunk.padding))
    return end
  }

  /// The length of the text without the padding.
  var count: Int { text.count - Chunk.padding }

  // MARK: Keys

  /// Rewrites a key and its colon; returns where the value is to be looked for.
  private mutating func key(_ bytes: RawSpan, _ start: Int) throws(MalformedDocument) -> Int {
    var i = start
    try mark(i)
    switch bytes[i] {
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      i = try string(bytes, i)
    case UInt8(ascii: ".") where bytes.starts(with: "... ", i..<i + 4):
      throw MalformedDocument(.elided, at: i)
    default:
      i = bytes.shellIdentifier(start)
      guard i > start else { throw MalformedDocument(.expectedKey, at: i) }
      usesShellForms = true
      text.append(UInt8(ascii: "\""))
      try write(bytes, start..<i)
      text.append(UInt8(ascii: "\""))
    }
    i = bytes.jsonBlanks(i)
    guard bytes[i] == UInt8(ascii: ":") else { throw MalformedDocument(.expectedColon, at: i) }
    text.append(UInt8(ascii: ":"))
    return i + 1
  }
}

extension RawSpan {
  /// Where the identifier at `start` ends: letters, digits, `_` and `$`, no digit in front.
  func shellIdentifier(_ start: Int) -> Int {
    var i = start
    while true {
      switch self[i] {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "_"), UInt8(ascii: "$"):
        i += 1
      case UInt8(ascii: "0")...UInt8(ascii: "9") where i > start:
        i += 1
      default:
        return i
      }
    }
  }
}

extension RawSpan {
  /// Whether `[Object]` or `[Array]` stands at an offset, for what a shell leaves out that is nested
  /// too deep.
  func isElided(_ i: Int) -> Bool {
    starts(with: "[Object]", i..<i + 8) || starts(with: "[Array]", i..<i + 7)
  }
}
