internal import DumpReader

/// The proof that nothing between the splits of a file was lost or doubled.
///
///     border   0          130             391                    size
///              ├── split 0 ──┤── split 1 ───┤────── split 3 ────────┤
///                                    split 2: nothing starts in it, and it ends before 391
///
/// The ranges tile the file; each begins at the border where the one before it ended, but for those in
/// which nothing starts, which have to lie before the border that is due; the last border is the size of
/// the file. Where that does not hold nothing is guessed: the split is to be run again, from the border
/// that is due.
struct ChainProof {
  /// What is known of a split: one result of it, or several, of which one may fit.
  struct Piece {
    var line: SplitLine
    var borders: [RangeBorders?]
  }

  /// Which result of each piece fits; nil for a piece that has none.
  private(set) var chosen: [Int?] = []
  /// The splits that are to be run again, each with the place where its first record has to be.
  private(set) var again: [SplitLine] = []
  /// Why the ranges do not tile the file; nil where they do.
  private(set) var fault: String?

  /// Proves the chain of one file.
  ///
  /// - Parameter pieces: All splits of the file, in any order.
  init(_ pieces: [Piece]) {
    var end = 0
    for (index, piece) in pieces.enumerated() {
      guard piece.line.range.offset == end else {
        fault =
          "split \(piece.line.number) starts at byte \(piece.line.range.offset), and the one before it "
          + "ends at \(end)"
        return
      }
      end = piece.line.range.end
      if index == pieces.count - 1, end != piece.line.range.size {
        fault = "the splits end at byte \(end) of \(piece.line.range.size)"
        return
      }
    }
    var due: Int?
    for piece in pieces {
      let isFirst = piece.line.range.offset == 0
      let fitting = piece.borders.indices.last { index in
        guard let borders = piece.borders[index] else {
          return due.map { $0 >= piece.line.range.end } ?? !isFirst
        }
        return due == nil || borders.first == due
      }
      chosen.append(fitting)
      if let fitting {
        if let borders = piece.borders[fitting] { due = borders.last }
        continue
      }
      var line = piece.line
      line.range.first = due ?? 0
      again.append(line)
      // What the split found by itself is probably right further on; if not, the next round tells.
      let last = piece.borders.compactMap { $0?.last }.max()
      if let border = due, border < piece.line.range.end {
        due = last.flatMap { $0 > border ? $0 : nil }
      }
    }
    guard let piece = pieces.last, again.isEmpty, let due, due != piece.line.range.size else {
      return
    }
    var line = piece.line
    line.range.first = due
    again = [line]
  }
}
