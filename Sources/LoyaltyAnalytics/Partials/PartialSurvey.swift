internal import DumpReader

/// What there is in parts, before anything is added up: which splits ended, with which borders, and
/// whether they answer one question.
///
/// Parts are read twice. Only then is it known which rows count: of a split that a retry ran twice those
/// of one of the two, of one that was run again from a border those that came out then.
package struct PartialSurvey: Sendable {
  /// The end of a split as far as it matters to what counts.
  struct End: Sendable {
    /// The number of the split; nil for raw data.
    var split: Int?
    var given: Int?
    var borders: RangeBorders?
    var rows: Int
    var digest: RowDigest
    /// Which part it is in, and where the line is.
    var part: Int
    var offset: Int
    /// Where its rows start, which stand right before it; nil where they do not.
    var rowsStart: Int?
  }

  /// Totals that were merged before: how many rows came out, and what went in.
  struct Merge: Sendable {
    var id: String
    var rows: Int
    var digest: RowDigest
    var takenRows: Int
    var taken: RowDigest
    var part: Int
    var offset: Int
  }

  private(set) var ends: [End] = []
  private(set) var merges: [Merge] = []
  /// The splits that there are lines about, by number.
  private(set) var splits: [Int: SplitLine] = [:]
  /// The question of the split with the smallest number; nil where no split ended.
  package private(set) var question: PartialQuestion?
  private var questionDigest: String?
  private var questionSplit = Int.max
  /// No label stands behind these numbers.
  private(set) var largest = LabelPlace()
  private var hasPlaced = false
  private var hasUnplaced = false
  let parts: [PartialPart]

  /// Reads parts for the first time.
  ///
  /// - Parameter paths: Files; `-` is standard input.
  /// - Throws: ``PartialError`` for lines that are none, or that contradict each other; `DumpError` for a
  ///   file that cannot be read.
  package init(of paths: [String], _ memory: MemoryBudget, hash: RowHash) throws {
    let quota = SpillQuota(memory)
    parts = try paths.map { try PartialPart($0, quota) }
    for index in parts.indices { try survey(index, hash) }
    guard !(hasPlaced && hasUnplaced), !(ends.contains { $0.split == nil } && !splits.isEmpty)
    else {
      throw PartialError(
        "totals of raw data and of splits cannot be merged: their labels are chosen in "
          + "different ways")
    }
  }

  /// Rows that stand one after the other.
  private struct Run {
    var origin: PartialOrigin
    var start: Int
    var count: Int
  }

  private mutating func survey(_ index: Int, _ hash: RowHash) throws {
    var rows = PartialRowReader()
    var run: Run?
    var found = self
    try PartialLines.forEach(in: parts[index], &rows) { (line, bytes, rows) throws(PartialFault) in
      switch line.kind {
      case .row(let origin):
        if run?.origin == origin {
          run?.count += 1
        } else {
          run = Run(origin: origin, start: line.offset, count: 1)
        }
        let (place, hasPlaced, hasUnplaced) = try rows.places(in: bytes)
        found.note(place, hasPlaced, hasUnplaced)
      case .end:
        let end = try Self.end(bytes.extracting(line.range).copied())
        var known = End(
          split: end.split?.number, given: end.split?.range.first, borders: end.borders,
          rows: end.rows, digest: end.digest, part: index, offset: line.offset)
        let origin = end.split.map { PartialOrigin.split($0.number) } ?? .raw
        if end.rows == 0 { known.rowsStart = line.offset }
        if let run, run.origin == origin, run.count == end.rows { known.rowsStart = run.start }
        run = nil
        try found.add(known, end, hash)
      case .merge:
        let merge = try Self.merge(bytes.extracting(line.range).copied(), index, line.offset)
        guard !found.merges.contains(where: { $0.id == merge.id }) else {
          throw PartialFault(
            reason: "the merged totals \(merge.id) are there already; leave one of them out")
        }
        found.merges.append(merge)
        run = nil
      }
    }
    self = found
  }

  private mutating func note(_ place: LabelPlace, _ isPlaced: Bool, _ isUnplaced: Bool) {
    largest.file = max(largest.file, place.file)
    largest.offset = max(largest.offset, place.offset)
    largest.element = max(largest.element, place.element)
    if isPlaced { hasPlaced = true }
    if isUnplaced { hasUnplaced = true }
  }

  private static func end(_ line: [UInt8]) throws(PartialFault) -> SplitEnd {
    do throws(JSONNode.Fault) {
      return try SplitEnd(line)
    } catch {
      throw PartialFault(reason: error.reason)
    }
  }

  private static func merge(
    _ line: [UInt8], _ part: Int, _ offset: Int
  ) throws(PartialFault) -> Merge {
    do throws(JSONNode.Fault) {
      let node = try JSONNode(line)
      guard let digest = RowDigest(text: try node.string("digest")),
        let taken = RowDigest(text: try node.string("taken"))
      else { throw JSONNode.Fault(reason: "a digest is none") }
      return Merge(
        id: try node.string("merge"), rows: try node.int("rows"), digest: digest,
        takenRows: try node.int("taken_rows"), taken: taken, part: part, offset: offset)
    } catch {
      throw PartialFault(reason: error.reason)
    }
  }

  /// Takes in the end of a split, as far as it does not contradict what is known.
  private mutating func add(
    _ end: End, _ whole: SplitEnd, _ hash: RowHash
  ) throws(PartialFault) {
    guard whole.question.digest(hash) == whole.questionDigest else {
      throw PartialFault(reason: "its question is not the one that its digest is of")
    }
    if let known = questionDigest, known != whole.questionDigest {
      throw PartialFault(reason: difference(whole.question))
    }
    questionDigest = whole.questionDigest
    if end.split ?? 0 < questionSplit {
      question = whole.question
      questionSplit = end.split ?? 0
    }
    if var line = whole.split {
      line.range.first = nil
      if let known = splits[line.number] ?? splits.first?.value {
        guard known.count == line.count, known.number != line.number || known == line else {
          throw PartialFault(
            reason: "split \(line.number) of \(line.count) is of another cut than split "
              + "\(known.number) of \(known.count)")
        }
      }
      splits[line.number] = line
    }
    ends.append(end)
  }

  /// What another question asks otherwise.
  private func difference(_ other: PartialQuestion) -> String {
    let start = "it answers another question than the splits before it"
    guard let question else { return start }
    if question.version != other.version {
      return "\(start): it is of version \(other.version) of this program, not \(question.version)"
    }
    let names = question.entries.map(\.name) + other.entries.map(\.name)
    guard let name = names.first(where: { question[$0] != other[$0] }) else { return start }
    if name == "settings" { return "\(start): its filters or its mapping are others" }
    return "\(start): \(name) is \(other[name] ?? "not given"), not \(question[name] ?? "given")"
  }

  /// How places of labels are kept; nil where labels have none.
  ///
  /// - Throws: ``PartialError`` where there is no room for them.
  func order() throws(PartialError) -> LabelOrder? {
    if hasUnplaced || splits.isEmpty && !ends.isEmpty { return nil }
    guard let order = LabelOrder(upTo: largest) else {
      throw PartialError(
        "there are labels in file \(largest.file), at byte \(largest.offset) and in element "
          + "\(largest.element): their places do not fit in 64 bits together")
    }
    return order
  }
}
