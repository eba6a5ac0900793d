internal import DumpReader

extension ProposalSearch {
  /// The proposal for the rows that are most likely: the documents, or the elements of an array.
  static func proposal(
    _ fields: [Inspection.Field], _ samples: [ChunkPrefix], _ directory: PathDirectory,
    isTable: Bool, records: [String]?, presets: [PresetShape]
  ) -> MappingProposal {
    var search = ProposalSearch(fields, samples, directory, isTable: isTable)
    search.read(rows: 0)
    search.decide(presets, records)
    let plain = search.proposal
    let isClear = plain.path(.type) != nil || plain.path(.awarded) != nil || plain.preset != nil
    if plain.isComplete, isClear || search.arrays.isEmpty { return plain }
    // Elements of an array that make a better ledger than the documents around them.
    for array in search.arrays.prefix(8) {
      search.read(rows: array.number)
      search.proposal.unwind = String(array.path.dropLast(2))
      search.decide(presets, records)
      guard search.proposal.isComplete, search.hasOwnAmount else { continue }
      if search.proposal.path(.type) != nil || search.proposal.path(.time) != nil
        || !plain.isComplete
      {
        return search.proposal
      }
    }
    return plain
  }

  /// Whether the amount is in the rows themselves.
  private var hasOwnAmount: Bool {
    let path = proposal.path(.points) ?? proposal.path(.awarded)
    return fields.contains { $0.path == path && isInRow($0) }
  }

  /// Decides about all roles, and whether a preset says the same.
  private mutating func decide(_ presets: [PresetShape], _ records: [String]?) {
    proposal.records = records
    decide()
    defer { nameFields() }
    guard
      let preset = bestPreset(
        presets.filter { preset in
          records == nil || preset.records == nil
            || preset.records.flatMap { RecordsPath($0) }?.names == records
        })
    else { return }
    take(preset, records)
  }

  /// Notes what mappings call the fields that the proposal names.
  private mutating func nameFields() {
    let paths = Set(
      proposal.assignments.map(\.path) + proposal.conditions.map(\.path)
        + proposal.exclusions.map(\.path)
        + [proposal.unwind].compactMap { $0 })
    for field in fields where paths.contains(field.path) && proposal.plainPaths[field.path] == nil {
      let names = field.steps.filter { !$0.isElement }.map {
        String(validating: $0.name, as: UTF8.self)
      }
      // Only an array that is taken apart is found by the names of its path one by one.
      let isUnwound = field.path == proposal.unwind
      guard names.allSatisfy({ $0 != nil && $0 != "" && !(isUnwound && $0?.contains(".") == true) })
      else { continue }
      proposal.plainPaths[field.path] = plainPath(field)
    }
  }

  /// Decides about all roles.
  private mutating func decide() {
    guard !rows.isEmpty else { return }
    keepInsertions()
    let user = findUser()
    if let user {
      let distinct = Set(values(user)).count
      proposal.assign(.user, user.path, "its name, \(share(user)), \(distinct) different")
    }
    let amounts = decideAmounts(user: user)
    if let time = findTime() {
      proposal.assign(.time, time.path, "its name, \(share(time))")
      decideTime(time)
    }
    decideFlags()
    decideStatus()
    for (role, names) in [
      (MappingProposal.Role.store, RoleNames.store), (.email, RoleNames.email),
      (.firstName, RoleNames.firstName), (.lastName, RoleNames.lastName),
    ] {
      guard let field = find(names), field.number != user?.number || role == .email else {
        continue
      }
      proposal.assign(role, field.path, "its name, \(share(field))")
    }
    proposal.isComplete = user != nil && amounts
    if user == nil {
      proposal.choices.append("No field says whose points they are.")
    }
    if !amounts {
      proposal.choices.append("No field looks like an amount of points.")
    }
    sortAssignments()
  }

  /// Puts the fields into the order of their roles.
  mutating func sortAssignments() {
    let order = MappingProposal.Role.allCases
    proposal.assignments.sort {
      (order.firstIndex(of: $0.role) ?? 0) < (order.firstIndex(of: $1.role) ?? 0)
    }
  }

  /// Finds the amount and the type; whether there is an amount.
  private mutating func decideAmounts(user: Inspection.Field?) -> Bool {
    if let pair = findPair() {
      let columns = [pair.award, pair.redeem] + (pair.deduct.map { [$0] } ?? [])
      proposal.assign(.awarded, pair.award.path, "its name, beside \(pair.redeem.path)")
      proposal.assign(.redeemed, pair.redeem.path, "its name, beside \(pair.award.path)")
      if let deduct = pair.deduct { proposal.assign(.deducted, deduct.path, "its name") }
      decideFormat(columns)
      return true
    }
    guard var amount = findAmount(excluding: user.map { [$0.number] } ?? []) else { return false }
    let type = findType(amount)
    // Where no word says what a row does, an amount with a sign is the better one.
    if (type?.known ?? 0) < 0.5, !isSigned(amount), let signed = signedSibling(of: amount) {
      amount = signed
    }
    decideFormat([amount])
    proposal.assign(.points, amount.path, "its name, \(share(amount)), numbers")
    let isSigned = isSigned(amount)
    let balance = user.flatMap { findBalance(user: $0, amount: amount) }
    if let type, type.known >= 0.5 || balance != nil || !isSigned && type.known > 0 {
      proposal.assign(.type, type.field.path, Self.reason(type.field, known: type.known))
      decideTypes(type.field, amount: amount, user: user)
      if proposal.types.contains(where: { $0.meaning != .ignore }) { return true }
      proposal.assignments.removeAll { $0.role == .type }
      proposal.types = []
      proposal.choices = []
    }
    proposal.anyType = .award
    if isSigned {
      proposal.negative = .redeem
      proposal.choices.append(
        "No field says what a row does: amounts below zero are taken for redeemed points.")
    } else {
      proposal.choices.append(
        "No field says what a row does: all amounts are taken for awarded points.")
    }
    return true
  }

  private static func reason(_ type: Inspection.Field, known: Double) -> String {
    let values = (type.values ?? []).prefix(3).map(\.text.plain)
    return values.isEmpty ? "its name" : "its name, and \(list(Array(values)))"
  }

  /// Whether amounts are below zero, anywhere in the dump as far as that is known.
  func isSigned(_ field: Inspection.Field) -> Bool {
    if field.numbers?.minimum.isNegative == true { return true }
    return values(field).contains { (amount($0) ?? 0) < 0 }
  }

  /// Another amount of the row that has a sign.
  private func signedSibling(of amount: Inspection.Field) -> Inspection.Field? {
    best { field in
      guard field.number != amount.number, isInRow(field),
        let score = rank(field, in: RoleNames.points),
        words[field.number]?.hasWord(RoleNames.notAmount) == false, isNumeric(field),
        isSigned(field),
        coverage(field) > 0.5
      else { return nil }
      return score + coverage(field)
    }?.field
  }

  private mutating func decideFormat(_ columns: [Inspection.Field]) {
    let (format, isAmbiguous) = format(of: columns)
    proposal.amounts = format
    if isAmbiguous { tellOfDecimalPoint() }
  }

  mutating func tellOfDecimalPoint() {
    proposal.choices.append(
      "Amounts such as \"1.234\" could have a decimal point or a point between thousands; here it is "
        + "taken for a decimal point.")
  }

  mutating func decideTime(_ field: Inspection.Field) {
    guard let (format, others) = timeFormat(field) else { return }
    proposal.timeFormats = [format]
    if !others.isEmpty {
      proposal.choices.append(
        "Times in \(field.path) fit \(format), and \(others.joined(separator: ", ")) as well.")
    }
  }
}
