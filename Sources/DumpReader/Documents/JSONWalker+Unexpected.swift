// Where a document is not as expected: what comes next, and what has been passed.
extension JSONWalker {
  /// Where the places before one have been passed, which mostly are just the ones before.
  struct Trail {
    /// The place that was found last, behind others that were left out.
    fileprivate var turn: JSONShape.Place
    /// The separator of the member that was passed before it; -1 for none.
    fileprivate var last = -1

    init(from start: JSONShape.Place) { turn = start }

    /// The separator of the last member that was passed before a place; -1 for none.
    fileprivate func last(before place: JSONShape.Place) -> Int {
      place == turn ? last : place.previous().member.separator
    }
  }

  /// A gap that is not the one expected, then what was found.
  struct Turn {
    /// Where the gap begins, or where a text before it is not plain; then the gap that was found, or
    /// what follows the last value; -1 when that is not valid, or not known to be.
    var offset: Int
    /// The place expected; then the one that was found, or that of the value that is not valid.
    var place: JSONShape.Place
    /// Whatever has to be closed before the gap; then what is still open.
    var context: JSONShape.Context
  }

  /// Looks at a gap that is not the one expected.
  ///
  /// - Returns: Whether a gap was found.
  @inline(never)
  mutating func turn(_ bytes: RawSpan, _ turn: inout Turn, _ trail: inout Trail) -> Bool {
    precondition(turn.offset >= 0)
    let limit = bytes.windowLimit
    if turn.context.isInText, bytes[turn.offset] != UInt8(ascii: "\"") {
      let stop = unsafe bytes.plainTextEnd(turn.offset, limit: limit)
      let end = unsafe bytes.textRest(stop, limit: limit)
      if end >= 0, end &>> 1 <= limit {
        turn.offset = end &>> 1
        if unsafe turn.place.matches(turn.context, bytes, turn.offset) { return true }
      }
    }
    guard let count = turn.context.closingCount(bytes, turn.offset) else {
      turn.place = turn.place.previous()
      turn.offset = -1
      return false
    }
    turn.offset += count
    turn.context = turn.context.outside
    // At the end of the object there is nothing to look for.
    guard bytes[turn.offset] != UInt8(ascii: "}"), turn.offset <= limit else { return false }
    var place = turn.place
    guard shape.find(&place, turn.context, bytes, turn.offset, keyOnly: false) else { return false }
    trail.last = trail.last(before: turn.place)
    trail.turn = place
    turn.place = place
    turn.offset -= Int(place.gap.lead)
    return true
  }

  /// Ends the quick way.
  ///
  /// - Parameters:
  ///   - place: The place that is expected next, or that of a value that is not valid.
  ///   - end: What follows the last value, -1 when the value in the place is not valid.
  @inline(__always)
  func leave(_ position: inout Position, at place: JSONShape.Place, _ end: Int, _ trail: Trail) {
    position.place = end < 0 ? place.member : place
    position.offset = end < 0 ? position.place.separator : end
    let last = trail.last(before: position.place)
    if last >= 0 {
      position.isFirst = false
      position.key = last &+ 1
    }
  }
}

extension JSONShape.Place {
  /// The comma or brace before the member in this document.
  fileprivate var separator: Int { gap.offset &+ Int(gap.lead) }
}
