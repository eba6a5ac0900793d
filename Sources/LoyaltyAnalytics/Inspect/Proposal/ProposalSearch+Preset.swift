internal import DumpReader

// A preset that fits says most of it; what it does not say of this dump has to be said beside it.
extension ProposalSearch {
  /// Takes what a preset reads in place of what was guessed, and keeps of the guess what the preset
  /// does not say: amounts and times in text, signs, statuses, flags, and types that it does not know.
  mutating func take(_ preset: PresetShape, _ records: [String]?) {
    let guess = proposal
    proposal = MappingProposal()
    proposal.unwind = guess.unwind
    proposal.conditions = guess.conditions
    proposal.records = records
    proposal.preset = preset.name
    proposal.trimsTexts = isTrimmed
    proposal.isComplete = true
    // It says so itself.
    if let path = preset.records, RecordsPath(path)?.names == records { proposal.records = nil }
    if preset.unwind != nil { proposal.unwind = nil }
    for role in MappingProposal.Role.allCases {
      guard let field = candidate(preset.fields[role.rawValue] ?? []) else { continue }
      proposal.assign(
        role, field.path, "as in the preset \(preset.name), \(share(field))")
    }
    if proposal.path(.user) == nil {
      proposal.isByInput = true
      proposal.choices.append(
        "No field says whose points they are: the totals are those of each input.")
    }
    decideAmounts(of: preset)
    if preset.negative == .award {
      proposal.choices.append(
        "Amounts below zero are awarded, and those above zero take away: so the preset "
          + "\(preset.name) has it.")
    }
    if preset.timeFormats.isEmpty, let time = candidate(preset.fields["time"] ?? []) {
      decideTime(time)
    }
    decideFlags(except: preset)
    decideStatus(of: preset)
    guard preset.name == PresetShape.usualName else { return }
    // Not read by their usual names.
    for assignment in guess.assignments
    where [.time, .store, .email, .firstName, .lastName].contains(assignment.role)
      && proposal.path(assignment.role) == nil
    {
      proposal.assign(assignment.role, assignment.path, assignment.reason)
      if assignment.role == .time { proposal.timeFormats = guess.timeFormats }
    }
    sortAssignments()
  }

  /// The first of some paths that there is.
  func candidate(_ paths: [String]) -> Inspection.Field? {
    let candidates = candidates
    for path in paths {
      if let field = candidates.first(where: { plainPath($0) == path }) { return field }
    }
    return nil
  }

  /// Says how amounts are written, what those below zero are, and what types mean that the preset
  /// does not know.
  private mutating func decideAmounts(of preset: PresetShape) {
    let paths = ["points", "awarded", "redeemed", "deducted"].flatMap { preset.fields[$0] ?? [] }
    let columns = candidates.filter { paths.contains(plainPath($0)) }
    let reading = format(of: columns, beside: preset.amounts)
    // Amounts are looked at as they will be read.
    proposal.amounts = reading.format ?? preset.amounts
    defer { proposal.amounts = reading.format }
    if reading.isAmbiguous { tellOfMarks(columns) }
    let isSigned = preset.negative == nil && columns.contains(where: self.isSigned)
    if let type = candidate(preset.fields["type"] ?? []), !preset.types.isEmpty,
      let amount = columns.first
    {
      decideTypes(
        type, amount: amount, user: candidate(preset.fields["user"] ?? []), beside: preset)
    }
    proposal.negative = isSigned ? proposal.negative ?? .redeem : nil
    if let kind = proposal.negative {
      let names = columns.filter(self.isSigned).map(\.path).joined(separator: ", ")
      tellOfSigns("Amounts below zero in \(names)", kind)
    }
  }

  /// How the amounts have to be read where the preset's way leaves some out; nil where it does not, or
  /// where no other way reads more.
  private func format(
    of columns: [Inspection.Field], beside known: AmountFormat?
  ) -> (format: AmountFormat?, isAmbiguous: Bool) {
    let texts = columns.flatMap(values).compactMap(\.text)
    func count(_ format: AmountFormat) -> Int {
      // Without a word of it only tables have numbers in text.
      if format == .numbers, !isTable { return 0 }
      return texts.count { Self.amount($0, as: format) != nil }
    }
    let usual = known ?? .numbers
    let found = format(of: columns)
    guard count(usual) < texts.count else {
      guard known == nil else { return (nil, false) }
      return (found.format == .comma ? .comma : nil, found.isAmbiguous)
    }
    guard let format = found.format, format != usual, count(format) > count(usual) else {
      return (nil, false)
    }
    return found
  }

  /// Says which documents the status leaves out: the preset's list where it has one of its own, else
  /// as without a preset.
  private mutating func decideStatus(of preset: PresetShape) {
    guard preset.name == PresetShape.usualName else {
      tellOfStatuses(leftOutBy: preset)
      return
    }
    let before = proposal
    if let field = usualStatus {
      if !decide(status: field) { countAll(field) }
      proposal.assignments = before.assignments
      if isLeftToTheList(field) {
        // The list says so itself.
        let left = proposal.leftOut
        proposal = before
        tellOfStatuses(left, in: field)
        tellOfNoStatus(field)
      }
    } else if let field = findStatus() ?? findStatusByWords(), decide(status: field),
      proposal.leftOut.isEmpty
    {
      // Nothing depends on it.
      proposal = before
    }
    sortAssignments()
  }

  /// Whether the usual list of statuses has all that counts in a field.
  private func isLeftToTheList(_ field: Inspection.Field) -> Bool {
    if proposal.statuses == .standard { return true }
    guard let values = field.values, !proposal.leftOut.isEmpty else { return false }
    let rest = values.map(\.text).filter { !proposal.leftOut.contains($0.plain) }
    if rest.contains(where: Self.isUsual) {
      return rest.allSatisfy { Self.isUsual($0) || !$0.isSome }
    }
    return rest.isEmpty && field.count(of: .null) == 0
  }

  /// Says which statuses a preset leaves out.
  private mutating func tellOfStatuses(leftOutBy preset: PresetShape) {
    guard let statuses = preset.statuses, let field = candidate(preset.fields["status"] ?? []),
      let values = field.values
    else { return }
    let left = values.map(\.text).filter { $0.isSome && !statuses.contains($0.plain.lowercased()) }
    guard !left.isEmpty else { return }
    proposal.choices.append(
      "Documents with \(Self.list(left.map(\.plain))) in \(field.path) are left out: so the preset "
        + "\(preset.name) has it.")
  }
}
