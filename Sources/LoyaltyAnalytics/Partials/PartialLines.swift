internal import DumpReader

/// Goes through the lines of a part, one after the other.
enum PartialLines {
  /// A line: what it is, where it starts, and its bytes in the chunk.
  struct Line {
    var kind: PartialLine
    var offset: Int
    var range: Range<Int>
    /// Where it ends.
    var end: Int { offset + range.count }
  }

  /// Calls a body with each line.
  ///
  /// - Throws: ``PartialError`` that names the line for one that is none, and for what the body finds
  ///   wrong with it.
  static func forEach(
    in part: PartialPart, _ rows: inout PartialRowReader,
    _ body: (Line, RawSpan, inout PartialRowReader) throws(PartialFault) -> Void,
    afterChunk: () throws -> Void = {}
  ) throws {
    var reader = part.reader()
    var chunk = Chunk(capacity: 256 << 10)
    while try reader.next(into: &chunk) {
      if let skipped = chunk.skipped {
        throw part.error(at: chunk.offset, "\(skipped.finding)")
      }
      rows.begin(chunk)
      var cursor = ChunkCursor(chunk)
      do throws(PartialFault) {
        let bytes = chunk.bytes
        while let kind = try rows.next(&cursor, in: bytes) {
          let line = Line(kind: kind, offset: cursor.documentOffset, range: cursor.range)
          try body(line, bytes, &rows)
        }
      } catch {
        throw part.error(at: cursor.documentOffset, error.reason)
      }
      let passed = rows.takePassed()
      if passed.count > 0 || passed.zeros > 0 {
        throw part.error(
          at: passed.count > 0 ? passed.firstOffset : chunk.offset,
          "it is no line of partial totals")
      }
      try afterChunk()
    }
    if let input = reader.records.last, input.passed.count > 0 || input.bytesSkipped > 0 {
      throw part.error(
        at: max(0, min(input.passed.firstOffset, input.bytes)), "it is no line of partial totals")
    }
    if let input = reader.records.last, let damage = input.damage {
      throw part.error(at: input.bytes, damage.reason)
    }
  }
}
