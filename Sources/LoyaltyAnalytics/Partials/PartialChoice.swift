internal import DumpReader

/// Which rows of parts count, and which ends.
struct PartialChoice: Sendable {
  /// Where the rows of a split are that count, of which there are others as well.
  private struct Place: Sendable {
    var part: Int
    var range: Range<Int>
  }

  /// The ends that count, by part and offset.
  private var ends: Set<PartialPlace> = []
  /// Only of these splits do rows count that stand in one place, and no others.
  private var places: [Int: Place] = [:]
  /// What the rows of each split have to come to; nil where that is not known here.
  private(set) var expected: [Int: (rows: Int, digest: RowDigest)] = [:]

  /// Whether an end counts.
  func takesEnd(at offset: Int, of part: Int) -> Bool {
    ends.contains(PartialPlace(part: part, offset: offset))
  }

  /// Whether a row counts.
  func takesRow(_ origin: PartialOrigin, at offset: Int, of part: Int) -> Bool {
    guard case .split(let number) = origin, let place = places[number] else { return true }
    return place.part == part && place.range.contains(offset)
  }

  /// All that there is, once: for merging that is not the last.
  init(once survey: PartialSurvey) throws(PartialError) {
    for (number, all) in survey.endsBySplit {
      guard let number else {
        for end in all { ends.insert(PartialPlace(part: end.part, offset: end.offset)) }
        continue
      }
      let givens = all.filter { $0.given != nil }
      let candidates = givens.isEmpty ? all : givens
      guard candidates.allSatisfy({ $0.given == candidates[0].given }) else {
        throw PartialError(
          "split \(number) was run again from several places; all parts have to be reduced together"
        )
      }
      try take(candidates[0], of: number, among: all)
    }
  }

  /// What proves to be all of the files.
  ///
  /// - Parameter lines: The splits that there have to be; nil where the ends tell.
  init(complete survey: PartialSurvey, _ lines: [SplitLine]?) throws(PartialError) {
    guard !survey.ends.isEmpty else {
      throw PartialError(
        "no split has ended: there is no end line, so nothing is known about what is missing")
    }
    let all = survey.endsBySplit
    if let raw = all[nil] {
      for end in raw { ends.insert(PartialPlace(part: end.part, offset: end.offset)) }
      return
    }
    var files: [Int: [ChainProof.Piece]] = [:]
    var results: [Int: [PartialSurvey.End]] = [:]
    for (number, line) in survey.splits {
      results[number] = all[number] ?? []
      files[line.file, default: []].append(
        ChainProof.Piece(line: line, borders: (all[number] ?? []).map(\.borders)))
    }
    try survey.checkAllThere(lines)
    var again: [SplitLine] = []
    for file in files.keys.sorted() {
      let pieces = (files[file] ?? []).sorted { $0.line.range.offset < $1.line.range.offset }
      let proof = ChainProof(pieces)
      if let fault = proof.fault {
        throw PartialError("\(pieces[0].line.range.path): \(fault)")
      }
      again += proof.again
      for (piece, chosen) in zip(pieces, proof.chosen) {
        guard let chosen, let ends = results[piece.line.number] else { continue }
        try take(ends[chosen], of: piece.line.number, among: ends)
      }
    }
    guard again.isEmpty else {
      let what = again.count == 1 ? "split" : "\(again.count) splits"
      let reason =
        "the borders of the splits do not meet: damage, or documents within values, hid where the first "
        + "document of the \(what) is"
      // Rows of a split that is run again cannot be taken out of a sum.
      guard survey.merges.isEmpty else {
        throw PartialError(
          reason
            + "; what has been merged cannot be mended: take the parts as analyze map wrote them",
          again: again)
      }
      throw PartialError(reason, again: again)
    }
  }

  /// Takes one of the results of a split.
  private mutating func take(
    _ end: PartialSurvey.End, of number: Int, among all: [PartialSurvey.End]
  ) throws(PartialError) {
    for other in all where other.given == end.given && other.borders == end.borders {
      guard other.digest == end.digest, other.rows == end.rows else {
        throw PartialError(
          "split \(number) ended twice, with different totals; run it again, and leave out what came "
            + "before")
      }
    }
    var end = end
    if all.count > 1 {
      // Of equal results any will do, if its rows are together.
      let equal = all.first {
        $0.given == end.given && $0.borders == end.borders && $0.rowsStart != nil
      }
      guard let whole = equal, let start = whole.rowsStart else {
        throw PartialError(
          "split \(number) ended \(all.count) times, and its rows do not stand right before its end, so "
            + "that they cannot be told apart; leave all but one result of it out")
      }
      end = whole
      places[number] = Place(part: end.part, range: start..<max(start, end.offset))
    }
    ends.insert(PartialPlace(part: end.part, offset: end.offset))
    expected[number] = (end.rows, end.digest)
  }
}

/// A line of a part.
struct PartialPlace: Sendable, Hashable {
  var part: Int
  var offset: Int
}

extension PartialSurvey {
  /// The ends of each split.
  var endsBySplit: [Int?: [End]] { Dictionary(grouping: ends, by: \.split) }

  /// Finds out whether every split has ended.
  fileprivate func checkAllThere(_ lines: [SplitLine]?) throws(PartialError) {
    let count = splits.first?.value.count ?? 0
    if let lines {
      for line in lines {
        var plain = line
        plain.range.first = nil
        guard let known = splits[line.number] else { continue }
        guard known == plain else {
          throw PartialError(
            "split \(line.number) is of another cut than that in the list of splits")
        }
      }
      guard lines.allSatisfy({ $0.count == count }) else {
        throw PartialError("the splits of the list are of another cut: there are \(count) here")
      }
    }
    guard splits.count < count else { return }
    var missing: [Int] = []
    var number = 0
    while number < count, missing.count < 1_000_000 {
      if splits[number] == nil { missing.append(number) }
      number += 1
    }
    let shown = missing.prefix(10).map(String.init).joined(separator: ", ")
    let more = missing.count > 10 ? " and \((count - splits.count - 10).grouped) more" : ""
    let all = Set(missing)
    throw PartialError(
      "\((count - splits.count).grouped) of \(count.grouped) splits "
        + "\(count - splits.count == 1 ? "has" : "have") not ended: \(shown)\(more)",
      again: (lines ?? []).filter { all.contains($0.number) })
  }
}
