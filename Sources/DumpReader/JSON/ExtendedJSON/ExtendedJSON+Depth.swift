extension RawSpan {
  /// What is open in a text that may be nested too deep.
  private struct JSONLevel {
    var isObject: Bool
    /// How many documents and arrays are open, this one included if it is one of them.
    var documents: Int
    /// How many more brackets inside of it stand for no document, 0 unless it is a wrapper or in one.
    var spare = 0
    /// Whether the object is a wrapper, or in one.
    var isValue = false
  }

  /// Does the same as ``jsonNested(_:level:)`` for what has too many brackets, and counts the levels
  /// that it has as BSON.
  ///
  /// An Extended JSON wrapper is a value, which needs no level there, whatever is in it; only the
  /// scope of `$code` is a document. The deepest wrapper, `$dbPointer`, has three objects; brackets
  /// inside of those belong to none, and count.
  @inline(never)
  func jsonDeeplyNested(_ start: Int, level: Int) throws(MalformedDocument) -> Int {
    var stack: [JSONLevel] = []
    var i = start
    while true {
      i = jsonBlanks(i)
      let byte = self[i]
      if byte | 0x20 == UInt8(ascii: "{") {
        let outer = stack.last ?? JSONLevel(isObject: true, documents: level)
        let inner = jsonLevel(openingAt: i, in: outer)
        guard inner.documents <= DocumentLimits.maximumDepth else {
          throw MalformedDocument(.tooDeep, at: i)
        }
        stack.append(inner)
        i = jsonBlanks(i + 1)
        // '{' is 0x7B, '}' is 0x7D; '[' is 0x5B, ']' is 0x5D.
        if self[i] != byte + 2 {
          if inner.isObject { i = try jsonKey(i) }
          continue
        }
      } else {
        i = try jsonScalar(i)
      }
      // What follows a value: the ends of containers, then a comma.
      while let inner = stack.last {
        i = jsonBlanks(i)
        let byte = self[i]
        i += 1
        if byte == UInt8(ascii: ",") {
          if inner.isObject { i = try jsonKey(i) }
          break
        }
        guard byte == (inner.isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) else {
          throw MalformedDocument(.expectedComma, at: i - 1)
        }
        stack.removeLast()
      }
      if stack.isEmpty { return i }
    }
  }

  /// What the bracket at `i` opens.
  private func jsonLevel(openingAt i: Int, in outer: JSONLevel) -> JSONLevel {
    var inner = JSONLevel(isObject: self[i] == UInt8(ascii: "{"), documents: outer.documents)
    if outer.spare > 0 {
      inner.isValue = true
      inner.spare = outer.spare - 1
    } else if !outer.isValue, inner.isObject, let kind = ExtendedJSON.Wrapper(self, objectAt: i) {
      inner.isValue = true
      inner.spare = kind == .code ? 0 : 2
    } else {
      inner.documents += 1
    }
    return inner
  }
}
