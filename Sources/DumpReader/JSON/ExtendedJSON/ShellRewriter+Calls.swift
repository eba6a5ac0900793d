extension ShellRewriter {
  /// A function of the shell that makes a value.
  enum Call {
    case objectID, date, numberInt, numberLong, numberDouble, numberDecimal, timestamp, binary
    case hexadecimal, binaryFromBase64, uuid, reference, code, symbol

    /// The names they go by, in both shells.
    private static let names: [(name: StaticString, call: Call)] = [
      ("ObjectId", .objectID), ("ISODate", .date), ("Date", .date), ("NumberInt", .numberInt),
      ("NumberLong", .numberLong), ("NumberDecimal", .numberDecimal), ("Int32", .numberInt),
      ("Long", .numberLong), ("Double", .numberDouble), ("Decimal128", .numberDecimal),
      ("Timestamp", .timestamp), ("BinData", .binary), ("HexData", .hexadecimal),
      ("Binary", .binaryFromBase64), ("UUID", .uuid), ("DBRef", .reference),
      ("Dbref", .reference), ("Code", .code), ("Symbol", .symbol), ("BSONSymbol", .symbol),
      ("ObjectID", .objectID), ("Number", .numberDouble),
    ]

    init?(_ bytes: RawSpan, _ name: Range<Int>) {
      for known in Self.names where bytes.extracting(name).elementsEqual(known.name) {
        self = known.call
        return
      }
      return nil
    }
  }

  /// Rewrites the arguments of a call, from behind its name.
  ///
  /// - Returns: The offset behind the call, or that of its last argument, which may be any value.
  mutating func arguments(
    _ bytes: RawSpan, of call: Call, after name: Int
  ) throws(MalformedDocument) -> (end: Int, isOpen: Bool) {
    var i = name
    if call == .binaryFromBase64 {
      guard bytes[i] == UInt8(ascii: ".") else { throw MalformedDocument(.badLiteral, at: i) }
      let method = i + 1..<bytes.shellIdentifier(i + 1)
      guard bytes.extracting(method).elementsEqual("createFromBase64") else {
        throw MalformedDocument(.badLiteral, at: i)
      }
      i = method.upperBound
    }
    i = try expect(bytes, i, "(")
    switch call {
    case .objectID: i = try wrap(bytes, i, #"{"$oid":"#)
    case .numberInt: i = try wrap(bytes, i, #"{"$numberInt":"#)
    case .numberLong: i = try wrap(bytes, i, #"{"$numberLong":"#)
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
        return (bytes.jsonBlanks(i) + 1, true)
      }
      write("}")
    case .reference:
      write(#"{"$ref":"#)
      i = try string(bytes, quoteAt: i)
      i = try expect(bytes, i, ",")
      write(#","$id":"#)
      return (i, true)
    case .timestamp:
      write(#"{"$timestamp":"#)
      if bytes[i] == UInt8(ascii: "{") { return (i, true) }
      write(#"{"t":"#)
      i = try plain(bytes, i)
      i = try expect(bytes, i, ",")
      write(#","i":"#)
      i = try plain(bytes, i)
      write("}}")
    case .binary, .hexadecimal, .binaryFromBase64, .uuid:
      i = try binary(bytes, i, call)
    }
    return (try expect(bytes, i, ")"), false)
  }

  /// Passes over one byte and the blanks around it.
  private func expect(
    _ bytes: RawSpan, _ offset: Int, _ byte: Unicode.Scalar
  ) throws(MalformedDocument) -> Int {
    let i = bytes.jsonBlanks(offset)
    guard bytes[i] == UInt8(ascii: byte) else { throw MalformedDocument(.expectedComma, at: i) }
    // Behind the end of a call nothing is looked at: blanks there are not the call's.
    return byte == ")" ? i + 1 : bytes.jsonBlanks(i + 1)
  }

  /// Rewrites an argument that may be a string or a number as the string of a wrapper.
  private mutating func wrap(
    _ bytes: RawSpan, _ start: Int, _ opening: StaticString
  ) throws(MalformedDocument) -> Int {
    write(opening)
    let isString = bytes[start] == UInt8(ascii: "\"") || bytes[start] == UInt8(ascii: "'")
    if !isString { write("\"") }
    let end = isString ? try string(bytes, start) : try number(bytes, start)
    if !isString { write("\"") }
    write("}")
    return end
  }

  /// Rewrites an argument that is a string or a number as it stands.
  private mutating func plain(_ bytes: RawSpan, _ start: Int) throws(MalformedDocument) -> Int {
    let isString = bytes[start] == UInt8(ascii: "\"") || bytes[start] == UInt8(ascii: "'")
    return isString ? try string(bytes, start) : try number(bytes, start)
  }

  private mutating func number(_ bytes: RawSpan, _ start: Int) throws(MalformedDocument) -> Int {
    let end = try bytes.jsonNumber(start)
    try write(bytes, start..<end)
    return end
  }

  /// Rewrites an argument that has to be a string.
  private mutating func string(
    _ bytes: RawSpan, quoteAt start: Int
  ) throws(MalformedDocument) -> Int {
    guard bytes[start] == UInt8(ascii: "\"") || bytes[start] == UInt8(ascii: "'") else {
      throw MalformedDocument(.badLiteral, at: start)
    }
    return try string(bytes, start)
  }

  /// `BinData(4, "c//S…")`, `HexData(4, "73ff…")`, `Binary.createFromBase64("c//S…", 4)` and
  /// `UUID("73ffd264-…")`.
  private mutating func binary(
    _ bytes: RawSpan, _ start: Int, _ call: Call
  ) throws(MalformedDocument) -> Int {
    var subtype: UInt8 = call == .uuid ? 4 : 0
    var i = start
    if call == .binary || call == .hexadecimal {
      (i, subtype) = try binaryType(bytes, i)
      i = try expect(bytes, i, ",")
    }
    let quote = bytes[i]
    guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
      throw MalformedDocument(.badLiteral, at: i)
    }
    // No escapes in here: digits, letters and a few signs.
    let payload = i + 1
    while bytes[i + 1] != quote {
      i += 1
      guard bytes[i] > 0x20, bytes[i] < 0x7F, bytes[i] != UInt8(ascii: "\\"),
        bytes[i] != UInt8(ascii: "\"")
      else { throw MalformedDocument(.wrapper, at: i) }
    }
    let end = i + 1
    i = end + 1
    if call == .binaryFromBase64, bytes[bytes.jsonBlanks(i)] == UInt8(ascii: ",") {
      (i, subtype) = try binaryType(bytes, bytes.jsonBlanks(bytes.jsonBlanks(i) + 1))
    }
    write(#"{"$binary":{"base64":""#)
    if call == .binary || call == .binaryFromBase64 {
      try write(bytes, payload..<end)
    } else {
      try writeBase64(bytes, hexadecimal: payload..<end, isUUID: call == .uuid)
    }
    write(#"","subType":""#)
    for digit in [subtype >> 4, subtype & 15] {
      write(digit < 10 ? 0x30 + digit : 0x57 + digit)
    }
    write(#""}}"#)
    return i
  }

  private func binaryType(
    _ bytes: RawSpan, _ start: Int
  ) throws(MalformedDocument) -> (end: Int, type: UInt8) {
    let end = try bytes.jsonNumber(start)
    guard let type = JSONNumber.integer(bytes, start..<end).flatMap(UInt8.init(exactly:)) else {
      throw MalformedDocument(.wrapper, at: start)
    }
    return (end, type)
  }

  /// Writes bytes given in hexadecimal digits as base 64; those of a UUID may have dashes between.
  private mutating func writeBase64(
    _ bytes: RawSpan, hexadecimal range: Range<Int>, isUUID: Bool
  ) throws(MalformedDocument) {
    let malformed = MalformedDocument(.wrapper, at: range.lowerBound)
    try checkRoom(for: range.count, at: range.lowerBound)
    var digits: [UInt8] = []
    var count = 0
    for i in range where !(isUUID && bytes[i] == UInt8(ascii: "-")) {
      digits.append(bytes[i])
      count += 1
      // Three bytes are four digits of base 64.
      if digits.count == 6 {
        guard writeBase64(digits) else { throw malformed }
        digits.removeAll(keepingCapacity: true)
      }
    }
    guard writeBase64(digits), !isUUID || count == 32 else { throw malformed }
  }

  private mutating func writeBase64(_ digits: [UInt8]) -> Bool {
    var data: [UInt8] = []
    guard digits.rawBytes.decodeHexadecimal(0..<digits.count, into: &data) else { return false }
    Base64.encode(data, into: &text)
    return true
  }
}
