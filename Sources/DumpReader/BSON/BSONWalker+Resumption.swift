extension BSONWalker {
  /// Where to go on after a malformed document: at its end, unless its length is found to lie.
  ///
  /// A length that is too large may land on the end of a later document by chance or design. It is
  /// given away by a document that ends early and has others behind it which fill the range exactly:
  ///
  ///     │ length says so ──────────────────────────┤
  ///     │ elements 00 │ document │ document │ … 00 │
  ///
  /// Empty documents alone are no proof: an integer 5 at the end of a document looks like one.
  ///
  /// - Parameters:
  ///   - bytes: The chunk.
  ///   - finding: What was found in the document.
  ///   - range: Where the document stands by its length.
  /// - Complexity: One hop per document behind the early end.
  func resumption(
    after finding: MalformedDocument, in bytes: RawSpan, _ range: Range<Int>
  ) -> Int {
    guard finding.code == .earlyEnd else { return range.upperBound }
    let early = range.lowerBound + finding.offset + 1
    var i = early
    var holdsFields = false
    while i < range.upperBound {
      guard range.upperBound - i >= 5 else { return range.upperBound }
      let length = Int(bytes.load(i, as: Int32.self))
      guard length >= 5, length <= range.upperBound - i, bytes[i + length - 1] == 0,
        length == 5 || BSONType(rawValue: bytes[i + 4]) != nil
      else { return range.upperBound }
      holdsFields = holdsFields || length > 5
      i += length
    }
    return holdsFields ? early : range.upperBound
  }
}
