import DumpReader
import LoyaltyAnalytics

extension ReportBuilder {
  /// What has to be said loudly: that nothing was counted, or that nothing has the key.
  var notices: [String] { twins + surroundings + (envelope.map { [$0] } ?? countNotices) }

  /// That nothing was counted because the rows are inside of one object, and how to read them.
  private var envelope: String? {
    guard answer.documents.counted == 0, answer.documents.read == answer.inputs.count,
      !answer.inputs.isEmpty,
      let path = answer.inputs[0].recordsPath, let text = RecordsPath(path).text,
      answer.inputs.allSatisfy({ $0.recordsPath == path })
    else { return nil }
    // A key of the object may be somebody's address.
    guard !hidesNames || path.isEmpty else {
      return "Nothing was counted: the input is one object, and the rows are within it, at a path "
        + "that is not shown with --pseudonymise; --records reads them."
    }
    let place = path.isEmpty ? "are its values" : "are in \"\(text)\""
    return "Nothing was counted: the input is one object, and the rows \(place). "
      + "--records \(text.shellQuoted) reads them" + (path.isEmpty ? userOfKeys : ".")
  }

  /// What makes the keys of a map to a field of the rows.
  private var userOfKeys: String {
    let input = Advice.Input(path: answer.inputs.count == 1 ? answer.inputs[0].path : "-")
    return "; "
      + input.filtered(
        by: "jq -c 'to_entries[] | {user_id:.key} + .value'",
        to: "where the keys are those of users, put them into the rows")
  }

  /// What stood around the documents and was passed over.
  private var surroundings: [String] {
    answer.inputs.compactMap { input in
      let passed = input.passed
      guard passed.count > 0, let line = passed.first, !line.isEmpty else { return nil }
      let bytes = passed.count == 1 ? "1 byte" : "\(passed.count.grouped) bytes"
      return "\(input.displayName): passed over \(bytes) of text around the documents"
        + (hidesNames ? "" : ", beginning with: \(line)")
    }
  }

  private var countNotices: [String] {
    guard answer.documents.read > 0 else {
      return answer.inputs.contains { !$0.isEmpty } ? ["There is no document in the input."] : []
    }
    return (answer.documents.counted == 0 ? nothingCounted : nothingKeyed) + letterCase
      + strangeTimes + withoutID
  }

  /// A field of the key that no counted document has.
  private struct MissingField {
    var grouping: Grouping
    var path: String
    /// How to name another one.
    var options: String
    /// What is not in it.
    var what = "a value"
  }

  /// The fields of the key that are missing in all that was counted: of a key of one field where there
  /// is one group without a key.
  private var missingFields: [MissingField] {
    guard answer.documents.counted > 0 else { return [] }
    let parts = analysis.query.grouping.parts
    if parts.count > 1 {
      return parts.indices.filter { !answer.keyPartsSeen.contains($0) }
        .compactMap { missingField(parts[$0]) }
    }
    guard hasKeys != nil || answer.total == 1, !answer.hasNullKeys, !keysAreThere else {
      return []
    }
    return parts.compactMap(missingField)
  }

  /// Whether the first group has a key.
  private var keysAreThere: Bool {
    if let hasKeys { return hasKeys }
    // This copy leaves the rows as they are.
    var rows = answer.rows
    // Of a group that --skip or --top leaves out nothing is known.
    guard let row = try? rows.next() else { return true }
    return row.key.kind != .null
  }

  private func missingField(_ part: Grouping) -> MissingField? {
    let mapping = analysis.query.mapping
    func field(_ path: String, _ options: String) -> MissingField {
      MissingField(grouping: part, path: path, options: options)
    }
    switch part {
    case .user: return field(mapping.user, "--by, or --fields user=…")
    case .field(let path): return field(path, "--by")
    case .store: return field(mapping.store, "--fields store=…")
    case .type: return field(mapping.type, "--fields type=…")
    case .status: return field(mapping.status, "--fields status=…")
    case .calendar:
      var time = field(mapping.time, "--fields time=…")
      time.what = "a time"
      return time
    case .input, .combination: return nil
    }
  }

  /// Stores, statuses and times may be missing everywhere; that is told.
  private var nothingKeyed: [String] {
    missingFields.map { field in
      "No counted document has \(field.what) in \"\(field.path)\"; name the field with "
        + field.options
    }
  }

  /// Why there is no result where a field is named, for the user or by `--by`, that no document has:
  /// it is not what was meant. The nearest one is named; where none is near, all that there are.
  ///
  /// - Parameters:
  ///   - fields: What there is; nil when that cannot or must not be told.
  ///   - other: The other side of a comparison, in which the field must be missing as well.
  /// - Returns: Sentences; nil when all is well.
  func unknownField(_ fields: UnfitMapping?, alsoIn other: ReportBuilder? = nil) -> [String]? {
    let others = other?.missingFields.map(\.grouping)
    let isNamed = missingFields.first { field in
      switch field.grouping {
      case .user, .field: others?.contains(field.grouping) ?? true
      default: false
      }
    }
    guard let field = isNamed else { return nil }
    let reason = "no counted document has a field \"\(field.path)\""
    let seen = fields?.seen
    // Documents have it, though none that counts.
    if let seen, FieldMapping.alternatives(field.path).contains(where: seen.names.contains) {
      return nil
    }
    // What is in no document would lead here again.
    let known = (seen?.names ?? mappedPaths).filter { $0 != field.path && !$0.contains("[]") }
    let groups = field.grouping == .user ? [] : Grouping.named.map(\.word)
    if let near = SpellingSuggestion.nearest(to: field.path, among: groups + known) {
      return [reason + "; did you mean \(option(for: field, naming: near))?"]
    }
    return [reason + "; name the field with \(field.options)"] + (seen?.sentences ?? [])
  }

  /// The option that puts a path in the place of a field that is missing, with all else that it names.
  private func option(for field: MissingField, naming path: String) -> String {
    guard case .field = field.grouping else { return "--fields user=\(path.shellQuoted)" }
    let parts = analysis.query.grouping.parts.map { $0 == field.grouping ? Grouping(path) : $0 }
    return "--by " + Grouping.combination(parts).word.shellQuoted
  }

  /// The fields that are read.
  private var mappedPaths: [String] {
    let mapping = analysis.query.mapping
    return FieldMapping.names.compactMap { mapping.path(for: $0) }
      .flatMap(FieldMapping.alternatives)
  }

  /// Why nothing was counted: which filter it was, what there is, what to do.
  private var nothingCounted: [String] {
    let documents = answer.documents
    let excluded = documents.excluded.total
    let rejected = documents.rejected.total
    guard excluded > 0 else {
      return ["No document could be used: all of them were rejected."]
    }
    var opening =
      "Nothing was counted: \(excluded.grouped) "
      + (excluded == 1 ? "\(noun) was left out" : "\(noun)s were left out")
    if rejected > 0 { opening += ", \(rejected.grouped) rejected" }
    // A filter is only to blame when it took more than damage did.
    let causes = causes.filter { $0.count > 0 }
    guard let worst = causes.indices.max(by: { causes[$0].count < causes[$1].count }),
      causes[worst].count >= rejected
    else {
      return [opening + "."]
    }
    // The one that took the most, and the one that took what the others had left.
    let blamed = Set([worst, causes.count - 1]).sorted()
    return [opening + "."] + blamed.map { sentence(causes[$0]) }
  }

  /// What is counted: the elements of an array, where one is unwound.
  private var noun: String { answer.documents.unwound == nil ? "document" : "transaction" }

  /// A filter that left documents out.
  private struct Cause {
    var count: Int
    /// What is not so of any document, such as "has a type that is known".
    var predicate: String
    /// What there is, and which option to use, in sentences.
    var advice: String
  }

  private func sentence(_ cause: Cause) -> String {
    let subject =
      switch cause.count {
      case answer.documents.read: "No \(noun)"
      case 1: "Of 1 \(noun) none"
      default: "Of \(cause.count.grouped) \(noun)s none"
      }
    return "\(subject) \(cause.predicate). \(cause.advice)"
  }

  private var causes: [Cause] {
    let mapping = analysis.query.mapping
    let documents = answer.documents
    let excluded = documents.excluded
    return [
      Cause(
        count: excluded.empty, predicate: "has an element at \(mapping.unwind ?? "")",
        advice: "Name the array of transactions with --unwind."),
      Cause(
        count: excluded.store,
        predicate: "has the store asked for by --store: "
          + analysis.query.stores.map(shownValue).joined(separator: ", "),
        advice: "Stores seen in \(mapping.store): \(seen(answer.stores))."
          + (blanks(answer.stores).map { " " + $0 } ?? "")),
      Cause(
        count: excluded.status, predicate: statusPredicate,
        advice: "Statuses seen in \(mapping.status): \(seen(documents.statuses)). "
          + (blanks(documents.statuses)
            ?? "Choose some with --status, or take all with --status any.")),
      Cause(
        count: excluded.time, predicate: timePredicate, advice: timesSeen),
      Cause(
        count: excluded.where,
        predicate: "meets the conditions of --where: "
          + analysis.query.conditions.map(shown).joined(separator: ", "),
        advice: conditionsSeen),
      Cause(
        count: excluded.type, predicate: "has a type that is known",
        advice: "Types seen in \(mapping.type): \(seen(documents.types))."
          + (blanks(documents.types).map { " " + $0 }
            ?? (hasTypeVariants
              ? ""
              : " Say what each means with --type VALUE=award, redeem or deduct, or name the field with "
                + "--fields type=…"))
      ),
    ]
  }

  private var timePredicate: String {
    switch (filter.from, filter.to) {
    case (let from?, let to?): "lies between --from \(from) and --to \(to)"
    case (let from?, nil): "lies on or after --from \(from)"
    case (nil, let to?): "lies before the end of --to \(to)"
    case (nil, nil): "lies in that time"
    }
  }

  private var statusPredicate: String {
    if case .only(let names) = analysis.query.statuses {
      let shown = names.map(shownValue).joined(separator: ", ")
      return "has the status asked for by --status: " + shown
    }
    return "has a status that counts"
  }

  /// A value that was asked for, in quotes where it would not be seen.
  private func shownValue(_ value: String) -> String {
    value.first?.isWhitespace == true || value.last?.isWhitespace == true ? "\"\(value)\"" : value
  }

  /// The most frequent values, with their counts.
  private func seen(_ values: [ValueCount]) -> String {
    let shown = values.prefix(8).map {
      "\($0.quotedWhereNeeded) (\($0.count.grouped))"
    }
    return shown.joined(separator: ", ") + (values.count > shown.count ? ", …" : "")
  }

  /// What to do about blanks around values, which no option can name.
  private func blanks(_ values: [ValueCount]) -> String? {
    let count = values.reduce(0) { $0 + ($1.hasBlanksAround ? $1.count : 0) }
    guard !analysis.query.mapping.trimsTexts, count > 0,
      2 * count >= values.reduce(0, { $0 + $1.count })
    else { return nil }
    return "There are blanks around the values; --trim takes them off."
  }

  private var timesSeen: String {
    guard let range = answer.excludedTimes else {
      return "None has a time in \(analysis.query.mapping.time); name the field with "
        + "--fields time=…"
    }
    return "Times seen in \(analysis.query.mapping.time): from "
      + "\(ISO8601.text(milliseconds: range.lowerBound)) to \(ISO8601.text(milliseconds: range.upperBound))."
  }

  /// What the fields of the conditions hold instead, in the order of the conditions.
  private var conditionsSeen: String {
    var fields: [String] = []
    for condition in analysis.query.conditions where !fields.contains(condition.field) {
      fields.append(condition.field)
    }
    return fields.compactMap { field in
      answer.conditions[field].map { values in
        // Any field may tell who somebody is.
        hidesNames
          ? "What \(field) holds is not shown with --pseudonymise."
          : "Values seen in \(field): \(seen(values))."
      }
    }.joined(separator: " ")
  }
}
