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
  let fields: [Inspection.Field]
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
    keep { _ in true }
    proposal = MappingProposal()
  }

  /// Leaves out rows.
  mutating func keep(_ isKept: ([Int32: SampleValue]) -> Bool) {
    rows = rows.filter(isKept)
    columns = [:]
    for row in rows {
      for (path, value) in row where value.isSome { columns[path, default: []].append(value) }
    }
    candidates = fields.filter { field in
      guard field.steps.last?.isElement == false, columns[field.number] != nil else { return false }
      let around = container[field.number]
      return around == rowPath || around == 0
    }
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

  /// The values of a field in the rows that have one.
  func values(_ field: Inspection.Field) -> [SampleValue] { columns[field.number] ?? [] }

  /// The best of the candidates by a score, if any has one; ties by order of appearance.
  func best(
    _ score: (Inspection.Field) -> Double?
  ) -> (field: Inspection.Field, score: Double)? {
    var best: (field: Inspection.Field, score: Double)?
    for field in candidates {
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
    let depth = Double(field.steps.count { !$0.isElement } - 1)
    return 1 - Double(rank) / 200 - depth / 100
  }

  /// A share in words.
  func share(_ field: Inspection.Field) -> String {
    let coverage = coverage(field)
    if coverage == 1 { return rowPath == 0 ? "in all documents" : "in all elements" }
    return "in \(Int((coverage * 100).rounded(.down))) %"
  }
}
