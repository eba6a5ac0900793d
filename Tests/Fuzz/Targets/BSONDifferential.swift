internal import BSONOracle

/// The walker against libbson's iterator: both accept a document or both refuse it, and of one that
/// they accept they read the same values.
func compareBSON(_ bytes: [UInt8]) {
  guard bytes.count >= 5 else { return }
  var document = bytes
  // Its own length is for the framer to judge.
  for i in 0..<4 { document[i] = UInt8(truncatingIfNeeded: bytes.count >> (8 * i)) }
  let padded = document.padded
  let readers = Readers.repeatable
  let range = 0..<bytes.count
  let isAccepted =
    (try? readers.bson.walk(padded.rawBytes, range, into: &readers.values)) != nil

  // Not on the stack of a Swift function, whose tuples have no loops.
  unsafe document.withUnsafeBufferPointer { buffer in
    guard let base = buffer.baseAddress else { return }
    var found = unsafe oracle_values()
    let expected = unsafe oracle_read(base, buffer.count, 0, false, &found)
    check(isAccepted == expected, expected ? "libbson accepts it" : "libbson refuses it")
    guard isAccepted else { return }
    let list = unsafe found.values
    compare(readers.values[0], unsafe list.0, padded.rawBytes)
    compare(readers.values[1], unsafe list.1, padded.rawBytes)
    compare(readers.values[2], unsafe list.2, padded.rawBytes)
    compare(readers.values[3], unsafe list.3, padded.rawBytes)
    compare(readers.values[4], unsafe list.4, padded.rawBytes)
  }
}

private func compare(_ value: RawValue?, _ expected: oracle_value, _ bytes: RawSpan) {
  guard let value else {
    check(unsafe !expected.present, "a field that libbson has is missing")
    return
  }
  check(unsafe expected.present, "a field that libbson does not have")
  check(unsafe value.type.rawValue == expected.type, "another type")
  switch value.type {
  case .double, .int32, .int64, .bool, .date, .timestamp:
    check(unsafe value.bits == expected.bits, "another value")
  case .string, .symbol, .code, .objectID, .decimal128, .binary:
    if value.type == .binary { check(unsafe value.bits == expected.bits, "another subtype") }
    let text = bytes.extracting(Int(value.offset)..<Int(value.offset) + Int(value.count))
    let same = unsafe text.withUnsafeBytes { text in
      unsafe text.elementsEqual(
        UnsafeRawBufferPointer(start: expected.bytes, count: Int(expected.count)))
    }
    check(same, "other bytes")
  default: break
  }
}
