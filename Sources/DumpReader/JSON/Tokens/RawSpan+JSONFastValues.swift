extension RawSpan {
  /// The end of an object or array that is not selected, with all that is inside validated; -1 when
  /// the slow path has to look.
  ///
  /// - Parameters:
  ///   - start: The opening bracket.
  ///   - limit: The last offset with a window behind it, or less.
  @inline(never)
  func plainNestedEnd(_ start: Int, limit: Int) -> Int {
    precondition(start >= 0 && limit <= lastPaddedOffset)
    // The open brackets, the innermost in the lowest bit, objects set; above them a bit that tells
    // where they end.
    var kinds: UInt32 = 1
    var i = start
    while i <= limit {
      // A value.
      let byte = unsafe unchecked(i, as: UInt8.self)
      if byte == UInt8(ascii: "\"") {
        i = unsafe textEnd(i &+ 1, limit: limit) &+ 1
        if i == 0 || i > limit { return -1 }
      } else if byte | 0x20 == UInt8(ascii: "{") {
        // How deep is too deep is for the slow path to say.
        if kinds >> 31 != 0 { return -1 }
        let isObject = byte == UInt8(ascii: "{")
        kinds = kinds &<< 1 | (isObject ? 1 : 0)
        i &+= 1
        let next = unsafe unchecked(i, as: UInt8.self)
        if next != byte &+ 2 {
          if isObject {
            i = unsafe plainKeyEnd(i, limit: limit)
            if i < 0 { return -1 }
          }
          continue
        }
        // Empty: the bracket is closed below.
      } else {
        i = unsafe byte < UInt8(ascii: "a") ? plainNumberEnd(i) : literalEnd(i)
        if i < 0 { return -1 }
      }
      // What follows a value.
      while true {
        let byte = unsafe unchecked(i, as: UInt8.self)
        i &+= 1
        if byte == UInt8(ascii: ",") {
          if unsafe unchecked(i, as: UInt8.self) == 0x20 { i &+= 1 }
          if kinds & 1 != 0 {
            i = unsafe plainKeyEnd(i, limit: limit)
            if i < 0 { return -1 }
          }
          break
        }
        // '}' is 0x7D, ']' is 0x5D.
        guard byte == (kinds & 1 != 0 ? UInt8(ascii: "}") : UInt8(ascii: "]")) else { return -1 }
        kinds &>>= 1
        if kinds == 1 { return i }
        if i > limit { return -1 }
      }
    }
    return -1
  }

  /// Where the value of the key starts whose opening quote stands at `start`.
  @inline(__always) @unsafe
  private func plainKeyEnd(_ start: Int, limit: Int) -> Int {
    guard unsafe unchecked(start, as: UInt8.self) == UInt8(ascii: "\"") else { return -1 }
    let quote = unsafe textEnd(start &+ 1, limit: limit)
    guard quote >= 0, unsafe unchecked(quote &+ 1, as: UInt8.self) == UInt8(ascii: ":") else {
      return -1
    }
    return unsafe unchecked(quote &+ 2, as: UInt8.self) == 0x20 ? quote &+ 3 : quote &+ 2
  }
}
