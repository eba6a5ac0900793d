internal import DumpReader
public import LoyaltyAnalytics

extension Report {
  /// A report on the result of a run.
  ///
  ///     let analysis = Analysis(Query())
  ///     var result = try analysis.run(paths: ["dump.bson"])
  ///     let report = Report(result, of: analysis)
  ///     var output = MemoryOutput()
  ///     try ReportFormat.markdown.writer().write(report, rows: &result.rows, to: &output)
  ///     print(output.text)
  ///
  /// - Parameters:
  ///   - result: What the run found out. Its rows are handed to the writer beside the report.
  ///   - analysis: The run.
  public init(_ result: Analysis.Result, of analysis: Analysis) {
    let (query, ranking) = (analysis.query, analysis.ranking)
    self.init(
      groupedBy: query.grouping.names(query.mapping), total: result.total,
      more: result.total - min(ranking.skip, result.total) > result.rows.count,
      totals: result.totals, documents: result.documents, complete: result.isComplete,
      query: Self.question(
        analysis, from: query.from.map { ISO8601.text(milliseconds: $0) },
        // The end of the question is the first instant that is not asked for.
        to: query.until.map { ISO8601.text(milliseconds: $0 == .min ? $0 : $0 - 1) },
        condition: \.description),
      inputs: result.inputs.map {
        InputSummary(
          path: $0.path, format: $0.format, bytes: $0.bytes, bytesSkipped: $0.bytesSkipped,
          bytesPassedOver: $0.passed.count, damage: $0.damage?.reason,
          isUnverified: $0.damage?.isUnverified ?? false, documents: $0.documents)
      },
      ranking: ranking, noun: query.grouping.noun(query.mapping))
    timeZone = query.timeZone
    overview = result.overview
    isByTime = query.grouping.isCalendar
  }

  /// The question, as far as it was chosen.
  ///
  /// - Parameters:
  ///   - from: The first day or instant, as it was given.
  ///   - to: The last one.
  ///   - condition: How a condition is told.
  package static func question(
    _ analysis: Analysis, from: String?, to: String?, condition: (Query.Condition) -> String
  ) -> [QueryEntry] {
    let (query, ranking) = (analysis.query, analysis.ranking)
    let groups = query.grouping.names(query.mapping)
    let statuses: QueryEntry.Value =
      switch query.statuses {
      case .standard: query.mapping.statuses.map { .list($0) } ?? .text("any")
      case .any: .text("any")
      case .only(let names): .list(names)
      }
    return [
      QueryEntry("by", groups.count == 1 ? .text(groups[0]) : .list(groups)),
      QueryEntry("store", query.stores.isEmpty ? .null : .list(query.stores)),
      QueryEntry("status", statuses),
      QueryEntry("from", from.map { .text($0) } ?? .null),
      QueryEntry("to", to.map { .text($0) } ?? .null),
      QueryEntry("timezone", .text(query.timeZone.name)),
      QueryEntry("where", .list(query.conditions.map(condition))),
      QueryEntry("sort", .text(ranking.column.rawValue)),
      QueryEntry("ascending", .flag(ranking.ascending)),
      QueryEntry("skip", .number(ranking.skip)),
      QueryEntry("top", ranking.top.map { .number($0) } ?? .null),
    ]
  }
}
