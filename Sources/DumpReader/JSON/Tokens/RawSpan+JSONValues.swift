extension RawSpan {
  /// Validates any value and finds its end.
  ///
  /// - Parameters:
  ///   - start: The first byte of the value, no blank.
  ///   - level: How many objects and arrays stand around it.
  @inline(__always)
  func jsonValue(_ start: Int, level: Int) throws(MalformedDocument) -> Int {
    switch self[start] {
    case UInt8(ascii: "{"):
      // {"$name":"text"} and {"$name":{"$name":"text"}}, the most frequent wrappers, in
      // straight-line code.
      if load(start, as: UInt32.self) & 0xFF_FFFF == 0x24_227B, level < DocumentLimits.maximumDepth
      {
        var escaped = false
        var key = try jsonString(start &+ 3, escaped: &escaped)
        let isTwofold =
          load(key &+ 1, as: UInt32.self) == 0x2422_7B3A  // :{"$
          && level < DocumentLimits.maximumDepth &- 1
        if isTwofold { key = try jsonString(key &+ 5, escaped: &escaped) }
        if load(key &+ 1, as: UInt16.self) == 0x223A {  // :"
          let text = try jsonString(key &+ 3, escaped: &escaped)
          let brackets = load(text &+ 1, as: UInt16.self)
          if isTwofold ? brackets == 0x7D7D : brackets & 0xFF == 0x7D {
            return text &+ (isTwofold ? 3 : 2)
          }
        }
      }
      return try jsonNested(start, level: level)
    case UInt8(ascii: "["):
      return try jsonNested(start, level: level)
    default:
      return try jsonScalar(start)
    }
  }

  /// Validates a value that is neither object nor array, and finds its end.
  @inline(__always)
  func jsonScalar(_ start: Int) throws(MalformedDocument) -> Int {
    switch self[start] {
    case UInt8(ascii: "\""):
      var escaped = false
      return try jsonString(start &+ 1, escaped: &escaped) &+ 1
    case UInt8(ascii: "t"), UInt8(ascii: "f"), UInt8(ascii: "n"):
      guard let end = jsonLiteral(start) else { throw MalformedDocument(.badLiteral, at: start) }
      return end
    default:
      return try jsonNumber(start)
    }
  }

  /// Validates the object or array at `start` with all that is inside, and finds its end.
  ///
  /// One loop with a stack of bits (set: object, clear: array), so that no input can deepen a
  /// recursion. Each bracket is a level; where there are too many, another look finds out which of
  /// them belong to wrappers.
  ///
  /// - Parameter level: How many objects and arrays stand around it.
  @inline(never)
  func jsonNested(_ start: Int, level: Int) throws(MalformedDocument) -> Int {
    var kinds: UInt128 = 0
    var depth = level
    var inObject = false
    var i = start
    var escaped = false
    while true {
      // A value, or blanks before one.
      if self[i] <= 0x20 { i = jsonBlanks(i) }
      let byte = self[i]
      switch byte {
      case UInt8(ascii: "\""):
        i = try jsonString(i &+ 1, escaped: &escaped) &+ 1
      case UInt8(ascii: "{"):
        if depth >= DocumentLimits.maximumDepth { return try jsonDeeplyNested(start, level: level) }
        kinds = kinds << 1 | 1
        inObject = true
        depth &+= 1
        i = jsonBlanks(i &+ 1)
        if self[i] != UInt8(ascii: "}") {
          i = try jsonKey(i)
          continue
        }
      case UInt8(ascii: "["):
        if depth >= DocumentLimits.maximumDepth { return try jsonDeeplyNested(start, level: level) }
        kinds = kinds << 1
        inObject = false
        depth &+= 1
        i = jsonBlanks(i &+ 1)
        if self[i] != UInt8(ascii: "]") { continue }
      case UInt8(ascii: "t"), UInt8(ascii: "f"), UInt8(ascii: "n"):
        guard let end = jsonLiteral(i) else { throw MalformedDocument(.badLiteral, at: i) }
        i = end
      default:
        i = try jsonNumber(i)
      }
      // What follows a value: the ends of containers, then a comma.
      while true {
        if self[i] <= 0x20 { i = jsonBlanks(i) }
        let byte = self[i]
        if byte == UInt8(ascii: ",") {
          i &+= 1
          if inObject { i = try jsonKey(i) }
          break
        }
        guard byte == (inObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) else {
          throw MalformedDocument(.expectedComma, at: i)
        }
        i &+= 1
        depth &-= 1
        if depth == level { return i }
        kinds >>= 1
        inObject = kinds & 1 != 0
      }
    }
  }

  /// Validates a key and its colon.
  @inline(__always)
  func jsonKey(_ start: Int) throws(MalformedDocument) -> Int {
    var i = start
    if self[i] <= 0x20 { i = jsonBlanks(i) }
    guard self[i] == UInt8(ascii: "\"") else { throw MalformedDocument(.expectedKey, at: i) }
    var escaped = false
    i = try jsonString(i &+ 1, escaped: &escaped) &+ 1
    if self[i] <= 0x20 { i = jsonBlanks(i) }
    guard self[i] == UInt8(ascii: ":") else { throw MalformedDocument(.expectedColon, at: i) }
    return i &+ 1
  }
}
