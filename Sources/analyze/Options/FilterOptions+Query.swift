import ArgumentParser
import DumpReader
import LoyaltyAnalytics
import LoyaltyReports

extension FilterOptions {
  /// The question that the options ask.
  ///
  /// - Throws: `ValidationError` that says which option is wrong and what it takes.
  ///
  /// - Parameter groups: What `--by` names, once or several times.
  func query(by groups: [String]) throws -> Query {
    try query(by: groups, settings())
  }

  /// The question that the options ask, with what they, a preset and a mapping file say.
  func query(by groups: [String], _ settings: MappingSettings) throws -> Query {
    var query = Query()
    query.mapping = settings.fields
    query.stores = settings.stores
    query.statuses = try Self.statusRule(settings.statuses)
    if !groups.isEmpty { query.grouping = try GroupingWords(groups).grouping(query.mapping) }
    let zone = try Self.naming("--timezone") {
      try TimeZoneRules(named: settings.timezone ?? "UTC")
    }
    query.timeZone = zone
    query.amounts = settings.amounts ?? .numbers
    query.timeFormats = try settings.timeFormats.map { text in
      try Self.naming("--time-format") { try TimeFormat(text) }
    }
    query.from = try from.map { text in
      try Self.naming("--from") { try DateBound.lower(text, in: zone) }
    }
    query.until = try to.map { text in
      try Self.naming("--to") { try DateBound.upper(text, in: zone) }
    }
    if let from = query.from, let until = query.until, from >= until {
      throw ValidationError("--from \(self.from ?? "") is not before --to \(to ?? "")")
    }
    query.dedupes = settings.dedupes
    if query.dedupes { try Self.checkID(query.mapping) }
    query.conditions = try settings.conditions.map { try Self.condition($0, in: zone) }
    guard query.conditions.count <= Query.maximumConditions else {
      throw ValidationError("--where can be given \(Query.maximumConditions) times at most")
    }
    guard query.fieldCount <= Query.maximumFields else {
      throw ValidationError(
        "--fields and --where name \(query.fieldCount) fields with all alternatives; "
          + "\(Query.maximumFields) can be looked at")
    }
    return query
  }

  /// Refuses an id that is in the elements of an array: documents are told apart, not their elements.
  private static func checkID(_ mapping: FieldMapping) throws {
    guard let unwind = mapping.unwind, mapping.hasElementID else { return }
    throw ValidationError(
      "--dedupe tells documents apart, and the id \(mapping.id) is within \(unwind), which --unwind "
        + "takes apart; name a field of the document with --fields id=PATH")
  }

  private static func condition(
    _ text: String, in zone: TimeZoneRules
  ) throws -> Query.Condition {
    // A message may go where values must not.
    let hides = Arguments.hideNames
    guard let condition = Query.Condition(text) else {
      throw ValidationError(
        "--where \(hides ? "(hidden)" : text): write it as FIELD=VALUE, or with !=, <, <=, >, >=")
    }
    guard condition.isComparable(in: zone) else {
      throw ValidationError(
        "--where \(condition.field)\(condition.comparison.rawValue)"
          + "\(hides ? "(hidden)" : condition.value): \(condition.comparison.rawValue) compares "
          + "numbers and times, and \(hides ? "that" : "'\(condition.value)'") is neither; write a date as 2014-07-01"
      )
    }
    return condition
  }

  /// What a preset, a mapping file on top of it, and the options on top of both say of the dump.
  func settings() throws -> MappingSettings {
    var settings = MappingSettings()
    if let preset {
      guard let known = Preset.all.first(where: { $0.name == preset }) else {
        let names = Preset.names
        throw ValidationError(
          "--preset \(preset): it is one of \(names.joined(separator: ", "))"
            + SpellingSuggestion.question(preset, among: names))
      }
      try MappingFile(preset: known).apply(to: &settings)
      // Of a preset's forms not all have an object around the rows.
      settings.records?.expectation = .whereArray
    }
    if let mapping { try MappingFile(path: mapping).apply(to: &settings) }
    for assignments in fields {
      try Self.spacing("--fields") { () throws(AssignmentError) in
        try settings.fields.setPaths(assignments)
      }
    }
    try setTypes(&settings.fields)
    if let delimiter {
      guard let known = Delimiter(delimiter) else {
        throw ValidationError("--delimiter " + Delimiter.takes)
      }
      settings.fields.delimiter = known.byte
    }
    if trim { settings.fields.trimsTexts = true }
    if dedupe { settings.dedupes = true }
    if let unwind {
      guard FieldMapping.canUnwind(unwind) else {
        throw ValidationError("--unwind \(unwind): it takes the path of one array, such as items")
      }
      settings.fields.unwind = unwind
    }
    if let negative { settings.fields.negative = negative }
    if let amounts { settings.amounts = amounts }
    if !timeFormat.isEmpty { settings.timeFormats = timeFormat }
    if let timezone { settings.timezone = timezone }
    if !store.isEmpty { settings.stores = store }
    if !status.isEmpty { settings.statuses = status }
    settings.conditions += conditions
    return settings
  }

  /// Adds what types mean; what a mapping says of them gives way.
  private func setTypes(_ fields: inout FieldMapping) throws {
    // By bytes: values that only look alike are two.
    var given: [[UInt8]: String] = [:]
    for assignment in type {
      try Self.spacing("--type") { () throws(AssignmentError) in try fields.setType(assignment) }
      let end = assignment.lastIndex(of: "=") ?? assignment.endIndex
      let value = Array(assignment[..<end].utf8)
      if let other = given[value], !other.utf8.elementsEqual(assignment.utf8) {
        throw ValidationError("--type \(assignment) contradicts --type \(other)")
      }
      given[value] = assignment
    }
  }

  /// Puts the option in front of what is wrong with its value.
  private static func spacing(
    _ option: String, _ read: () throws(AssignmentError) -> Void
  ) throws {
    do throws(AssignmentError) {
      try read()
    } catch {
      throw ValidationError("\(option) \(error)")
    }
  }

  /// Turns a value's error into one of the command line that names the option.
  private static func naming<Value>(_ option: String, _ read: () throws -> Value) throws -> Value {
    do {
      return try read()
    } catch {
      throw ValidationError("\(option): \(error)")
    }
  }

  private static func statusRule(_ status: [String]) throws -> StatusRule {
    let names = status.flatMap { $0.split(separator: ",").map(String.init) }
    guard !status.isEmpty else { return .standard }
    guard !names.isEmpty else { throw ValidationError("--status needs a status, or any") }
    guard names.contains("any") else { return .only(names) }
    guard Set(names).count == 1 else {
      throw ValidationError(
        "--status any counts every document; the other statuses contradict it: leave them out, or any"
      )
    }
    return .any
  }
}

extension ResultOptions {
  /// The format that is asked for, or that the output file's name tells, or a table.
  var chosenFormat: ReportFormat {
    format ?? output.flatMap { ReportFormat(pathExtension: $0) } ?? .table
  }

  /// How many groups are shown without `--top`: a screen of them, and what a page can hold.
  private static let tableRows = 20
  private static let pageRows = 1000

  /// Whether charts go below the result: other programs have no use for them.
  var drawsChart: Bool { chart && chosenFormat == .table }

  /// The order and the part of the result to show: stretches of the calendar in the order of time and
  /// all of them, anything else the first ones by what was awarded, unless told.
  func ranking(of query: Query) throws -> Ranking {
    if let top = groups.top, top < 0 { throw ValidationError("--top must not be negative") }
    if groups.all, groups.top != nil {
      throw ValidationError("--top and --all contradict each other")
    }
    guard groups.skip >= 0 else { throw ValidationError("--skip must not be negative") }
    let isCalendar = query.grouping.isCalendar
    var ranking = Ranking()
    ranking.column = groups.sort ?? (isCalendar ? .user : .awarded)
    ranking.ascending = groups.ascending
    ranking.skip = groups.skip
    let usual = chosenFormat == .html ? Self.pageRows : Self.tableRows
    ranking.top = groups.all || groups.top == nil && isCalendar ? nil : groups.top ?? usual
    return ranking
  }
}
