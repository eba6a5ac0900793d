extension RawValue {
  /// The value in canonical Extended JSON v2, such as `"text"` or `{"$numberInt":"5"}`.
  ///
  ///     if let value = values[slot] {
  ///       print(value.extendedJSON(in: chunk.bytes, scratch: values.scratch) ?? "\(value.type)")
  ///     }
  ///
  /// - Parameters:
  ///   - chunk: The bytes of the chunk that it was read from.
  ///   - scratch: The scratch bytes of the values that it was read into.
  /// - Returns: nil for documents, arrays, and types whose value a ``RawValue`` does not hold:
  ///   regular expressions, pointers and code with a scope.
  /// - Complexity: O(*n*) for a value of *n* bytes. Allocates.
  public func extendedJSON(in chunk: RawSpan, scratch: RawSpan) -> String? {
    var text: [UInt8] = []
    let bytes = bytes(in: chunk, scratch: scratch)
    switch type {
    case .string: text.appendQuoted(bytes, 0..<bytes.byteCount)
    case .symbol, .code:
      text.append(type == .code ? "{\"$code\":" : "{\"$symbol\":")
      text.appendQuoted(bytes, 0..<bytes.byteCount)
      text.append("}")
    case .int32, .int64:
      text.append(type == .int32 ? "{\"$numberInt\":\"" : "{\"$numberLong\":\"")
      text.append(decimal: int64)
      text.append("\"}")
    case .double:
      text.append("{\"$numberDouble\":\"")
      text.append(double: double)
      text.append("\"}")
    case .decimal128:
      let number = Decimal128(low: bytes.load(0), high: bytes.load(8))
      text.append(contentsOf: "{\"$numberDecimal\":\"\(number)\"}".utf8)
    case .date:
      text.append("{\"$date\":{\"$numberLong\":\"")
      text.append(decimal: int64)
      text.append("\"}}")
    case .timestamp:
      text.append(
        contentsOf:
          "{\"$timestamp\":{\"t\":\(bits >> 32),\"i\":\(UInt32(truncatingIfNeeded: bits))}}"
          .utf8)
    case .objectID: text.append(objectID: bytes, at: 0)
    case .binary: text.append(binary: bytes, subtype: UInt8(truncatingIfNeeded: bits))
    case .bool: text.append(bits == 0 ? "false" : "true")
    case .null: text.append("null")
    case .undefined: text.append("{\"$undefined\":true}")
    case .minKey: text.append("{\"$minKey\":1}")
    case .maxKey: text.append("{\"$maxKey\":1}")
    case .document, .array, .regularExpression, .dbPointer, .codeWithScope: return nil
    }
    return String(decoding: text, as: UTF8.self)
  }
}
