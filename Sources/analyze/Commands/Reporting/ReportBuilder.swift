import DumpReader
import LoyaltyAnalytics
import LoyaltyReports

/// Puts the result of a run and the question together to a report.
struct ReportBuilder {
  let answer: Analysis.Result
  let analysis: Analysis
  let filter: FilterOptions
  private let result: ResultOptions
  /// Whether a group has a key; nil where the rows still tell.
  let hasKeys: Bool?

  init(
    _ answer: Analysis.Result, _ analysis: Analysis, _ filter: FilterOptions,
    _ result: ResultOptions, hasKeys: Bool? = nil
  ) {
    self.hasKeys = hasKeys
    self.answer = answer
    self.analysis = analysis
    self.filter = filter
    self.result = result
  }

  /// Whether nothing may be told that names a person.
  var hidesNames: Bool { result.groups.pseudonymise != nil }

  /// Everything but the rows.
  var report: Report {
    var report = Report(answer, of: analysis)
    report.query = queryEntries
    report.notices = notices
    report.version = Version.number
    return report
  }

  /// A condition as it was given; without its value where that may tell who somebody is.
  func shown(_ condition: Query.Condition) -> String {
    let isHidden = hidesNames && analysis.query.namesPerson(condition.field)
    return condition.field + condition.comparison.rawValue
      + (isHidden ? "(hidden)" : condition.value)
  }

  /// Where the rows were read from; nil where that was not within an object.
  private var records: String? {
    guard let records = analysis.input.records,
      records.expectation == .always || answer.inputs.contains(where: \.isOfRecords)
    else { return nil }
    return records.text
  }

  /// The question, as far as that was chosen.
  private var queryEntries: [QueryEntry] {
    Report.question(analysis, from: filter.from, to: filter.to, condition: shown) + layoutEntries
  }

  /// Where the dump has what, and how it is written.
  private var layoutEntries: [QueryEntry] {
    let query = analysis.query
    let mapping = query.mapping
    return [
      QueryEntry("preset", filter.preset.map { .text($0) } ?? .null),
      QueryEntry("mapping", filter.mapping.map { .text($0) } ?? .null),
      QueryEntry("namespace", analysis.input.namespace.map { .text($0) } ?? .null),
      QueryEntry("records", records.map { .text($0) } ?? .null),
      QueryEntry("unwind", mapping.unwind.map { .text($0) } ?? .null),
    ] + (query.dedupes ? [QueryEntry("dedupe", .flag(true))] : []) + [
      QueryEntry(
        "fields",
        .object(
          FieldMapping.names.compactMap { name in
            mapping.path(for: name).map { QueryEntry(name, .text($0)) }
          })),
      QueryEntry(
        "types",
        .object(mapping.types.entries.map { QueryEntry($0.value, .text($0.meaning.name)) })),
      QueryEntry("negative", mapping.negative.map { .text($0.name) } ?? .null),
      QueryEntry("amounts", .text(query.amounts.rawValue)),
      QueryEntry("time_format", .list(query.timeFormats.map(\.text))),
      QueryEntry(
        "delimiter",
        mapping.delimiter.map { .text(String(Character(Unicode.Scalar($0)))) } ?? .null),
      QueryEntry("trim", .flag(mapping.trimsTexts)),
      QueryEntry("invalid_utf8", .text(analysis.input.invalidUTF8.rawValue)),
    ]
  }
}
