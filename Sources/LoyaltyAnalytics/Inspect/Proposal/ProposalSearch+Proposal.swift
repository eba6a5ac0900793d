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
    let documents = search
    let isClear =
      plain.path(.type) != nil || plain.path(.awarded) != nil || plain.preset != nil
    // Money that was paid, with the points for it in an array beside it.
    let isMoney = plain.preset == nil && search.isMoney
    if plain.isComplete, !isMoney, isClear || search.arrays.isEmpty { return plain }
    var open: MappingProposal?
    // Elements of an array that make a better ledger than the documents around them.
    for array in search.arrays.prefix(8) {
      search.read(rows: array.number)
      search.proposal.unwind = String(array.path.dropLast(2))
      search.decide(presets, records)
      guard search.hasOwnAmount, !isMoney || search.hasPoints else { continue }
      if open == nil, search.proposal.lacksOnlyTypes { open = search.proposal }
      guard search.proposal.isComplete else {
        continue
      }
      if search.proposal.path(.type) != nil || search.proposal.path(.time) != nil
        || !plain.isComplete
      {
        search.tellOfOtherArrays(presets, records)
        return search.proposal
      }
    }
    // Where nothing is complete, the one that only lacks what its types mean.
    if plain.isComplete || plain.lacksOnlyTypes { return plain }
    if let open { return open }
    search = documents
    search.decideOpenRoles()
    return search.proposal
  }

  /// Whether the amount is in the rows themselves.
  var hasOwnAmount: Bool {
    let path = proposal.path(.points) ?? proposal.path(.awarded)
    return fields.contains { $0.path == path && isInRow($0) }
  }

  /// Decides about all roles, and whether a preset says the same.
  mutating func decide(_ presets: [PresetShape], _ records: [String]?) {
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
  mutating func nameFields() {
    let paths = Set(
      proposal.assignments.flatMap { [$0.path] + $0.alternatives } + proposal.conditions.map(\.path)
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
    findCountingRows()
    let user = decideUser()
    let amounts = decideAmounts(user: user)
    if let time = findTime().map({ joinBeside($0) }) {
      proposal.assign(
        .time, time.path, "its name, \(share(time))",
        or: alternatives[time.number, default: []].map(\.path))
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
    proposal.isComplete = user != nil && amounts == .known
    proposal.lacksOnlyTypes = user != nil && amounts == .open && !proposal.openTypes.isEmpty
    if proposal.isComplete, let user { tellOfBalances(user) }
    sortAssignments()
  }

  /// Finds whose rows they are.
  private mutating func decideUser() -> Inspection.Field? {
    guard let named = findUser() else { return nil }
    let user = customer(besides: named) ?? named
    proposal.assign(.user, user.path, "its name, \(share(user)), \(distinct(user)) different")
    if user.number != named.number {
      proposal.choices.append(
        "\(named.path) (\(distinct(named)) different) is taken for who entered the rows, and "
          + "\(user.path) for whose points they are.")
    } else if user.steps.last?.isElement == true {
      proposal.choices.append(
        "\(user.path) has two values in each document: the first is taken for the key, the other for a "
          + "name.")
    } else if let rival = rival(of: user, .user, score: userScore) {
      proposal.choices.append(rival)
    }
    return user
  }

  /// Puts the fields into the order of their roles.
  mutating func sortAssignments() {
    let order = MappingProposal.Role.allCases
    proposal.assignments.sort {
      (order.firstIndex(of: $0.role) ?? 0) < (order.firstIndex(of: $1.role) ?? 0)
    }
  }

  /// What was found of the amounts.
  enum Amounts {
    /// No field looks like one.
    case none
    /// Nothing tells which of them add and which take away.
    case open
    case known
  }

  /// Finds the amount and the type.
  ///
  /// - Parameter possible: The amount where none looks like it.
  mutating func decideAmounts(
    user: Inspection.Field?, possible: Inspection.Field? = nil
  ) -> Amounts {
    if possible == nil, let pair = findPair() {
      decide(pair)
      return .known
    }
    guard var amount = possible ?? joinAmounts(besides: user) else { return .none }
    let type = findType(amount)
    // Where no word says what a row does, an amount with a sign is the better one.
    if (type?.known ?? 0) < 0.5, !isSigned(amount), let signed = signedSibling(of: amount) {
      amount = signed
    }
    decideFormat([amount])
    proposal.assign(
      .points, amount.path, "its name, \(share(amount)), numbers",
      or: alternatives[amount.number, default: []].map(\.path))
    let rival = rival(of: amount, .points) { $0.number == user?.number ? nil : amountScore($0) }
    if let rival { proposal.choices.append(rival) }
    if possible == nil { tellOfWords(amount) }
    if let currency = currency(beside: amount) {
      proposal.choices.append(
        "\(amount.path) may be money rather than points: \(currency.path) stands beside it.")
    }
    let isSigned = isSigned(amount)
    let balance = user.flatMap { findBalance(user: $0, amount: amount) }
    if let type, type.known >= 0.5 || balance != nil || !isSigned && type.known > 0 {
      let before = proposal
      proposal.assign(.type, type.field.path, Self.reason(type.field, known: type.known))
      decideTypes(type.field, amount: amount, user: user)
      if proposal.types.contains(where: { $0.meaning != .ignore }) { return .known }
      proposal = before
    }
    if isSigned {
      proposal.anyType = .award
      proposal.negative = .redeem
      proposal.choices.append(
        "\(Self.silence(of: type)): amounts below zero are taken for redeemed points.")
      return .known
    }
    if let balance, let falls = falls(of: balance) {
      proposal.choices.append(
        "\(balance.field.path) falls by \(amount.path) after \(falls), and no field says after which: "
          + "no command can tell them from the others.")
      return .open
    }
    if let type, type.counts.count > 1, isNamedType(type.field) {
      proposal.assign(.type, type.field.path, Self.reason(type.field, known: type.known))
      proposal.openTypes = type.counts.compactMap { value, count in
        Self.codeText(value).map { ($0, count) }
      }
      let values = proposal.openTypes.prefix(8).map { "\"\($0.value)\" (\($0.count))" }
      let more = proposal.openTypes.count - values.count
      proposal.choices.append(
        "What the values of \(type.field.path) mean is not known: \(values.joined(separator: ", "))"
          + "\(more > 0 ? " and \(more) more" : "").")
      return .open
    }
    if decideTypesByStatus() { return .known }
    if let kind = kindByArray {
      proposal.anyType = kind.kind
      proposal.choices.append(
        "\(Self.silence(of: type)): all amounts are taken for what the name \(kind.name) says.")
      return .known
    }
    proposal.anyType = .award
    proposal.choices.append(
      "\(Self.silence(of: type)): all amounts are taken for awarded points.")
    return .known
  }

  /// That no field says what a row does, or that the one that might does not.
  private static func silence(of type: TypeField?) -> String {
    guard let type, type.known == 0 else { return "No field says what a row does" }
    return "What the values of \(type.field.path) mean is not known"
  }

  /// In how many rows a balance falls, in words; nil where it hardly ever does.
  private func falls(of balance: (field: Inspection.Field, rises: [Int: Bool])) -> String? {
    let count = balance.rises.values.count { !$0 }
    return 50 * count > balance.rises.count
      ? "\(count) of \(balance.rises.count) rows that could be compared" : nil
  }

  /// Takes a column for what is awarded, and others for what is taken away.
  private mutating func decide(
    _ pair: (award: Inspection.Field, redeem: Inspection.Field, deduct: Inspection.Field?)
  ) {
    let taking = [pair.redeem] + (pair.deduct.map { [$0] } ?? [])
    proposal.assign(.awarded, pair.award.path, "its name, beside \(pair.redeem.path)")
    proposal.assign(.redeemed, pair.redeem.path, "its name, beside \(pair.award.path)")
    if let deduct = pair.deduct { proposal.assign(.deducted, deduct.path, "its name") }
    decideFormat([pair.award] + taking)
    // What is spent is written with a minus.
    let signed = taking.filter(isSigned)
    guard !signed.isEmpty else { return }
    proposal.negative = .redeem
    let names = signed.map(\.path).joined(separator: ", ")
    if isSigned(pair.award) {
      tellOfSigns("Amounts below zero in \(names) and \(pair.award.path)", .redeem)
    } else {
      proposal.choices.append("Amounts below zero in \(names) count without their sign.")
    }
  }

  private static func reason(_ type: Inspection.Field, known: Double) -> String {
    let values = (type.values ?? []).prefix(3).map(\.text.plain)
    return values.isEmpty ? "its name" : "its name, and \(list(Array(values)))"
  }

  /// Whether amounts are below zero, anywhere in the dump as far as that is known.
  func isSigned(_ field: Inspection.Field) -> Bool {
    let fields = [field] + alternatives[field.number, default: []]
    if fields.contains(where: { $0.numbers?.minimum.isNegative == true }) { return true }
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
    if isAmbiguous { tellOfMarks(columns) }
  }

  /// Says what amounts could be as well whose mark may be a decimal one or stand between thousands.
  mutating func tellOfMarks(_ columns: [Inspection.Field]) {
    let format = proposal.amounts ?? .numbers
    let isComma = format == .comma
    let way = isComma ? "without --amounts comma" : "with --amounts comma"
    for text in columns.flatMap(values).compactMap(\.text) {
      guard let one = Self.digits(text, as: format),
        let other = Self.digits(text, as: isComma ? .numbers : .comma), one != other
      else { continue }
      proposal.choices.append(
        "Amounts such as \"\(text)\" could be \(one) or \(other); here they are taken for \(one), "
          + "\(way) for \(other).")
      return
    }
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
