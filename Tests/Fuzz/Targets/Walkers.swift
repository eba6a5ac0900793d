/// Reads what a walker has kept in every way that the decoder has.
func touch(_ values: borrowing FieldValues, _ bytes: RawSpan) {
  for slot in 0..<5 {
    guard let value = values[slot] else { continue }
    _ = TimeReader().milliseconds(
      value, isTable: false, in: bytes, scratch: values.scratch)
    var rounded = false
    _ = Points(value, in: bytes, scratch: values.scratch, rounded: &rounded)
    _ = NumberKey(value, in: bytes, scratch: values.scratch)
  }
}

/// One document of BSON, twice: with its own layout in mind or those of others, the outcome has to be
/// the same.
func walkBSON(_ bytes: [UInt8]) {
  guard bytes.count >= 5 else { return }
  let padded = bytes.padded
  let readers = Readers.walkers
  let range = 0..<bytes.count
  var outcomes: [Digest] = []
  for _ in 0..<2 {
    var outcome = Digest()
    do throws(MalformedDocument) {
      try readers.bson.walk(padded.rawBytes, range, into: &readers.values)
      readers.bson.layout.checkInvariants()
      touch(readers.values, padded.rawBytes)
      outcome.add(readers.values, padded.rawBytes)
      if padded.rawBytes.load(0, as: Int32.self) == bytes.count {
        var reached = 0
        let outline = BSONExtent(
          padded.rawBytes, from: 0, to: bytes.count, maximumSize: DocumentLimits.maximumSize,
          reached: &reached)
        check(outline != .truncated, "a valid document is cut")
      }
    } catch {
      check(error.offset >= 0 && error.offset <= bytes.count, "a finding without a place")
      check(
        error.key.lowerBound >= 0 && error.key.upperBound <= bytes.count,
        "a name that is not in the document")
      let next = readers.bson.resumption(after: error, in: padded.rawBytes, range)
      check(next > 0 && next <= bytes.count, "no way forward")
      outcome.add(error)
      outcome.add(next)
    }
    outcomes.append(outcome)
  }
  check(outcomes[0] == outcomes[1], "another outcome with a layout in mind")
}

/// Documents of JSON, twice like ``walkBSON(_:)``.
func walkJSON(_ bytes: [UInt8]) {
  let padded = bytes.padded
  let readers = Readers.walkers
  let first = walkJSON(padded.rawBytes, count: bytes.count, &readers.json, &readers.values)
  let second = walkJSON(padded.rawBytes, count: bytes.count, &readers.json, &readers.values)
  check(first == second, "another outcome with a layout in mind")
}

private func walkJSON(
  _ bytes: RawSpan, count: Int, _ walker: inout JSONWalker, _ values: inout FieldValues
) -> Digest {
  var outcome = Digest()
  var place = 0
  var range = 0..<0
  while true {
    let before = place
    do throws(MalformedDocument) {
      guard try walker.next(bytes, &place, end: count, into: &values, range: &range)
      else {
        walker.layout.checkInvariants()
        return outcome
      }
      touch(values, bytes)
      outcome.add(values, bytes)
      check(place > before, "no way forward")
    } catch {
      check(
        error.offset >= 0 && range.lowerBound + error.offset <= count, "a finding without a place")
      outcome.add(error)
      place = JSONWalker.resumption(
        bytes, from: range.lowerBound, end: count, encoding: .jsonLines)
      check(place > before, "no way forward after a finding")
    }
    outcome.add(place)
    values.clearScratch()
  }
}
