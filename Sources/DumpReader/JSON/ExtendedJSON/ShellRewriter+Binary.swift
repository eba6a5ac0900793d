// Calls that make binary data. Their bytes are told in base 64, in hexadecimal digits, as a UUID whose
// byte order the name tells, or as the elements of an array.
extension ShellRewriter {
  /// `BinData(4, "c//S…")`, `HexData(4, "73ff…")`, `MD5("…")`, `UUID("73ffd264-…")` and its legacy
  /// forms.
  mutating func binary(
    _ bytes: RawSpan, _ start: Int, _ call: Call
  ) throws(MalformedDocument) -> Int {
    var subtype: UInt8 =
      switch call {
      case .uuid: 4
      case .javaUUID, .sharpUUID, .legacyUUID: 3
      case .digest: 5
      default: 0
      }
    var i = start
    if call == .binary || call == .hexadecimal {
      (i, subtype) = try byte(bytes, i)
      i = try expect(bytes, i, ",")
    }
    let payload = try payload(bytes, i)
    write(#"{"$binary":{"base64":""#)
    switch call {
    case .binary: try write(bytes, payload)
    case .hexadecimal, .digest:
      Base64.encode(try hexadecimal(bytes, payload, skipsDashes: false), into: &text)
    default:
      var data = try hexadecimal(bytes, payload, skipsDashes: true)
      guard data.count == 16 else { throw MalformedDocument(.wrapper, at: payload.lowerBound) }
      switch call {
      case .javaUUID:
        data[0..<8].reverse()
        data[8..<16].reverse()
      case .sharpUUID:
        data[0..<4].reverse()
        data[4..<6].reverse()
        data[6..<8].reverse()
      default: break
      }
      Base64.encode(data, into: &text)
    }
    closeBinary(subtype)
    return payload.upperBound + 1
  }

  /// `Binary.createFromBase64("c//S…", 4)`, `Binary.createFromHexString(…)`,
  /// `Binary.fromInt8Array(new Int8Array([1, 2]))` and its siblings, and
  /// `Binary(Buffer.from("…", "hex"), 4)`; from behind the name of the class.
  mutating func binaryMethod(_ bytes: RawSpan, _ start: Int) throws(MalformedDocument) -> Int {
    guard bytes[start] == UInt8(ascii: ".") else { return try buffer(bytes, start) }
    let method = start + 1..<bytes.shellIdentifier(start + 1)
    let first = try expect(bytes, method.upperBound, "(")
    switch bytes.extracting(method) {
    case let name where name.elementsEqual("createFromBase64"):
      return try encoded(bytes, first, isHexadecimal: false)
    case let name where name.elementsEqual("createFromHexString"):
      return try encoded(bytes, first, isHexadecimal: true)
    case let name where name.elementsEqual("fromInt8Array"):
      return try vector(bytes, first, kind: 0x03)
    case let name where name.elementsEqual("fromFloat32Array"):
      return try vector(bytes, first, kind: 0x27)
    case let name where name.elementsEqual("fromPackedBits"):
      return try vector(bytes, first, kind: 0x10)
    default:
      throw MalformedDocument(.badLiteral, at: start)
    }
  }

  /// `(Buffer.from("…", "hex"), 4)`
  private mutating func buffer(_ bytes: RawSpan, _ start: Int) throws(MalformedDocument) -> Int {
    let first = try expect(bytes, start, "(")
    let name: StaticString = "Buffer.from"
    let behind = first + name.utf8CodeUnitCount
    guard bytes.starts(with: name, first..<behind) else {
      throw MalformedDocument(.badLiteral, at: first)
    }
    let payload = try payload(bytes, try expect(bytes, behind, "("))
    guard let second = nextArgument(bytes, payload.upperBound + 1) else {
      throw MalformedDocument(.wrapper, at: payload.lowerBound)
    }
    let form = try self.payload(bytes, second)
    let isHexadecimal = bytes.isEqual("hex", form)
    guard isHexadecimal || bytes.isEqual("base64", form) else {
      throw MalformedDocument(.wrapper, at: second)
    }
    return try encoded(
      bytes, payload, isHexadecimal: isHexadecimal,
      behind: try expect(bytes, form.upperBound + 1, ")"))
  }

  private mutating func encoded(
    _ bytes: RawSpan, _ start: Int, isHexadecimal: Bool
  ) throws(MalformedDocument) -> Int {
    let payload = try payload(bytes, start)
    return try encoded(bytes, payload, isHexadecimal: isHexadecimal, behind: payload.upperBound + 1)
  }

  private mutating func encoded(
    _ bytes: RawSpan, _ payload: Range<Int>, isHexadecimal: Bool, behind: Int
  ) throws(MalformedDocument) -> Int {
    var i = behind
    var subtype: UInt8 = 0
    if let next = nextArgument(bytes, i) { (i, subtype) = try byte(bytes, next) }
    write(#"{"$binary":{"base64":""#)
    if isHexadecimal {
      Base64.encode(try hexadecimal(bytes, payload, skipsDashes: false), into: &text)
    } else {
      try write(bytes, payload)
    }
    closeBinary(subtype)
    return i
  }

  /// A vector (subtype 9): the kind of its elements, how many bits of the last byte do not count, and
  /// the elements.
  private mutating func vector(
    _ bytes: RawSpan, _ start: Int, kind: UInt8
  ) throws(MalformedDocument) -> Int {
    var i = start
    // new Int8Array([…])
    if bytes.starts(with: "new", i..<i + 3) { i = bytes.jsonBlanks(i + 3) }
    let isTyped = bytes[i] != UInt8(ascii: "[")
    if isTyped { i = try expect(bytes, bytes.shellIdentifier(i), "(") }
    i = try expect(bytes, i, "[")
    var data: [UInt8] = [kind, 0]
    while bytes[i] != UInt8(ascii: "]") {
      try checkRoom(for: 2 * data.count, at: i)
      let end: Int
      if kind == 0x27 {
        let number: Double
        (end, number) = try double(bytes, i)
        let bits = Float(number).bitPattern
        for shift in [0, 8, 16, 24] as [UInt32] {
          data.append(UInt8(truncatingIfNeeded: bits >> shift))
        }
      } else {
        end = try bytes.jsonNumber(i)
        guard let number = JSONNumber.integer(bytes, i..<end), -128...255 ~= number else {
          throw MalformedDocument(.badNumber, at: i)
        }
        data.append(UInt8(truncatingIfNeeded: number))
      }
      i = bytes.jsonBlanks(end)
      if bytes[i] == UInt8(ascii: ",") { i = bytes.jsonBlanks(i + 1) }
    }
    i += 1
    if isTyped { i = try expect(bytes, i, ")") }
    if let next = nextArgument(bytes, i) { (i, data[1]) = try byte(bytes, next) }
    write(#"{"$binary":{"base64":""#)
    Base64.encode(data, into: &text)
    closeBinary(9)
    return i
  }

  /// A number, `NaN`, `Infinity` or `-Infinity`.
  private func double(
    _ bytes: RawSpan, _ start: Int
  ) throws(MalformedDocument) -> (end: Int, value: Double) {
    let names: [(StaticString, Double)] = [
      ("NaN", .nan), ("Infinity", .infinity), ("-Infinity", -.infinity),
    ]
    for (name, value) in names {
      let end = start + name.utf8CodeUnitCount
      if bytes.starts(with: name, start..<end) { return (end, value) }
    }
    let end = try bytes.jsonNumber(start)
    guard let number = JSONNumber.double(bytes, start..<end) else {
      throw MalformedDocument(.badNumber, at: start)
    }
    return (end, number)
  }

  private mutating func closeBinary(_ subtype: UInt8) {
    write(#"","subType":""#)
    for digit in [subtype >> 4, subtype & 15] {
      write(digit < 10 ? 0x30 + digit : 0x57 + digit)
    }
    write(#""}}"#)
  }

  private func byte(
    _ bytes: RawSpan, _ start: Int
  ) throws(MalformedDocument) -> (end: Int, value: UInt8) {
    let end = try bytes.jsonNumber(start)
    guard let value = JSONNumber.integer(bytes, start..<end).flatMap(UInt8.init(exactly:)) else {
      throw MalformedDocument(.wrapper, at: start)
    }
    return (end, value)
  }

  /// What stands between the quotes at `start`. No escapes in there: digits, letters and a few signs.
  private func payload(_ bytes: RawSpan, _ start: Int) throws(MalformedDocument) -> Range<Int> {
    guard bytes.isShellQuote(start) else { throw MalformedDocument(.badLiteral, at: start) }
    var i = start + 1
    while bytes[i] != bytes[start] {
      guard bytes[i] > 0x20, bytes[i] < 0x7F, bytes[i] != UInt8(ascii: "\\"),
        bytes[i] != UInt8(ascii: "\"")
      else { throw MalformedDocument(.wrapper, at: i) }
      i += 1
    }
    return start + 1..<i
  }

  /// The bytes that hexadecimal digits tell.
  private func hexadecimal(
    _ bytes: RawSpan, _ range: Range<Int>, skipsDashes: Bool
  ) throws(MalformedDocument) -> [UInt8] {
    try checkRoom(for: range.count, at: range.lowerBound)
    var data: [UInt8] = []
    data.reserveCapacity(range.count / 2)
    var i = range.lowerBound
    while i < range.upperBound {
      if skipsDashes, bytes[i] == UInt8(ascii: "-") {
        i += 1
        continue
      }
      guard i + 2 <= range.upperBound, bytes.decodeHexadecimal(i..<i + 2, into: &data) else {
        throw MalformedDocument(.wrapper, at: range.lowerBound)
      }
      i += 2
    }
    return data
  }
}
