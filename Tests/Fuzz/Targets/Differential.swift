internal import CLibBSON

/// The walker against libbson, which is asked behind the checks where it is known to be wrong.
///
/// Accepted by the walker must mean: accepted by libbson.
func compare(_ bytes: [UInt8]) {
  guard bytes.count >= 5, bytes.count < 1 << 20 else { return }
  let padded = bytes + [UInt8](repeating: 0, count: Chunk.padding)
  guard Int(padded.rawBytes.load(0, as: Int32.self)) == bytes.count else { return }
  var walker = BSONWalker(FieldSelection())
  var values = FieldValues(for: FieldSelection())
  let isValid: Bool
  do throws(MalformedDocument) {
    try walker.walk(padded.rawBytes, 0..<bytes.count, into: &values)
    isValid = true
  } catch {
    isValid = false
  }
  // Deep documents overflow libbson's stack; the walker has refused them by now.
  guard isValid else { return }
  check(libbsonAccepts(bytes), "libbson refuses what the walker accepts")
}

/// Whether bson_validate accepts a document, strings checked as well.
private func libbsonAccepts(_ bytes: [UInt8]) -> Bool {
  var offset = 0
  return unsafe shim_validate(bytes, bytes.count, &offset)
}
