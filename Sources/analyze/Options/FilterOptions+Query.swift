import ArgumentParser
import LoyaltyAnalytics
import LoyaltyReports

extension FilterOptions {
  /// The question that the options ask.
  ///
  /// - Throws: `ValidationError` that says which option is wrong and what it takes.
  func query(by grouping: String?) throws -> Query {
    var query = Query()
    query.mapping = try fieldMapping()
    query.stores = store
    query.statuses = try statusRule()
    if let grouping { query.grouping = Grouping(grouping) }
    let zone = try Self.naming("--timezone") { try TimeZoneRules(named: timezone) }
    query.timeZone = zone
    query.from = try from.map { text in
      try Self.naming("--from") { try DateBound.lower(text, in: zone) }
    }
    query.until = try to.map { text in
      try Self.naming("--to") { try DateBound.upper(text, in: zone) }
    }
    if let from = query.from, let until = query.until, from >= until {
      throw ValidationError("--from \(self.from ?? "") is not before --to \(to ?? "")")
    }
    query.conditions = try conditions.map { text in
      let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, !parts[0].isEmpty else {
        throw ValidationError("--where \(text): write it as FIELD=VALUE")
      }
      return Query.Condition(field: String(parts[0]), value: String(parts[1]))
    }
    guard query.conditions.count <= Query.maximumConditions else {
      throw ValidationError("--where can be given \(Query.maximumConditions) times at most")
    }
    return query
  }

  /// Turns a value's error into one of the command line that names the option.
  private static func naming<Value>(_ option: String, _ read: () throws -> Value) throws -> Value {
    do {
      return try read()
    } catch {
      throw ValidationError("\(option): \(error)")
    }
  }

  private func statusRule() throws -> StatusRule {
    let names = status.flatMap { $0.split(separator: ",").map(String.init) }
    guard !status.isEmpty else { return .standard }
    guard !names.isEmpty else { throw ValidationError("--status needs a status, or any") }
    return names.contains("any") ? .any : .only(names)
  }

  /// Where the fields are: of the preset, of the file on top of it, of the options on top of both.
  private func fieldMapping() throws -> FieldMapping {
    var result = FieldMapping()
    if let preset {
      guard let known = FieldMapping(preset: preset) else {
        let names = FieldMapping.presetNames
        throw ValidationError(
          "--preset \(preset): it is one of \(names.joined(separator: ", "))"
            + SpellingSuggestion.question(preset, among: names))
      }
      result = known
    }
    if let mapping { try MappingFile(path: mapping).apply(to: &result) }
    for assignment in fields.flatMap({ $0.split(separator: ",") }) {
      let parts = assignment.split(separator: "=", maxSplits: 1).map(String.init)
      guard parts.count == 2 else {
        throw ValidationError(
          "--fields \(assignment): write it as NAME=PATH, such as user=customer.id")
      }
      guard result.setPath(parts[1], for: parts[0]) else {
        throw ValidationError(
          "--fields \(assignment): \(parts[0]) is none of "
            + FieldMapping.names.joined(separator: ", ")
            + SpellingSuggestion.question(parts[0], among: FieldMapping.names))
      }
    }
    for assignment in type {
      // Only the last one: a value may hold others.
      guard let equals = assignment.lastIndex(of: "="), equals > assignment.startIndex,
        let kind = TransactionKind(name: String(assignment[assignment.index(after: equals)...]))
      else {
        throw ValidationError(
          "--type \(assignment): write it as VALUE=award, VALUE=redeem or VALUE=deduct")
      }
      result.types[String(assignment[..<equals])] = kind
    }
    return result
  }
}

extension ResultOptions {
  /// The format that is asked for, or that the output file's name tells, or a table.
  var chosenFormat: ReportFormat {
    format ?? output.flatMap { ReportFormat(pathExtension: $0) } ?? .table
  }

  /// Whether charts go below the result: other programs have no use for them.
  var drawsChart: Bool { chart && chosenFormat == .table }

  /// The order and the part of the result to show: stretches of the calendar in the order of time and
  /// all of them, anything else the first ones by what was awarded, unless told.
  func ranking(of query: Query) throws -> Ranking {
    if let top, top < 0 { throw ValidationError("--top must not be negative") }
    guard skip >= 0 else { throw ValidationError("--skip must not be negative") }
    let isCalendar = query.grouping.calendarUnit != nil
    var ranking = Ranking()
    ranking.column = sort ?? (isCalendar ? .user : .awarded)
    ranking.ascending = ascending
    ranking.skip = skip
    ranking.top = all || top == nil && isCalendar ? nil : top ?? 20
    return ranking
  }
}
