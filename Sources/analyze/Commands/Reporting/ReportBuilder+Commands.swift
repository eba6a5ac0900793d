import DumpReader
import LoyaltyAnalytics
import LoyaltyReports

/// The command lines that a page names, so that each of its figures can be had again.
extension ReportBuilder {
  /// The question of the run as a command line, made of what was asked and not of how it was asked:
  /// nothing of threads, memory or messages, so that the same page comes of each of them.
  func command(
    files: [String], reading: ReadingOptions, by: [String]
  ) -> @Sendable (Report.Figures) -> String? {
    var words = ["analyze"]
    for path in files { words.append(path.hasPrefix("-") && path != "-" ? "./\(path)" : path) }
    func add(_ option: String, _ value: String?) {
      // In one word, whatever the value begins with.
      if let value { words.append("--\(option)=\(value)") }
    }
    filter.store.forEach { add("store", $0) }
    filter.status.forEach { add("status", $0) }
    add("from", filter.from)
    add("to", filter.to)
    add("timezone", filter.timezone)
    analysis.query.conditions.forEach { add("where", shown($0)) }
    add("preset", filter.preset)
    add("mapping", filter.mapping)
    filter.fields.forEach { add("fields", $0) }
    filter.type.forEach { add("type", $0) }
    add("negative", filter.negative.map { TypeMeaning($0).name })
    add("amounts", filter.amounts?.rawValue)
    filter.timeFormat.forEach { add("time-format", $0) }
    add("unwind", filter.unwind)
    add("delimiter", filter.delimiter)
    if filter.trim { words.append("--trim") }
    add("input-format", reading.form.inputFormat?.rawValue)
    add("namespace", reading.form.namespace)
    add("records", reading.form.records)
    if reading.form.maxRecord.bytes != InputOptions.defaultMaximumRecordSize {
      add("max-record", "\(reading.form.maxRecord.bytes)")
    }
    add("invalid-utf8", reading.form.invalidUTF8?.rawValue)
    // A page is UTF-8 wherever it is made.
    func quoted(_ word: String) -> String { word.quotedForShell(inASCII: false) }
    let question = words.map(quoted).joined(separator: " ")
    let ranking = analysis.ranking
    var options = by.map { "--by=\($0)" }
    if ranking.column != .awarded { options.append("--sort=\(ranking.column.rawValue)") }
    if ranking.ascending { options.append("--ascending") }
    let ofGroups = options.map { quoted($0) + " " }.joined()
    let ofPage = ranking.skip > 0 ? "--skip \(ranking.skip) " : ""
    let beginning = question.utf8.count > Self.longestCommand ? "analyze …" : question
    // By another key the documents count whose own is none.
    let hasOtherKeys = answer.documents.rejected.user > 0
    return { figures in
      switch figures {
      case .periods, .balance, .categories: if hasOtherKeys { return nil }
      default: break
      }
      return switch figures {
      case .question: question
      case .totals: "\(beginning) \(ofGroups)--format json"
      case .leaders(let count): "\(beginning) \(ofGroups)\(ofPage)--top \(max(count, 1))"
      case .groups(let count):
        "\(beginning) \(ofGroups)\(ofPage)--top \(max(count, 1)) --format csv"
      case .allGroups: "\(beginning) \(ofGroups)--all --format csv"
      case .balances: "\(beginning) \(ofGroups)--sort net --all --format csv"
      case .periods(let unit): "\(beginning) --by \(unit)"
      case .balance(let unit): "\(beginning) --by \(unit) --format csv"
      case .categories(let field): "\(beginning) --by \(field) --all"
      case .rejects: "\(beginning) --rejects rejects.jsonl"
      }
    }
  }

  /// The longest question that every section repeats; of a longer one, with thousands of inputs, only the
  /// definitions have all.
  private static let longestCommand = 300
}
