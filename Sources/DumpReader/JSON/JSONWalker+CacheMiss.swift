// Where a document is not as expected: what comes next, and what has been passed.
extension JSONWalker {
  /// Where the entries before one have been passed, which mostly are just the ones before.
  struct Trail {
    /// The entry that was found last, behind others that were left out.
    fileprivate var turn: JSONLayoutCache.Index
    /// The separator of the member that was passed before it; -1 for none.
    fileprivate var last = -1

    init(from start: JSONLayoutCache.Index) { turn = start }

    /// The separator of the last member that was passed before an entry; -1 for none.
    fileprivate func last(before index: JSONLayoutCache.Index) -> Int {
      index == turn ? last : index.previous().member.separator
    }
  }

  /// A delimiter that is not the one expected, then what was found.
  struct Turn {
    /// Where the delimiter begins, or where a text before it is not plain; then the delimiter that was found, or
    /// what follows the last value; -1 when that is not valid, or not known to be.
    var offset: Int
    /// The entry expected; then the one that was found, or that of the value that is not valid.
    var index: JSONLayoutCache.Index
    /// Whatever has to be closed before the delimiter; then what is still open.
    var state: JSONLayoutCache.State
  }

  /// Looks at a delimiter that is not the one expected.
  ///
  /// - Returns: Whether a delimiter was found.
  @inline(never)
  mutating func turn(_ bytes: RawSpan, _ turn: inout Turn, _ trail: inout Trail) -> Bool {
    precondition(turn.offset >= 0)
    let limit = bytes.lastPaddedOffset
    if turn.state.isInText, bytes[turn.offset] != UInt8(ascii: "\"") {
      let stop = unsafe bytes.plainTextEnd(turn.offset, limit: limit)
      let end = unsafe bytes.textRest(stop, limit: limit)
      if end >= 0, end &>> 1 <= limit {
        turn.offset = end &>> 1
        if unsafe turn.index.matches(turn.state, bytes, turn.offset) { return true }
      }
    }
    guard let count = turn.state.closingCount(bytes, turn.offset) else {
      turn.index = turn.index.previous()
      turn.offset = -1
      return false
    }
    turn.offset += count
    turn.state = turn.state.outside
    // At the end of the object there is nothing to look for.
    guard bytes[turn.offset] != UInt8(ascii: "}"), turn.offset <= limit else { return false }
    var index = turn.index
    guard layout.find(&index, turn.state, bytes, turn.offset, keyOnly: false) else { return false }
    trail.last = trail.last(before: turn.index)
    trail.turn = index
    turn.index = index
    turn.offset -= Int(index.entry.closingCount)
    return true
  }

  /// Ends the fast path.
  ///
  /// - Parameters:
  ///   - index: The entry that is expected next, or that of a value that is not valid.
  ///   - end: What follows the last value, -1 when the value in the entry is not valid.
  @inline(__always)
  func leave(
    _ position: inout Position, at index: JSONLayoutCache.Index, _ end: Int, _ trail: Trail
  ) {
    position.index = end < 0 ? index.member : index
    position.offset = end < 0 ? position.index.separator : end
    let last = trail.last(before: position.index)
    if last >= 0 {
      position.isFirst = false
      position.key = last &+ 1
    }
  }
}

extension JSONLayoutCache.Index {
  /// The comma or brace before the member in this document.
  fileprivate var separator: Int { entry.offset &+ Int(entry.closingCount) }
}
