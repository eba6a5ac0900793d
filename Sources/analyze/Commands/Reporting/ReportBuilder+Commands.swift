import DumpReader
import LoyaltyAnalytics
import LoyaltyReports

/// The command lines that a page names, so that each of its figures can be had again.
extension ReportBuilder {
  /// The question of the run as a command line, made of what was asked and not of how it was asked:
  /// nothing of threads, memory or messages, so that the same page comes of each of them.
  func commands(files: [String], reading: ReadingOptions, by: [String]) -> Report.Commands {
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
    add("input-format", reading.inputFormat?.rawValue)
    add("namespace", reading.namespace)
    add("records", reading.records)
    if reading.maxRecord.bytes != InputOptions.defaultMaximumRecordSize {
      add("max-record", "\(reading.maxRecord.bytes)")
    }
    add("invalid-utf8", reading.invalidUTF8?.rawValue)
    let question = words.map(\.shellQuoted).joined(separator: " ")
    var groups: [String] = []
    by.forEach { groups.append("--by=\($0)") }
    let ranking = analysis.ranking
    if ranking.column != .awarded { groups.append("--sort=\(ranking.column.rawValue)") }
    if ranking.ascending { groups.append("--ascending") }
    return Report.Commands(
      question: question,
      groups: ([question] + groups.map(\.shellQuoted)).joined(separator: " "))
  }
}
