/// Writes the documents of a recipe in one form, piece by piece into a buffer that is reused: any
/// number of documents in constant memory.
///
///     var stream = SampleStream(recipe, as: .jsonl)
///     var bytes = OutputBytes(capacity: 1 << 20)
///     while stream.write(to: &bytes, upTo: 1 << 20) {
///       …
///       bytes.truncate()
///     }
public struct SampleStream: ~Copyable {
  private let recipe: SampleRecipe
  private let form: SampleForm
  private let layout: JSONLayout
  private var pattern: any TransactionPattern
  private var document = SampleDocument()
  private var next = 0
  private var hasBegun = false
  private var isOver = false
  private var bson = BSONForm()
  private var archive = ArchiveForm()
  private var json: JSONForm
  private var csv = CSVForm(columns: FieldNames.columns)
  private var scratch = OutputBytes()

  /// A stream at its start. The layout matters to the forms of JSON alone.
  public init(_ recipe: SampleRecipe, as form: SampleForm, layout: JSONLayout = []) {
    self.recipe = recipe
    self.form = form
    self.layout = form.dialect == nil ? [] : layout
    json = JSONForm(form.dialect ?? .relaxed)
    pattern =
      switch recipe.pattern {
      case .programme: ProgrammePattern(recipe, in: &document)
      case .awkward: AwkwardPattern(recipe, in: &document)
      case .closedForm: ClosedFormPattern(recipe, in: &document)
      }
  }

  /// Appends documents until `out` has `limit` bytes or more.
  ///
  /// - Returns: false, and nothing appended, once everything has been written.
  public mutating func write(to out: inout OutputBytes, upTo limit: Int) -> Bool {
    guard !isOver else { return false }
    if !hasBegun { begin(&out) }
    hasBegun = true
    while next < recipe.documents, out.count < limit {
      document.reset()
      pattern.make(next, into: &document)
      append(&out)
      next += 1
    }
    if next >= recipe.documents {
      end(&out)
      isOver = true
    }
    return true
  }

  private mutating func begin(_ out: inout OutputBytes) {
    switch form {
    case .archive: archive.writeHeader(to: &out)
    case .csv: csv.writeHeader(to: &out)
    default: if layout.contains(.array) { out.append("[") }
    }
  }

  private mutating func append(_ out: inout OutputBytes) {
    switch form {
    case .bson: bson.write(document, to: &out)
    case .archive: archive.write(document, to: &out)
    case .csv: csv.write(document, cell: &scratch, to: &out)
    case .jsonl, .canonical, .legacy, .shell:
      if layout.contains(.array), next > 0 { out.append(",") }
      if layout.contains(.pretty) {
        scratch.truncate()
        json.write(document, to: &scratch)
        IndentedJSON.write(scratch.bytes, to: &out)
      } else {
        json.write(document, to: &out)
      }
      if !layout.contains(.array) { out.append("\n") }
    }
  }

  private mutating func end(_ out: inout OutputBytes) {
    if form == .archive { archive.writeFooter(to: &out) }
    if layout.contains(.array) { out.append("]\n") }
  }
}

extension SampleRecipe {
  /// All documents at once; for tests and small samples.
  public func bytes(as form: SampleForm, layout: JSONLayout = []) -> [UInt8] {
    var stream = SampleStream(self, as: form, layout: layout)
    var out = OutputBytes(capacity: 1 << 16)
    while stream.write(to: &out, upTo: .max) {}
    return out.copied()
  }
}
