internal import DumpReader

extension TransactionDecoder {
  /// The keys of several fields as one, in the scratch bytes; nil where one of them cannot be a key, or
  /// all together are too long: ``refusedPart`` then says which, the longest one in the latter case.
  ///
  /// Notes which fields are there, and whether the key is of nobody.
  @inline(never)
  mutating func combinedKey(_ time: Int64?, in chunk: RawSpan) -> GroupKeySlice? {
    // The parts first: making one may add scratch bytes of its own.
    var parts = InlineArray<4, GroupKeySlice>(repeating: GroupKeySlice(.null))
    var size = 0
    var longest = 0
    var hasPersons = false
    var hasPerson = false
    for i in 0..<plan.keyParts.count {
      guard let part = keyPart(i, time, in: chunk) else {
        refusedPart = i
        return nil
      }
      parts[i] = part
      size += 3 + Int(part.count)
      if part.count > parts[longest].count { longest = i }
      if part.kind != .null { tally.keyPartsSeen |= 1 << UInt8(truncatingIfNeeded: i) }
      if plan.keyParts[i].isOfPersons {
        hasPersons = true
        if part.kind != .null { hasPerson = true }
      }
    }
    guard size <= GroupKey.maximumCombinedCount else {
      refusedPart = longest
      return nil
    }
    isOfNobody = hasPersons && !hasPerson
    let count = plan.keyParts.count
    return values.appendScratch { scratch in
      let start = scratch.count
      for i in 0..<count { scratch.append(part: parts[i], in: chunk) }
      return GroupKeySlice(
        .combination, offset: UInt32(truncatingIfNeeded: start),
        count: UInt32(truncatingIfNeeded: size), inScratch: true)
    }
  }

  private mutating func keyPart(_ i: Int, _ time: Int64?, in chunk: RawSpan) -> GroupKeySlice? {
    switch plan.keyParts[i].grouping {
    case .calendar(let unit): return calendarKey(unit, time)
    case .input: return inputKey()
    default:
      let value = values.value(of: plan.keyParts[i].slots)
      // Null is seen as well: the field is there.
      if value != nil { tally.keyPartsSeen |= 1 << UInt8(truncatingIfNeeded: i) }
      return GroupKeySlice(value, in: chunk, values: &values)
    }
  }

  /// Refuses a document whose group key is none, naming the field that it is about.
  @inline(never)
  mutating func refuseKey(_ location: DocumentLocation, in chunk: RawSpan) {
    guard plan.keyParts.indices.contains(refusedPart) else {
      refuse(.user, location, field: plan.keyPath, values.value(of: plan.key), in: chunk)
      return
    }
    let part = plan.keyParts[refusedPart]
    refuse(.user, location, field: part.path, values.value(of: part.slots), in: chunk)
  }
}

extension [UInt8] {
  /// Appends a part of a combination, which may lie in these bytes itself; see
  /// ``GroupKey/init(combining:)``.
  fileprivate mutating func append(part: GroupKeySlice, in chunk: RawSpan) {
    append(part.kind.rawValue)
    append(UInt8(truncatingIfNeeded: part.count >> 8))
    append(UInt8(truncatingIfNeeded: part.count))
    let range = Int(part.offset)..<Int(part.offset) + Int(part.count)
    if part.inScratch {
      for i in range { append(self[i]) }
    } else {
      for i in range { append(chunk[i]) }
    }
  }
}
