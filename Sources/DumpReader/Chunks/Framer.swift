/// Finds where documents end, without reading anything itself.
///
/// A framer is shown what has been read so far and answers with a ``Frame``; whoever calls it does
/// the input. Answers never depend on how the bytes were cut into reads.
protocol Framer {
  /// What to do with the front of `bytes`.
  ///
  /// - Parameters:
  ///   - bytes: The input from the first byte that is not dealt with, and at least
  ///     ``Chunk/padding`` bytes more.
  ///   - count: How many of them are input.
  ///   - atEnd: Whether no more will come.
  mutating func frame(_ bytes: RawSpan, count: Int, atEnd: Bool) -> Frame

  /// What is missing when all input has been dealt with, such as the end of an array; nil if nothing
  /// is.
  var unfinished: MalformedDocument? { get }

  /// How the first sound document begins, where the search for a resync point goes by that; nil as long as
  /// there is none.
  var opening: [UInt8]? { get }

  /// Why none of the input can be of any use, as a sentence without a full stop, when all of it has
  /// been dealt with; nil for nearly all inputs.
  var failure: DumpError.Finding? { get }
}

extension Framer {
  /// Most formats may end after any document.
  var unfinished: MalformedDocument? { nil }
  /// Most know records by their ends.
  var opening: [UInt8]? { nil }
  /// Most have nothing to look for.
  var failure: DumpError.Finding? { nil }
}

/// A framer's answer.
enum Frame: Equatable {
  /// The first `count` bytes are whole documents.
  case documents(Int)
  /// The first `count` bytes are no document. `ends` tells whether documents follow; until then the
  /// skipping goes on, and the finding is that of its start.
  case skipped(Int, MalformedDocument, ends: Bool)
  /// The first `count` bytes are no document and need not be one.
  case passed(Int, PassedKind)
  /// The first `count` bytes are a header, or belong to one: what follows has these columns.
  case columns(Int, ColumnNames)
  /// More bytes are needed.
  case more
}

/// What bytes are that stand between documents.
enum PassedKind: Equatable {
  /// Text that is recognised as surroundings.
  case surroundings
  /// Zero bytes, which something was lost in.
  case zeros
  /// What belongs to the format: marks, and the object around records.
  case syntax
}
