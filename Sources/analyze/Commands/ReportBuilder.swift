import DumpReader
import LoyaltyAnalytics
import LoyaltyReports

/// Puts the result of a run and the question together to a report.
struct ReportBuilder {
  let answer: Analysis.Result
  let analysis: Analysis
  private let filter: FilterOptions
  private let result: ResultOptions

  init(
    _ answer: Analysis.Result, _ analysis: Analysis, _ filter: FilterOptions,
    _ result: ResultOptions
  ) {
    self.answer = answer
    self.analysis = analysis
    self.filter = filter
    self.result = result
  }

  /// Whether nothing may be told that names a person.
  var hidesNames: Bool { result.pseudonymise != nil }

  /// Everything but the rows.
  var report: Report {
    let ranking = analysis.ranking
    return Report(
      groupedBy: analysis.query.groupName, total: answer.total,
      more: answer.total - min(ranking.skip, answer.total) > answer.rows.count,
      totals: answer.totals, documents: answer.documents, complete: answer.isComplete,
      query: queryEntries,
      inputs: answer.inputs.map {
        InputSummary(
          path: $0.path, format: $0.format, bytes: $0.bytes, bytesSkipped: $0.bytesSkipped,
          bytesPassedOver: $0.passed.count, damage: $0.damage?.reason,
          isUnverified: $0.damage?.isUnverified ?? false)
      },
      ranking: ranking, groupsAreUsers: analysis.query.groupsUsers, notices: notices)
  }

  /// A condition as it was given; without its value where that may tell who somebody is.
  func shown(_ condition: Query.Condition) -> String {
    let isHidden = hidesNames && analysis.query.namesPerson(condition.field)
    return condition.field + condition.comparison.rawValue
      + (isHidden ? "(hidden)" : condition.value)
  }

  /// How the inputs were read, as far as that was chosen.
  private var readingEntries: [QueryEntry] {
    var entries: [QueryEntry] = []
    if let records = analysis.input.records, let path = records.text,
      records.expectation == .always || answer.inputs.contains(where: \.isOfRecords)
    {
      entries.append(QueryEntry("records", .text(path)))
    }
    if analysis.input.invalidUTF8 != .reject {
      entries.append(QueryEntry("invalid_utf8", .text(analysis.input.invalidUTF8.rawValue)))
    }
    return entries
  }

  private var queryEntries: [QueryEntry] {
    let query = analysis.query
    let ranking = analysis.ranking
    let statuses: QueryEntry.Value =
      switch query.statuses {
      case .standard: query.mapping.statuses.map { .list($0) } ?? .text("any")
      case .any: .text("any")
      case .only(let names): .list(names)
      }
    return [
      QueryEntry("by", .text(query.groupName)),
      QueryEntry("store", query.stores.isEmpty ? .null : .list(query.stores)),
      QueryEntry("status", statuses),
      QueryEntry("from", filter.from.map { .text($0) } ?? .null),
      QueryEntry("to", filter.to.map { .text($0) } ?? .null),
      QueryEntry("timezone", .text(query.timeZone.name)),
      QueryEntry("where", .list(query.conditions.map(shown))),
      QueryEntry("sort", .text(ranking.column.rawValue)),
      QueryEntry("ascending", .flag(ranking.ascending)),
      QueryEntry("skip", .number(ranking.skip)),
      QueryEntry("top", ranking.top.map { .number($0) } ?? .null),
    ] + readingEntries
  }
}

extension Query {
  /// Whether the groups are users. Another field that is named with --by is taken for one that users
  /// are told apart by, such as an e-mail.
  var groupsUsers: Bool {
    switch grouping {
    case .user, .field: true
    case .store, .type, .status, .day, .month, .year: false
    }
  }

  /// What the group key is called in the result.
  var groupName: String {
    switch grouping {
    case .user: FieldMapping.firstAlternative(mapping.user)
    case .field(let path): FieldMapping.firstAlternative(path)
    case .store: FieldMapping.firstAlternative(mapping.store)
    case .type: FieldMapping.firstAlternative(mapping.type)
    case .status: FieldMapping.firstAlternative(mapping.status)
    case .day: "day"
    case .month: "month"
    case .year: "year"
    }
  }
}
