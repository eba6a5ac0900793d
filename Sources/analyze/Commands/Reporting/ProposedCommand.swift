import ArgumentParser
import DumpReader
import LoyaltyAnalytics

/// The command line that a proposal makes: the options that differ from the defaults.
///
/// What an option cannot name is left out, and said; where the totals depend on it, there is no
/// command.
struct ProposedCommand {
  /// The words, not quoted; nil when the proposal has nothing to add up, or cannot be written.
  let words: [String]?
  /// What could not be written, in sentences.
  let omissions: [String]

  /// Makes the command line.
  ///
  /// - Parameters:
  ///   - reading: The options of reading that were given, which hold for it as well.
  ///   - files: The inputs as they were given.
  init(_ proposal: MappingProposal, reading: [String], files: [String]) {
    var writer = OptionWriter(proposal)
    let isOpen = proposal.lacksOnlyTypes || !proposal.openRoles.isEmpty
    guard proposal.isComplete || isOpen, let options = writer.options() else {
      (words, omissions) = (nil, writer.omissions)
      return
    }
    let rest = options + reading + files.map(Self.operand)
    guard proposal.isComplete else {
      let command = (["analyze"] + rest).map(\.shellQuoted).joined(separator: " ")
      words = nil
      omissions =
        writer.omissions + [
          "There is no command before that is known. With \(Self.blanks(of: proposal)) it is: "
            + command
        ]
      return
    }
    guard writer.fieldsOfFile.isEmpty else {
      let line = writer.fieldsOfFile.map { "\($0.name) = \(MappingSettings.quoted($0.path))" }
        .joined(separator: ", ")
      let command = (["analyze", "--mapping", "mapping.toml"] + rest).map(\.shellQuoted)
      words = nil
      omissions =
        writer.omissions + [
          "There is no command of options alone: a name has a sign that they cannot have. A file "
            + "mapping.toml can, with the line: fields = { \(line) }",
          "With that file: \(command.joined(separator: " "))",
        ]
      return
    }
    (words, omissions) = (["analyze"] + rest, writer.omissions)
  }

  /// What stands for what is not known.
  private static func blanks(of proposal: MappingProposal) -> String {
    var blanks = proposal.openRoles.map { "one of those fields for \($0.rawValue.uppercased())" }
    if !proposal.openTypes.isEmpty {
      blanks.append("award, redeem, deduct or ignore for each MEANING")
    }
    return blanks.joined(separator: ", and ")
  }

  /// The name of an input as an operand, whatever it begins with. A word of letters alone might be that of
  /// a command.
  private static func operand(_ path: String) -> String {
    let isOption = path.hasPrefix("-") && path != "-"
    let isWord = path.utf8.allSatisfy { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) }
    return isOption || isWord ? "./\(path)" : path
  }
}

/// Writes the options of a proposal.
private struct OptionWriter {
  private let proposal: MappingProposal
  private(set) var omissions: [String] = []
  /// The fields, where only a mapping file can name one that the totals depend on.
  private(set) var fieldsOfFile: [(name: String, path: String)] = []
  private var words: [String] = []
  /// Whether something cannot be written that the totals depend on.
  private var isUnwritable = false

  init(_ proposal: MappingProposal) {
    self.proposal = proposal
  }

  /// Fields without which there are no totals.
  private static let needed: [MappingProposal.Role] = [
    .user, .type, .points, .awarded, .redeemed, .deducted,
  ]

  /// The words; nil where they would not ask what is proposed.
  mutating func options() -> [String]? {
    if let preset = proposal.preset, preset != PresetShape.usualName { add("--preset", preset) }
    addFields()
    addValues()
    if let unwind = proposal.unwind {
      if let path = proposal.plainPath(unwind), FieldMapping.canUnwind(path) {
        add("--unwind", path)
      } else {
        omit(unwind, isNeeded: true)
      }
    }
    if let records = proposal.records {
      if let path = RecordsPath(records).text {
        add("--records", path)
      } else {
        omit(records.joined(separator: "."), isNeeded: true)
      }
    }
    if proposal.isByInput { add("--by", "input") }
    return isUnwritable ? nil : words
  }

  /// Adds an option with its value, in one word where the value looks like an option.
  private mutating func add(_ option: String, _ value: String) {
    if value.hasPrefix("-") {
      words.append("\(option)=\(value)")
    } else {
      words += [option, value]
    }
  }

  /// Says that an option cannot name something.
  private mutating func omit(_ name: String, isNeeded: Bool) {
    if isNeeded { isUnwritable = true }
    omissions.append(
      isNeeded
        ? "There is no command: the name \"\(name)\" cannot be written in an option."
        : "The name \"\(name)\" cannot be written in an option, so that it is left out of the command."
    )
  }

  /// Whether a text stays one line.
  private static func isLine(_ text: String) -> Bool {
    !text.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7F }
  }

  /// Which field is which, where the default has another.
  private mutating func addFields() {
    // A product's preset says so itself.
    if let preset = proposal.preset, preset != PresetShape.usualName { return }
    let usual = FieldMapping()
    var fields: [(name: String, path: String)] = []
    // Those that no option can have, but a file can.
    var others: [(name: String, path: String)] = []
    var needsFile = false
    for role in proposal.openRoles { fields.append((role.rawValue, role.rawValue.uppercased())) }
    for assignment in proposal.assignments {
      let role = assignment.role
      if role == .status, proposal.statuses == nil { continue }
      let paths = ([assignment.path] + assignment.alternatives).map(proposal.plainPath)
      guard usual.path(for: role.rawValue) != paths[0] || paths.count > 1 else { continue }
      // A comma ends a path, a bar parts alternatives.
      let isNeeded = Self.needed.contains(role) || dependsOn(role)
      guard paths.allSatisfy({ $0?.utf8.contains(UInt8(ascii: "|")) == false }) else {
        omit(assignment.path, isNeeded: isNeeded)
        continue
      }
      let path = paths.compactMap(\.self).joined(separator: "|")
      if path.utf8.contains(UInt8(ascii: ",")) || !Self.isLine(path) {
        others.append((role.rawValue, path))
        needsFile = needsFile || isNeeded
      } else {
        fields.append((role.rawValue, path))
      }
    }
    if needsFile {
      fieldsOfFile = fields + others
    } else {
      for other in others { omit(other.path, isNeeded: false) }
      if !fields.isEmpty {
        add("--fields", fields.map { "\($0.name)=\($0.path)" }.joined(separator: ","))
      }
    }
  }

  /// Whether what counts depends on a field that could be done without.
  private func dependsOn(_ role: MappingProposal.Role) -> Bool {
    guard role == .status, case .only? = proposal.statuses else { return false }
    return true
  }

  /// What the values mean.
  private mutating func addValues() {
    let usual = FieldMapping()
    let isUsual = proposal.preset == nil || proposal.preset == PresetShape.usualName
    for (value, meaning) in proposal.types {
      if isUsual, usual.types[value] == meaning { continue }
      if value == "*" || !Self.isLine(value) {
        omissions.append(
          "What \"\(value)\" means cannot be written in an option: such documents are left out.")
      } else {
        add("--type", "\(value)=\(meaning.name)")
      }
    }
    for open in proposal.openTypes where open.value != "*" && Self.isLine(open.value) {
      add("--type", "\(open.value)=MEANING")
    }
    if let kind = proposal.anyType { add("--type", "*=\(TypeMeaning(kind).name)") }
    if let kind = proposal.negative { add("--negative", TypeMeaning(kind).name) }
    addStatuses()
    for condition in proposal.conditions { addCondition(condition.path, "=", condition.value) }
    for exclusion in proposal.exclusions { addCondition(exclusion.path, "!=", exclusion.value) }
    if let amounts = proposal.amounts { add("--amounts", amounts.rawValue) }
    if proposal.trimsTexts { words.append("--trim") }
    for format in proposal.timeFormats { add("--time-format", format) }
  }

  /// Which statuses count. Those that the option would take for several, or for all, are told from the
  /// others by conditions.
  private mutating func addStatuses() {
    switch proposal.statuses {
    case .only(let statuses)?
    where statuses.contains { $0 == "any" || $0.contains(",") || !Self.isLine($0) }:
      add("--status", "any")
      guard let path = proposal.path(.status) else { return }
      for status in proposal.leftOut { addCondition(path, "!=", status) }
    case .only(let statuses)?: add("--status", statuses.joined(separator: ","))
    case .any?: add("--status", "any")
    case .standard?, nil: break
    }
  }

  private mutating func addCondition(_ path: String, _ comparison: String, _ value: String) {
    // The first sign that compares ends the path.
    guard let name = proposal.plainPath(path), !name.contains(where: { "=<>!".contains($0) }),
      !name.isEmpty, Self.isLine(name), Self.isLine(value)
    else {
      omit(path, isNeeded: true)
      return
    }
    add("--where", name + comparison + value)
  }
}
