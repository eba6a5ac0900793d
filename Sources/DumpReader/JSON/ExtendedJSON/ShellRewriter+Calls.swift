extension ShellRewriter {
  /// A function of the shell that makes a value.
  enum Call {
    case objectID, date, numberInt, numberLong, numberDouble, numberDecimal, timestamp, binary
    case hexadecimal, binaryMethod, digest, uuid, javaUUID, sharpUUID, legacyUUID, reference,
      pointer
    case code, symbol, expression

    /// The names they go by: in both shells, in the Node.js driver, and in clients such as Robo 3T.
    private static let names: [(name: StaticString, call: Call)] = [
      ("ObjectId", .objectID), ("ISODate", .date), ("Date", .date), ("NumberInt", .numberInt),
      ("NumberLong", .numberLong), ("NumberDecimal", .numberDecimal), ("Int32", .numberInt),
      ("Long", .numberLong), ("Double", .numberDouble), ("Decimal128", .numberDecimal),
      ("Timestamp", .timestamp), ("BinData", .binary), ("HexData", .hexadecimal),
      ("Binary", .binaryMethod), ("UUID", .uuid), ("DBRef", .reference), ("Dbref", .reference),
      ("DBPointer", .pointer), ("Code", .code), ("Symbol", .symbol), ("BSONSymbol", .symbol),
      ("ObjectID", .objectID), ("Number", .numberDouble), ("MD5", .digest),
      ("BSONRegExp", .expression), ("RegExp", .expression), ("JUUID", .javaUUID),
      ("CSUUID", .sharpUUID), ("NUUID", .sharpUUID), ("LUUID", .legacyUUID),
      ("PYUUID", .legacyUUID), ("LegacyJavaUUID", .javaUUID), ("LegacyCSharpUUID", .sharpUUID),
      ("LegacyPythonUUID", .legacyUUID),
    ]

    init?(_ bytes: RawSpan, _ name: Range<Int>) {
      for known in Self.names where bytes.extracting(name).elementsEqual(known.name) {
        self = known.call
        return
      }
      return nil
    }

    /// The functions of a class that make the same as calling it, such as `Long.fromString`.
    var methods: [StaticString] {
      switch self {
      case .objectID: ["createFromHexString"]
      case .numberLong: ["fromString", "fromNumber", "fromInt", "fromBigInt", "fromBits"]
      case .numberDecimal, .numberDouble, .numberInt: ["fromString"]
      default: []
      }
    }
  }

  /// Rewrites the arguments of a call, from behind its name.
  ///
  /// - Returns: The offset behind the call, or that of its last argument, which may be any value; then
  ///   `container` says what has to be closed.
  mutating func arguments(
    _ bytes: RawSpan, of call: Call, after name: Int, _ container: inout Container
  ) throws(MalformedDocument) -> (end: Int, isOpen: Bool) {
    if call == .binaryMethod {
      let end = try binaryMethod(bytes, name)
      return (try expect(bytes, end, ")"), false)
    }
    var i = name
    if bytes[i] == UInt8(ascii: ".") {
      let method = i + 1..<bytes.shellIdentifier(i + 1)
      guard call.methods.contains(where: { bytes.extracting(method).elementsEqual($0) }) else {
        throw MalformedDocument(.badLiteral, at: i)
      }
      i = method.upperBound
    }
    i = try expect(bytes, i, "(")
    switch call {
    case .objectID: i = try wrap(bytes, i, #"{"$oid":"#)
    case .numberInt: i = try wrap(bytes, i, #"{"$numberInt":"#)
    case .numberLong: i = try long(bytes, i)
    case .numberDouble: i = try wrap(bytes, i, #"{"$numberDouble":"#)
    case .numberDecimal: i = try wrap(bytes, i, #"{"$numberDecimal":"#)
    case .symbol: i = try wrap(bytes, i, #"{"$symbol":"#)
    case .date:
      write(#"{"$date":"#)
      i = try plain(bytes, i)
      write("}")
    case .code:
      write(#"{"$code":"#)
      i = try string(bytes, quoteAt: i)
      if bytes[bytes.jsonBlanks(i)] == UInt8(ascii: ",") {
        write(#","$scope":"#)
        return (bytes.jsonBlanks(bytes.jsonBlanks(i) + 1), true)
      }
      write("}")
    case .expression:
      i = try expression(bytes, i)
    case .reference, .pointer:
      write(call == .pointer ? #"{"$dbPointer":{"$ref":"# : #"{"$ref":"#)
      i = try string(bytes, quoteAt: i)
      i = try expect(bytes, i, ",")
      write(#","$id":"#)
      container = call == .pointer ? .pointer : .reference
      return (i, true)
    case .timestamp:
      write(#"{"$timestamp":"#)
      if bytes[i] == UInt8(ascii: "{") { return (i, true) }
      i = try timestamp(bytes, i)
      write("}")
    case .binary, .hexadecimal, .binaryMethod, .digest, .uuid, .javaUUID, .sharpUUID, .legacyUUID:
      i = try binary(bytes, i, call)
    }
    return (try expect(bytes, i, ")"), false)
  }

  /// Passes over one byte and the blanks around it.
  func expect(
    _ bytes: RawSpan, _ offset: Int, _ byte: Unicode.Scalar
  ) throws(MalformedDocument) -> Int {
    let i = bytes.jsonBlanks(offset)
    guard bytes[i] == UInt8(ascii: byte) else { throw MalformedDocument(.expectedComma, at: i) }
    // Behind the end of a call nothing is looked at: blanks there are not the call's.
    return byte == ")" ? i + 1 : bytes.jsonBlanks(i + 1)
  }

  /// The offset of a further argument; nil when there is none.
  func nextArgument(_ bytes: RawSpan, _ offset: Int) -> Int? {
    let comma = bytes.jsonBlanks(offset)
    return bytes[comma] == UInt8(ascii: ",") ? bytes.jsonBlanks(comma + 1) : nil
  }

  /// Rewrites an argument that may be a string or a number as the string of a wrapper.
  private mutating func wrap(
    _ bytes: RawSpan, _ start: Int, _ opening: StaticString
  ) throws(MalformedDocument) -> Int {
    write(opening)
    let isString = bytes.isShellQuote(start)
    if !isString { write("\"") }
    let end = isString ? try string(bytes, start) : try numberOrName(bytes, start)
    if !isString { write("\"") }
    write("}")
    return end
  }

  /// Rewrites an argument that is a string or a number as it stands.
  private mutating func plain(_ bytes: RawSpan, _ start: Int) throws(MalformedDocument) -> Int {
    bytes.isShellQuote(start) ? try string(bytes, start) : try number(bytes, start)
  }

  private mutating func number(_ bytes: RawSpan, _ start: Int) throws(MalformedDocument) -> Int {
    let end = try bytes.jsonNumber(start)
    try write(bytes, start..<end)
    return end
  }

  /// Rewrites a number, `NaN`, `Infinity` or `-Infinity`.
  private mutating func numberOrName(
    _ bytes: RawSpan, _ start: Int
  ) throws(MalformedDocument) -> Int {
    for name: StaticString in ["NaN", "Infinity", "-Infinity"]
    where bytes.starts(with: name, start..<start + name.utf8CodeUnitCount) {
      write(name)
      return start + name.utf8CodeUnitCount
    }
    let end = try number(bytes, start)
    // A BigInt.
    return bytes[end] == UInt8(ascii: "n") ? end + 1 : end
  }

  /// Rewrites an argument that has to be a string.
  mutating func string(
    _ bytes: RawSpan, quoteAt start: Int
  ) throws(MalformedDocument) -> Int {
    guard bytes.isShellQuote(start) else { throw MalformedDocument(.badLiteral, at: start) }
    return try string(bytes, start)
  }

  /// `Long("64", true)`, `NumberLong(64)`, `Long(low, high, false)`, and the three numbers of old shells
  /// of which the last two are the high and the low half.
  private mutating func long(_ bytes: RawSpan, _ start: Int) throws(MalformedDocument) -> Int {
    if bytes.isShellQuote(start) {
      return try flag(bytes, try wrap(bytes, start, #"{"$numberLong":"#))
    }
    var parts: [Int64] = []
    var i = start
    var end = start
    while parts.count < 3, bytes[i] == UInt8(ascii: "-") || bytes[i].isDigit {
      end = try bytes.jsonNumber(i)
      guard let part = JSONNumber.integer(bytes, i..<end), let next = nextArgument(bytes, end)
      else { break }
      parts.append(part)
      i = next
    }
    if i == start || parts.isEmpty {
      return try flag(bytes, try wrap(bytes, start, #"{"$numberLong":"#))
    }
    if bytes[i] == UInt8(ascii: "t") || bytes[i] == UInt8(ascii: "f") {
      guard let literal = bytes.jsonLiteral(i) else { throw MalformedDocument(.badLiteral, at: i) }
      end = literal
    } else {
      guard let part = JSONNumber.integer(bytes, i..<end) else {
        throw MalformedDocument(.badNumber, at: i)
      }
      parts.append(part)
    }
    write(#"{"$numberLong":""#)
    let value =
      switch parts.count {
      case 1: parts[0]
      case 2: Self.joined(high: parts[1], low: parts[0])
      default: Self.joined(high: parts[1], low: parts[2])
      }
    write(number: String(value))
    write(#""}"#)
    return end
  }

  private static func joined(high: Int64, low: Int64) -> Int64 {
    high << 32 | low & 0xFFFF_FFFF
  }

  /// Passes over a further argument that says whether a number is unsigned.
  private func flag(_ bytes: RawSpan, _ offset: Int) throws(MalformedDocument) -> Int {
    guard let next = nextArgument(bytes, offset) else { return offset }
    guard let end = bytes.jsonLiteral(next), bytes[next] != UInt8(ascii: "n") else {
      throw MalformedDocument(.badLiteral, at: next)
    }
    return end
  }

  /// `Timestamp(1412180887, 1)`
  private mutating func timestamp(_ bytes: RawSpan, _ start: Int) throws(MalformedDocument) -> Int {
    write(#"{"t":"#)
    let end = try plain(bytes, start)
    write(#","i":"#)
    let behind = try plain(bytes, try expect(bytes, end, ","))
    write("}")
    return behind
  }

  /// `BSONRegExp("pattern", "im")`, of which the flags may be missing.
  private mutating func expression(_ bytes: RawSpan, _ start: Int) throws(MalformedDocument) -> Int
  {
    write(#"{"$regularExpression":{"pattern":"#)
    var i = try string(bytes, quoteAt: start)
    write(#","options":"#)
    if let flags = nextArgument(bytes, i) {
      i = try string(bytes, quoteAt: flags)
    } else {
      write(#""""#)
    }
    write("}}")
    return i
  }
}
