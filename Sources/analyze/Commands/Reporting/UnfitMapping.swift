import DumpReader
import LoyaltyAnalytics
import LoyaltyReports

/// What to say when hardly any document has a field that the question needs: which fields there are,
/// and the command line that would fit.
///
/// The inputs are looked at again for it: nothing is gathered for it on the way. Of large ones a part is,
/// which shows the fields, but not what they mean further on. What cannot be read twice is left alone.
struct UnfitMapping {
  /// Bytes that are looked at as a whole.
  private static let readableSize = 64 << 20
  /// Documents that are looked at where there are more.
  private static let sampleSize = 5000
  /// Names that are listed.
  private static let maximumNames = 12

  /// Nil where a column was missing, so that there is none.
  private let answer: Analysis.Result?
  private let analysis: Analysis
  private let reading: ReadingOptions
  private let files: [String]

  init(
    _ answer: Analysis.Result?, _ analysis: Analysis, _ reading: ReadingOptions, _ files: [String]
  ) {
    self.answer = answer
    self.analysis = analysis
    self.reading = reading
    self.files = files
  }

  /// The sentences; none when the question fits.
  var notices: [String] { isUnfit ? seen?.sentences ?? [] : [] }

  /// Which fields there are, for questions that this would not be the command for; none when the question
  /// fits.
  var noticeOfFields: [String] { lacksTransactions ? Array((seen?.sentences ?? []).prefix(1)) : [] }

  /// What would fit a table that lacks columns, which has been said.
  var noticeOfColumns: [String] { Array((seen?.sentences ?? []).dropFirst()) }

  /// What a second look finds: the names of the fields, and what to say of them. Nil where there is
  /// nothing to be seen.
  var seen: (names: [String], sentences: [String])? {
    guard !files.isEmpty, files.allSatisfy({ $0 != "-" && FileIdentity($0) != nil }) else {
      return nil
    }
    var inspector = Inspector()
    inspector.input = analysis.input
    if answer?.inputs.contains(where: \.isOfRecords) == false { inspector.input.records = nil }
    let size = answer?.inputs.reduce(0) { $0 + $1.bytes } ?? .max
    let isSmall = size <= Self.readableSize
    inspector.sample = isSmall ? nil : Self.sampleSize
    inspector.rejects.maximumMalformed = .max
    guard
      let (result, proposal) = try? inspector.look(
        files, canReadAgain: true, presets: PresetShape.all)
    else {
      return nil
    }
    let names = Self.names(result.inspection)
    guard !names.isEmpty else { return nil }
    if let sentence = sentence(onOwn: Set(names)) { return (names, [sentence]) }
    // A command without the filters would answer another question.
    let isKnown = (isSmall || result.documents.read < Self.sampleSize) && !isFiltered
    let seeksCommand =
      answer == nil || lacksTransactions || analysis.query.grouping.parts.contains(.user)
    var sentences = [sentence(names, andCommand: seeksCommand && !isKnown)]
    if seeksCommand, isKnown,
      let words = ProposedCommand(proposal, reading: reading.form.words, files: files).words
    {
      sentences.append(
        "This would fit, as far as that can be guessed: "
          + words.map(\.shellQuoted).joined(separator: " "))
    }
    return (names, sentences)
  }

  private var isFiltered: Bool {
    let query = analysis.query
    return query.from != nil || query.until != nil || !query.stores.isEmpty
      || !query.conditions.isEmpty
  }

  /// Whether nearly all documents lack the type or the points, or some the one and some the other.
  private var lacksTransactions: Bool {
    guard let answer else { return false }
    let documents = answer.documents
    let lacksTime = documents.excluded.time >= limit(answer) && answer.excludedTimes == nil
    let lacking = documents.excluded.type + documents.rejected.points + documents.excluded.empty
    return documents.read > 0 && (lacking >= limit(answer) || lacksTime)
  }

  /// Whether nearly all documents lack the type, the points or the key.
  private var isUnfit: Bool {
    if lacksTransactions { return true }
    guard let answer, answer.documents.counted >= limit(answer), answer.total == 1 else {
      return false
    }
    var rows = answer.rows
    return (try? rows.next())?.key.parts.allSatisfy { $0.kind == .null } ?? false
  }

  private func limit(_ answer: Analysis.Result) -> Int {
    answer.documents.read - answer.documents.read / 10
  }

  /// Fields that hold something else than fields.
  private static func names(_ inspection: Inspection) -> [String] {
    inspection.fields.filter { field in
      field.types.contains { ![.document, .array].contains($0.type) }
    }.map(\.path)
  }

  /// What to do about lines that `split` or `map` wrote; nil of all else.
  private func sentence(onOwn names: Set<String>) -> String? {
    let paths = files.map(\.shellQuoted).joined(separator: " ")
    if names.isSuperset(of: ["v", "t", "split", "awarded", "redeemed", "deducted"]) {
      return "These are partial totals of analyze map: analyze reduce \(paths)"
    }
    if names.isSuperset(of: ["v", "split", "of", "path", "offset", "length", "modified"]) {
      return "These are splits, which analyze map reads: analyze map --splits "
        + "\(files[0].shellQuoted)"
    }
    return nil
  }

  /// Which fields there are.
  ///
  /// - Parameter andCommand: Whether the command that would fit is left to be found.
  private func sentence(_ names: [String], andCommand: Bool) -> String {
    let shown = names.prefix(Self.maximumNames).joined(separator: ", ")
    let more =
      names.count > Self.maximumNames ? ", and \(names.count - Self.maximumNames) more" : ""
    let paths = files.map(\.shellQuoted).joined(separator: " ")
    return "The fields that there are: \(shown)\(more). analyze inspect \(paths) shows them"
      + (andCommand ? ", and the command line that would fit." : ".")
  }
}
