internal import DumpReader

/// What the ends of all splits tell beside their rows, put together as one run would have told it.
struct PartialOutcome {
  private(set) var tally = DocumentTally()
  /// The inputs of each file; of raw data, of one.
  private var files: [Int: [InputOutcome]] = [:]
  /// Documents and lines of each split, by file and offset.
  private var sizes: [Place: (documents: [Int], lines: Int)] = [:]
  /// Rejects with the split that they are of.
  private var rejects: [(place: Place, input: Int, reject: LocatedReject)] = []

  private struct Place: Hashable, Comparable {
    var file: Int
    var offset: Int
    /// What tells raw data apart, which have no place.
    var digest = ""

    static func < (a: Place, b: Place) -> Bool {
      (a.file, a.offset, a.digest) < (b.file, b.offset, b.digest)
    }
  }

  /// Takes in the end of a split.
  mutating func add(_ end: SplitEnd) {
    tally.combine(end.tally)
    let place = Place(
      file: end.split?.file ?? 0, offset: end.split?.range.offset ?? 0,
      digest: end.split == nil ? end.digest.text : "")
    if files[place.file] == nil {
      files[place.file] = end.inputs
    } else {
      for (index, input) in end.inputs.enumerated() where index < files[place.file]?.count ?? 0 {
        files[place.file]?[index].combine(input, of: end.split)
      }
    }
    sizes[place] = (end.inputs.map(\.documents), end.lineFeeds)
    for entry in end.rejects { rejects.append((place, entry.input, entry.reject)) }
  }

  /// The inputs in their order.
  var inputs: [InputOutcome] { files.keys.sorted().flatMap { files[$0] ?? [] } }

  /// The first rejects, numbered within their inputs.
  ///
  /// - Throws: ``RejectLimitReached`` where the policy has none of them, or not so many.
  func firstRejects(_ policy: RejectPolicy) throws -> [LocatedReject] {
    var before: [Place: (documents: Int, lines: Int)] = [:]
    var sum = (file: -1, documents: 0, lines: 0)
    for place in sizes.keys.sorted() {
      guard let size = sizes[place] else { continue }
      if place.file != sum.file { sum = (place.file, 0, 0) }
      before[place] = (sum.documents, sum.lines)
      // A file of several inputs has one split.
      sum.documents += size.documents.reduce(0, +)
      sum.lines += size.lines
    }
    var firsts: [LocatedReject] = []
    // The order within a split stays.
    let order = rejects.indices.sorted {
      rejects[$0].place != rejects[$1].place ? rejects[$0].place < rejects[$1].place : $0 < $1
    }
    for index in order {
      let (place, input, reject) = rejects[index]
      var located = reject
      located.document += before[place]?.documents ?? 0
      located.line = located.line.map { $0 + (before[place]?.lines ?? 0) }
      if let inputs = files[place.file], inputs.indices.contains(input) {
        located.input = inputs[input]
      }
      if policy.isExample(located.reject, beside: firsts) { firsts.append(located) }
    }
    if policy.isStrict, let first = firsts.first { throw RejectLimitReached(first) }
    let malformed = tally.counts.rejected.malformed
    if malformed >= policy.maximumMalformed,
      let first = firsts.first(where: { $0.reject.reason == .malformed })
    {
      throw RejectLimitReached(first, count: malformed)
    }
    return firsts
  }
}

extension InputOutcome {
  /// Takes in what another split of the same file tells; raw data, which are of no split, have no offsets.
  fileprivate mutating func combine(_ other: InputOutcome, of split: SplitLine?) {
    let zeros = other.passed.zeros
    bytes = split == nil ? bytes + other.bytes : max(bytes, other.bytes)
    documents += other.documents
    add(other.passed)
    bytesSkipped += other.bytesSkipped - zeros
    if damage == nil { damage = other.damage }
    if isEmpty, !other.isEmpty {
      isEmpty = false
      format = other.format
    }
    if split?.range.offset == 0 || beginning.isEmpty { beginning = other.beginning }
  }
}
