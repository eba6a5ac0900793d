internal import DumpReader

/// Looks for the fields of a transaction among those of a dump.
///
///     rows        which array, if any, holds the transactions
///     amount      one field, or two of which one adds and the other takes away
///     user, type, status, store, time, labels
///     direction   by balances, else by signs, else by words
///
/// Names count first, what the values are has to agree, and where several fields are left, the one
/// that is in more rows is taken.
struct ProposalSearch {
  private(set) var fields: [Inspection.Field]
  let samples: [ChunkPrefix]
  let directory: PathDirectory
  /// Whether the input is comma-separated lines, whose numbers are text.
  let isTable: Bool
  /// For the number of each path that of the array elements around it; 0 for none.
  let container: [Int32: Int32]
  let words: [Int32: FieldWords]

  /// The array elements that are the rows; 0 where the documents are.
  var rowPath: Int32 = 0
  private(set) var rows: [[Int32: SampleValue]] = []
  /// The values of each path in the rows that have one.
  private var columns: [Int32: [SampleValue]] = [:]
  /// The fields of a row that have values: its own, and those of the document around it.
  private(set) var candidates: [Inspection.Field] = []
  /// Whether the texts have blanks around them that are taken off.
  private(set) var isTrimmed = false
  /// Whether rows were left out, so that what is known of all documents holds for others as well.
  private var isSelection = false
  /// The rows that count as far as words say so, by their indices.
  private(set) var countingRows: [Int] = []
  /// For the number of a field those whose values stand for its own in rows that lack it.
  private(set) var alternatives: [Int32: [Inspection.Field]] = [:]
  var proposal = MappingProposal()

  init(
    _ fields: [Inspection.Field], _ samples: [ChunkPrefix], _ directory: PathDirectory,
    isTable: Bool
  ) {
    self.fields = fields
    self.samples = samples
    self.directory = directory
    self.isTable = isTable
    var container: [Int32: Int32] = [:]
    var words: [Int32: FieldWords] = [:]
    for field in fields {
      var around: Int32 = 0
      for (i, step) in field.steps.enumerated() where step.isElement {
        guard i + 1 < field.steps.count else { break }
        around = field.steps[i + 1].parent
      }
      container[field.number] = around
      words[field.number] = FieldWords(field.steps)
    }
    self.container = container
    self.words = words
  }

  /// Takes the elements of an array, or the documents, for the rows.
  mutating func read(rows path: Int32) {
    rowPath = path
    let sample = SampleRows(samples, directory, rowPath: path, container: container)
    rows = sample.rows
    alternatives = [:]
    keep { _ in true }
    isSelection = false
    if isTable, isTrimmed || isPadded { trim() }
    proposal = MappingProposal()
    proposal.trimsTexts = isTrimmed
  }

  /// Leaves out rows.
  mutating func keep(_ isKept: ([Int32: SampleValue]) -> Bool) {
    rows = rows.filter(isKept)
    isSelection = true
    readColumns()
    countingRows = Array(rows.indices)
  }

  /// Notes which rows count: a field need not be in others, which no total has.
  mutating func findCountingRows() {
    let status = findStatus() ?? findStatusByWords()
    let type = findType(nil)?.field
    let counting = rows.indices.filter { i in
      let meaning = status.flatMap { rows[i][$0.number] }.flatMap(Self.codeText).flatMap {
        StatusWords.meaning(of: $0)
      }
      if meaning == .open || meaning == .void { return false }
      guard let type, let value = rows[i][type.number] else { return true }
      return effect(of: value, in: type) != .nothing
    }
    countingRows = counting.isEmpty ? Array(rows.indices) : counting
  }

  private mutating func readColumns() {
    columns = [:]
    for row in rows {
      for (path, value) in row where value.isSome { columns[path, default: []].append(value) }
    }
    candidates = rowFields.filter { columns[$0.number] != nil }
  }

  /// The fields of a row, those that none of the rows that were looked at has included.
  var rowFields: [Inspection.Field] {
    fields.filter { field in
      guard field.steps.last?.isElement == false else { return false }
      let around = container[field.number]
      return around == rowPath || around == 0
    }
  }

  /// Reads one field for several, each of which is in some of the rows.
  mutating func join(_ joined: [Inspection.Field]) {
    guard let first = joined.first else { return }
    alternatives[first.number] = Array(joined.dropFirst())
    for i in rows.indices where rows[i][first.number]?.isSome != true {
      let row = rows[i]
      guard let other = joined.first(where: { row[$0.number]?.isSome == true }) else { continue }
      rows[i][first.number] = row[other.number]
    }
    readColumns()
  }

  /// Whether the texts of a field that says who or what have blanks around them, most of them.
  private var isPadded: Bool {
    candidates.contains { field in
      guard
        [RoleNames.user, RoleNames.type, RoleNames.status, RoleNames.store].contains(where: {
          rank(field, in: $0) != nil
        })
      else { return false }
      let texts = values(field).compactMap(\.text)
      return texts.count { $0.hasPrefix(" ") || $0.hasSuffix(" ") } * 2 > texts.count
    }
  }

  /// Takes the blanks off all texts, as the totals do when they are told to.
  private mutating func trim() {
    isTrimmed = true
    for i in rows.indices {
      rows[i] = rows[i].mapValues { value in
        if let text = value.text { .text(ValueText.trimmed(text)) } else { value }
      }
    }
    for i in fields.indices {
      guard let values = fields[i].values else { continue }
      var counts: [ValueText: Int] = [:]
      for (text, count) in values { counts[text.trimmed, default: 0] += count }
      fields[i].values = counts.map { ($0, $1) }.sorted {
        $0.1 != $1.1 ? $0.1 > $1.1 : $0.0 < $1.0
      }
    }
    readColumns()
  }

  /// How often a field has each of its values, where they are few: in all of the dump, else in the
  /// rows that were looked at.
  func counts(_ field: Inspection.Field) -> [(value: SampleValue, count: Int)] {
    if !isSelection, alternatives[field.number] == nil, let all = field.values,
      !all.contains(where: { $0.text.isCut })
    {
      return all.compactMap { text, count in
        SampleValue(text).map { ($0, count) }
      }
    }
    var counts: [SampleValue: Int] = [:]
    var order: [SampleValue] = []
    for value in values(field) {
      if counts[value] == nil { order.append(value) }
      counts[value, default: 0] += 1
    }
    return order.map { ($0, counts[$0, default: 0]) }
  }

  /// The arrays whose elements may be rows, those with most elements first: not within others, and
  /// of documents.
  var arrays: [Inspection.Field] {
    fields.filter {
      $0.steps.last?.isElement == true && container[$0.number] == 0 && $0.count(of: .document) > 0
    }.sorted { $0.count > $1.count }
  }

  /// Whether a field is in the rows themselves.
  func isInRow(_ field: Inspection.Field) -> Bool { container[field.number] == rowPath }

  /// In which share of the rows a field has a value.
  func coverage(_ field: Inspection.Field) -> Double {
    rows.isEmpty ? 0 : Double(values(field).count) / Double(rows.count)
  }

  /// In which share of the rows that count a field has a value.
  func countingCoverage(_ field: Inspection.Field) -> Double {
    guard !countingRows.isEmpty else { return 0 }
    let count = countingRows.count { rows[$0][field.number]?.isSome == true }
    return Double(count) / Double(countingRows.count)
  }

  /// The same in bands: most rows are as good as all, so that the name decides between fields that
  /// most rows have.
  func coverageBand(_ field: Inspection.Field) -> Double {
    let coverage = countingCoverage(field)
    return coverage >= 0.8 ? 1 : coverage
  }

  /// The values of a field in the rows that have one.
  func values(_ field: Inspection.Field) -> [SampleValue] { columns[field.number] ?? [] }

  /// The best of the candidates by a score, if any has one; ties by order of appearance.
  func best(
    of some: [Inspection.Field]? = nil, _ score: (Inspection.Field) -> Double?
  ) -> (field: Inspection.Field, score: Double)? {
    var best: (field: Inspection.Field, score: Double)?
    for field in some ?? candidates {
      guard let score = score(field) else { continue }
      if score > best?.score ?? -.infinity { best = (field, score) }
    }
    return best
  }

  /// The rank of a field's name in a list, as a score from 0 to 1; nil when it is not in it.
  func rank(_ field: Inspection.Field, in names: [String: Int]) -> Double? {
    guard let words = words[field.number] else { return nil }
    let last = words.words.joined()
    guard let rank = names[words.joined] ?? names[last] else { return nil }
    // Deeper fields are of something else more often than not.
    return 1 - Double(rank) / 200 - depth(field)
  }

  /// A share in words.
  func share(_ field: Inspection.Field) -> String {
    let coverage = coverage(field)
    if coverage == 1 { return rowPath == 0 ? "in all documents" : "in all elements" }
    return "in \(Int((coverage * 100).rounded(.down))) %"
  }
}
