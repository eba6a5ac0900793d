extension ShellRewriter {
  /// Rewrites a value that is neither object nor array.
  ///
  /// - Returns: The offset behind it, or that of a value still to come within a call.
  mutating func scalar(
    _ bytes: RawSpan, _ start: Int
  ) throws(MalformedDocument) -> (end: Int, isOpen: Bool) {
    switch bytes[start] {
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      return (try string(bytes, start), false)
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
      let end = try bytes.jsonNumber(start)
      try write(bytes, start..<end)
      return (end, false)
    default:
      return try word(bytes, start)
    }
  }

  /// Rewrites a value that is a name, or a call that begins with one.
  private mutating func word(
    _ bytes: RawSpan, _ start: Int
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
      return try arguments(bytes, of: call, after: name.upperBound)
    }
    return (name.upperBound, false)
  }

  /// Rewrites a string in quotes of either kind.
  mutating func string(_ bytes: RawSpan, _ start: Int) throws(MalformedDocument) -> Int {
    if bytes[start] == UInt8(ascii: "\"") {
      var isEscaped = false
      let end = try bytes.jsonString(start + 1, escaped: &isEscaped) + 1
      try write(bytes, start..<end)
      return end
    }
    usesShellForms = true
    write(UInt8(ascii: "\""))
    var i = start + 1
    while bytes[i] != UInt8(ascii: "'") {
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

  /// Rewrites an escape sequence of a single-quoted string, from behind its backslash.
  private mutating func escape(_ bytes: RawSpan, _ i: Int) throws(MalformedDocument) -> Int {
    switch bytes[i] {
    case UInt8(ascii: "'"): write(bytes[i])
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
}

extension RawSpan {
  /// Passes over `()` where it follows.
  func shellEmptyArguments(_ offset: Int) -> Int {
    let open = jsonBlanks(offset)
    guard self[open] == UInt8(ascii: "(") else { return offset }
    let close = jsonBlanks(open + 1)
    return self[close] == UInt8(ascii: ")") ? close + 1 : offset
  }
}
