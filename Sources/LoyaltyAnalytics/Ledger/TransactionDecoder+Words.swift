internal import BasicContainers
internal import DumpReader

/// Values of statuses and types that are not remembered: apart from the rules, whose function has to
/// stay small enough for the compiler to inline into.
extension TransactionDecoder {
  /// Whether a status counts that is not remembered; one that does not is tallied by its value.
  @inline(never)
  mutating func acceptsNewStatus(_ value: RawValue?, in chunk: RawSpan) -> Bool {
    let verdict = judgeStatus(value, in: chunk)
    if let value, let text = ShortString(value, in: chunk), statusMemo.remember(text, verdict) {
      return verdict
    }
    if !verdict { countStatus(value, in: chunk) }
    return verdict
  }

  /// Mutating for the same reason that ``points(_:as:in:scratch:_:)`` is static: it is called in
  /// place, on no copy of the decoder.
  @inline(never)
  mutating func judgeStatus(_ value: RawValue?, in chunk: RawSpan) -> Bool {
    switch query.statuses {
    case .any:
      return true
    case .standard:
      guard let value, acceptedStatuses != nil else { return true }
      switch value.type {
      case .string, .symbol: break
      case .int32, .int64, .double, .decimal128, .bool, .null:
        // Numbers, booleans and null are known by what tallies call them.
        let text = value.text(in: chunk, scratch: values.scratch)
        return acceptedStatuses?.contains { $0.elementsEqual(text.utf8) } ?? true
      default: return false
      }
      let text = value.bytes(in: chunk, scratch: values.scratch)
      return acceptedStatuses?.contains { text.equalsIgnoringCase($0) } ?? true
    case .only:
      guard let value, value.type != .null else { return false }
      for i in 0..<statuses.count {
        if statuses[i].matches(value, in: chunk, scratch: values.scratch) { return true }
      }
      return false
    }
  }

  /// What a type means that is not remembered; one that leaves the transaction out is tallied.
  @inline(never)
  mutating func newMeaning(_ value: RawValue?, in chunk: RawSpan) -> TypeMeaning? {
    let meaning = judgeType(value, in: chunk)
    if let value, let text = ShortString(value, in: chunk), typeMemo.remember(text, meaning) {
      return meaning
    }
    if meaning == nil || meaning == .ignore { countType(value, in: chunk) }
    return meaning
  }

  /// Mutating like ``judgeStatus(_:in:)``.
  @inline(never)
  mutating func judgeType(_ value: RawValue?, in chunk: RawSpan) -> TypeMeaning? {
    guard let value else { return otherTypes }
    switch value.type {
    case .string, .symbol:
      let text = value.bytes(in: chunk, scratch: values.scratch)
      for i in types.indices where types[i].matches(text) {
        return types[i].meaning
      }
      return otherTypes
    case .int32, .int64, .double, .decimal128, .bool, .objectID, .binary, .date:
      // What is no text is known by what tallies call it.
      return query.mapping.types[value.text(in: chunk, scratch: values.scratch)] ?? otherTypes
    default: return otherTypes
    }
  }
}
