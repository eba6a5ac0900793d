/// Documents of JSON with text that is not valid Unicode: whoever accepts it reads all that others read,
/// and all that is told to be wrong for nothing else.
func walkInvalidText(_ bytes: [UInt8]) {
  let strict = invalidTextCounts(bytes, accepts: false)
  let lenient = invalidTextCounts(bytes, accepts: true)
  check(lenient.documents >= strict.documents + strict.onlyInvalid, "a document is lost")
  check(lenient.onlyInvalid == 0, "accepted text is rejected")
}

private func invalidTextCounts(
  _ bytes: [UInt8], accepts: Bool
) -> (documents: Int, onlyInvalid: Int) {
  var selection = FieldSelection()
  _ = selection.insert("a", unique: true)
  var values = FieldValues(for: selection)
  var walker = JSONWalker(selection)
  walker.endsAtLineFeed = true
  walker.text.acceptsInvalidUTF8 = accepts
  let padded = bytes.padded
  var result = (documents: 0, onlyInvalid: 0)
  var place = 0
  var range = 0..<0
  while true {
    let before = place
    do throws(MalformedDocument) {
      guard
        try walker.next(padded.rawBytes, &place, end: bytes.count, into: &values, range: &range)
      else { return result }
      if let value = values[0], value.count > 0 {
        _ = value.bytes(in: padded.rawBytes, scratch: values.scratch).copied()
      }
      result.documents += 1
    } catch {
      if error.isInvalidTextOnly { result.onlyInvalid += 1 }
      place = walker.resumption(padded.rawBytes, from: range.lowerBound, end: bytes.count)
    }
    check(place > before, "no way forward")
    values.clearScratch()
  }
}
