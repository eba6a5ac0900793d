import DumpReader
import LoyaltyAnalytics

/// The command line that a proposal makes: the options that differ from the defaults.
struct ProposedCommand {
  /// The words, not quoted.
  let words: [String]

  /// Makes the command line.
  ///
  /// - Parameters:
  ///   - reading: The options of reading that were given, which hold for it as well.
  ///   - files: The inputs as they were given.
  /// - Returns: nil when the proposal has nothing to add up.
  init?(_ proposal: MappingProposal, reading: [String], files: [String]) {
    guard proposal.isComplete else { return nil }
    var words = ["analyze"]
    if let preset = proposal.preset {
      if preset != "default" { words += ["--preset", preset] }
    } else {
      words += Self.fields(proposal)
      words += Self.values(proposal)
    }
    if let unwind = proposal.unwind { words += ["--unwind", Self.path(unwind)] }
    if let records = proposal.records {
      guard let path = RecordsPath(records).text else { return nil }
      words += ["--records", path]
    }
    if proposal.isByInput { words += ["--by", "input"] }
    words += reading
    if files.contains(where: { $0.hasPrefix("-") && $0 != "-" }) { words.append("--") }
    self.words = words + files
  }

  /// Which field is which, where the default has another.
  private static func fields(_ proposal: MappingProposal) -> [String] {
    let usual = FieldMapping()
    let defaults: [MappingProposal.Role: String] = [
      .user: usual.user, .email: usual.email, .firstName: usual.firstName,
      .lastName: usual.lastName, .type: usual.type, .points: usual.points,
      .status: usual.status, .store: usual.store, .time: usual.time,
    ]
    var fields: [String] = []
    for assignment in proposal.assignments {
      if assignment.role == .status, proposal.statuses == nil { continue }
      let path = path(assignment.path)
      if defaults[assignment.role] != path { fields.append("\(assignment.role.rawValue)=\(path)") }
    }
    return fields.isEmpty ? [] : ["--fields", fields.joined(separator: ",")]
  }

  /// A path as the options take it: elements of an array are read by the array's path.
  private static func path(_ path: String) -> String { path.replacing("[]", with: "") }

  /// What the values mean.
  private static func values(_ proposal: MappingProposal) -> [String] {
    var words: [String] = []
    let usual = FieldMapping()
    for (value, meaning) in proposal.types {
      if usual.types[value] == meaning { continue }
      words += ["--type", "\(value)=\(meaning.name)"]
    }
    if let kind = proposal.anyType { words += ["--type", "*=\(TypeMeaning(kind).name)"] }
    if let kind = proposal.negative { words += ["--negative", TypeMeaning(kind).name] }
    switch proposal.statuses {
    case .only(let statuses)?: words += ["--status", statuses.joined(separator: ",")]
    case .any?: words += ["--status", "any"]
    case .standard?, nil: break
    }
    for exclusion in proposal.exclusions {
      words += ["--where", "\(path(exclusion.path))!=\(exclusion.value)"]
    }
    if let amounts = proposal.amounts { words += ["--amounts", amounts.rawValue] }
    for format in proposal.timeFormats { words += ["--time-format", format] }
    return words
  }
}
