extension ShellRewriter {
  /// Rewrites a value that is neither object nor array.
  ///
  /// - Returns: The offset behind it, or that of a value still to come within a call, of the kind that
  ///   `container` is set to.
  mutating func scalar(
    _ bytes: RawSpan, _ start: Int, _ container: inout Container
  ) throws(MalformedDocument) -> (end: Int, isOpen: Bool) {
    switch bytes[start] {
    case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "`"):
      return (try joinedStrings(bytes, start), false)
    case UInt8(ascii: "/"):
      return (try pattern(bytes, start), false)
    case UInt8(ascii: "-") where bytes[start + 1] == UInt8(ascii: "I"):
      let end = bytes.shellIdentifier(start + 1)
      guard bytes.extracting(start + 1..<end).elementsEqual("Infinity") else {
        throw MalformedDocument(.badNumber, at: start)
      }
      usesShellForms = true
      write(#"{"$numberDouble":"-Infinity"}"#)
      return (end, false)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      if let end = bytes.shellDateEnd(start) {
        usesShellForms = true
        write(#"{"$date":""#)
        try write(bytes, start..<end)
        write(#""}"#)
        return (end, false)
      }
      let end = try bytes.jsonNumber(start)
      guard bytes[end] == UInt8(ascii: "n") else {
        try write(bytes, start..<end)
        return (end, false)
      }
      usesShellForms = true
      write(#"{"$numberLong":""#)
      try write(bytes, start..<end)
      write(#""}"#)
      return (end + 1, false)
    case UInt8(ascii: ".") where bytes.starts(with: "... ", start..<start + 4):
      throw MalformedDocument(.elided, at: start)
    default:
      return try word(bytes, start, &container)
    }
  }

  /// Rewrites a value that is a name, or a call that begins with one.
  private mutating func word(
    _ bytes: RawSpan, _ start: Int, _ container: inout Container
  ) throws(MalformedDocument) -> (end: Int, isOpen: Bool) {
    var name = start..<bytes.shellIdentifier(start)
    guard !name.isEmpty else { throw bytes.jsonNotANumber(start, stopped: start) }
    for literal: StaticString in ["true", "false", "null"]
    where bytes.extracting(name).elementsEqual(literal) {
      try write(bytes, name)
      return (name.upperBound, false)
    }
    if bytes.extracting(name).elementsEqual("new") {
      let called = bytes.jsonBlanks(name.upperBound)
      guard called > name.upperBound else { throw MalformedDocument(.badLiteral, at: start) }
      name = called..<bytes.shellIdentifier(called)
    }
    if bytes.extracting(name).elementsEqual("function") {
      return (try function(bytes, start), false)
    }
    let wasUsed = usesShellForms
    usesShellForms = true
    switch bytes.extracting(name) {
    case let word where word.elementsEqual("NaN"): write(#"{"$numberDouble":"NaN"}"#)
    case let word where word.elementsEqual("Infinity"): write(#"{"$numberDouble":"Infinity"}"#)
    case let word where word.elementsEqual("undefined"): write(#"{"$undefined":true}"#)
    case let word where word.elementsEqual("MinKey"):
      write(#"{"$minKey":1}"#)
      return (bytes.shellEmptyArguments(name.upperBound), false)
    case let word where word.elementsEqual("MaxKey"):
      write(#"{"$maxKey":1}"#)
      return (bytes.shellEmptyArguments(name.upperBound), false)
    default:
      guard let call = Call(bytes, name) else {
        usesShellForms = wasUsed
        throw MalformedDocument(.badLiteral, at: start)
      }
      return try arguments(bytes, of: call, after: name.upperBound, &container)
    }
    return (name.upperBound, false)
  }

  /// Rewrites strings that are joined by `+`, as they are printed over several lines.
  private mutating func joinedStrings(
    _ bytes: RawSpan, _ start: Int
  ) throws(MalformedDocument) -> Int {
    var end = try string(bytes, start)
    while true {
      let plus = bytes.jsonBlanks(end)
      guard bytes[plus] == UInt8(ascii: "+") else { return end }
      let next = bytes.jsonBlanks(plus + 1)
      guard bytes.isShellQuote(next) else { throw MalformedDocument(.badLiteral, at: next) }
      usesShellForms = true
      // Without the quote that has ended the one before.
      text.removeLast()
      end = try string(bytes, next, isJoined: true)
    }
  }

  /// Rewrites a string in quotes of any kind.
  ///
  /// - Parameter isJoined: Whether it goes on with a string whose quote has been written.
  mutating func string(
    _ bytes: RawSpan, _ start: Int, isJoined: Bool = false
  ) throws(MalformedDocument) -> Int {
    let quote = bytes[start]
    if quote == UInt8(ascii: "\"") {
      if let end = try jsonString(bytes, start) {
        try write(bytes, (isJoined ? start + 1 : start)..<end)
        return end
      }
    }
    usesShellForms = true
    if !isJoined { write(UInt8(ascii: "\"")) }
    var i = start + 1
    while bytes[i] != quote {
      try checkRoom(for: 1, at: i)
      let byte = bytes[i]
      i += 1
      switch byte {
      case 0..<0x20:
        throw MalformedDocument(
          byte == 0 || byte == 0x0A ? .unterminatedString : .controlCharacter, at: i - 1)
      case UInt8(ascii: "\""):
        write(#"\""#)
      case UInt8(ascii: "\\"):
        i = try escape(bytes, i)
      default:
        write(byte)
      }
    }
    write(UInt8(ascii: "\""))
    return i + 1
  }

  /// The offset behind a string in double quotes; nil where it has an escape sequence that only the
  /// shells write, as `mongosh` does for control characters.
  private func jsonString(_ bytes: RawSpan, _ start: Int) throws(MalformedDocument) -> Int? {
    var isEscaped = false
    do throws(MalformedDocument) {
      return try bytes.jsonString(start + 1, escaped: &isEscaped) + 1
    } catch {
      guard error.code == .badEscape else { throw error }
      switch bytes[error.offset + 1] {
      case UInt8(ascii: "x"), UInt8(ascii: "v"), UInt8(ascii: "0"), UInt8(ascii: "'"),
        UInt8(ascii: "`"), UInt8(ascii: "$"):
        return nil
      default: throw error
      }
    }
  }

  /// Rewrites an escape sequence that JSON may not have, from behind its backslash.
  private mutating func escape(_ bytes: RawSpan, _ i: Int) throws(MalformedDocument) -> Int {
    switch bytes[i] {
    case UInt8(ascii: "'"), UInt8(ascii: "`"), UInt8(ascii: "$"): write(bytes[i])
    case UInt8(ascii: "v"): write(#"\u000b"#)
    case UInt8(ascii: "0") where bytes[i + 1] &- 0x30 >= 10: write(#"\u0000"#)
    case UInt8(ascii: "x"):
      guard bytes.hexByte(i + 1) != nil else { throw MalformedDocument(.badEscape, at: i - 1) }
      write(#"\u00"#)
      try write(bytes, i + 1..<i + 3)
      return i + 3
    case 0: throw MalformedDocument(.unterminatedString, at: i)
    default:
      // The strict scanner judges all others.
      write(UInt8(ascii: "\\"))
      write(bytes[i])
    }
    return i + 1
  }

  /// Rewrites a regular expression between slashes, with its flags.
  private mutating func pattern(_ bytes: RawSpan, _ start: Int) throws(MalformedDocument) -> Int {
    var i = start + 1
    var inClass = false
    // An empty one would be a comment.
    guard bytes[i] != UInt8(ascii: "/"), bytes[i] != UInt8(ascii: "*") else {
      throw MalformedDocument(.badLiteral, at: start)
    }
    write(#"{"$regularExpression":{"pattern":""#)
    while inClass || bytes[i] != UInt8(ascii: "/") {
      try checkRoom(for: 1, at: i)
      switch bytes[i] {
      case 0..<0x20: throw MalformedDocument(.badLiteral, at: bytes[i] == 0 ? i : start)
      case UInt8(ascii: "\""): write(#"\""#)
      case UInt8(ascii: "\\"):
        write(#"\\"#)
        i += 1
        guard bytes[i] >= 0x20 else { throw MalformedDocument(.badLiteral, at: start) }
        if bytes[i] == UInt8(ascii: "\"") || bytes[i] == UInt8(ascii: "\\") {
          write(UInt8(ascii: "\\"))
        }
        write(bytes[i])
      default:
        if bytes[i] == UInt8(ascii: "[") { inClass = true }
        if bytes[i] == UInt8(ascii: "]") { inClass = false }
        write(bytes[i])
      }
      i += 1
    }
    usesShellForms = true
    i += 1
    let flags = i..<bytes.shellIdentifier(i)
    write(#"","options":""#)
    try write(bytes, flags)
    write(#""}}"#)
    return flags.upperBound
  }

  /// Rewrites a function, as the old shell prints code: its source, up to the brace that closes it.
  private mutating func function(_ bytes: RawSpan, _ start: Int) throws(MalformedDocument) -> Int {
    usesShellForms = true
    write(#"{"$code":""#)
    var i = start
    var depth = 0
    var quote: UInt8 = 0
    scan: while true {
      try checkRoom(for: 8, at: i)
      let byte = bytes[i]
      switch byte {
      case 0: throw MalformedDocument(.unterminated, at: i)
      case UInt8(ascii: "\""): write(#"\""#)
      case UInt8(ascii: "\\"):
        write(#"\\"#)
        if quote != 0, bytes[i + 1] != 0 {
          i += 1
          writeEscaped(bytes[i])
          i += 1
          continue
        }
      default: writeEscaped(byte)
      }
      i += 1
      if quote != 0 {
        if byte == quote { quote = 0 }
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") || byte == UInt8(ascii: "`")
      {
        quote = byte
      } else if byte == UInt8(ascii: "{") {
        depth += 1
      } else if byte == UInt8(ascii: "}") {
        depth -= 1
        if depth <= 0 { break scan }
      }
    }
    write(#""}"#)
    return i
  }

  /// Writes a byte of a string; control characters as escapes.
  private mutating func writeEscaped(_ byte: UInt8) {
    switch byte {
    case 0x0A: write(#"\n"#)
    case 0x09: write(#"\t"#)
    case 0x0D: write(#"\r"#)
    case 0..<0x20: write(UInt8(ascii: " "))
    case UInt8(ascii: "\""): write(#"\""#)
    case UInt8(ascii: "\\"): write(#"\\"#)
    default: write(byte)
    }
  }
}

extension RawSpan {
  /// Where an instant ends that Node.js prints without a call, such as `2024-03-01T12:00:00.000Z`; nil
  /// when something else begins there.
  func shellDateEnd(_ start: Int) -> Int? {
    let year = self[start] == UInt8(ascii: "-") ? start + 1 : start
    for i in year..<year + 4 where !self[i].isDigit { return nil }
    guard self[year + 4] == UInt8(ascii: "-") else { return nil }
    var i = year + 5
    while true {
      switch self[i] {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: ":"),
        UInt8(ascii: "."), UInt8(ascii: "T"), UInt8(ascii: "Z"):
        i += 1
      default:
        return self[i - 1] == UInt8(ascii: "Z") ? i : nil
      }
    }
  }

  /// Passes over `()` where it follows.
  func shellEmptyArguments(_ offset: Int) -> Int {
    let open = jsonBlanks(offset)
    guard self[open] == UInt8(ascii: "(") else { return offset }
    let close = jsonBlanks(open + 1)
    return self[close] == UInt8(ascii: ")") ? close + 1 : offset
  }
}
