internal import DumpReader

// What is missing where no question is complete, and which fields it may be.
extension ProposalSearch {
  /// Says what is missing; where some fields may be it, leaves their place open in the question.
  mutating func decideOpenRoles() {
    guard !rows.isEmpty, proposal.preset == nil else { return }
    let user = fields.first { $0.path == proposal.path(.user) }
    var hasAmounts = proposal.path(.points) != nil || proposal.path(.awarded) != nil
    // Nothing tells what its rows do, which has been said.
    let isStuck =
      hasAmounts && proposal.types.isEmpty && proposal.anyType == nil
      && proposal.path(.awarded) == nil && proposal.openTypes.isEmpty
    let possibleUsers = user == nil ? possibleUsers() : []
    if !hasAmounts {
      let possible = possibleAmounts(besides: user)
      proposal.choices.append(
        "No field looks like an amount of points"
          + (possible.isEmpty ? "." : "; numbers are in \(Self.names(possible))."))
      if let first = possible.first, let type = findType(first), type.known >= 0.5 {
        let amounts = decideAmounts(user: user, possible: first)
        proposal.assignments.removeAll { $0.role == .points }
        hasAmounts = amounts == .known
        if hasAmounts { proposal.openRoles.append(.points) }
      }
    }
    if user == nil { decideOpenUser(possibleUsers, hasAmounts: hasAmounts && !isStuck) }
    if isStuck || !hasAmounts { proposal.openRoles = [] }
    sortAssignments()
    nameFields()
  }

  /// Says that nothing says whose rows they are: those of a statement are all of one.
  private mutating func decideOpenUser(_ possible: [Inspection.Field], hasAmounts: Bool) {
    guard possible.isEmpty else {
      let fields = possible.prefix(5).map { "\($0.path) (\(distinct($0)) different)" }
      proposal.choices.append(
        "No field says whose points they are; it may be \(fields.joined(separator: ", ")).")
      proposal.openRoles.insert(.user, at: 0)
      return
    }
    let isLedger =
      proposal.path(.type) != nil || proposal.path(.awarded) != nil || proposal.negative != nil
    // The keys of a map may be those of users.
    let isMap = proposal.records == []
    guard hasAmounts, isLedger, !isMap, proposal.openTypes.isEmpty, proposal.openRoles.isEmpty
    else {
      proposal.choices.append("No field says whose points they are.")
      return
    }
    proposal.isByInput = true
    proposal.isComplete = true
    proposal.choices.append(
      "No field says whose points they are: the totals are those of each input.")
  }

  private static func names(_ fields: [Inspection.Field]) -> String {
    let shown = fields.prefix(8).map(\.path).joined(separator: ", ")
    return fields.count > 8 ? "\(shown) and \(fields.count - 8) more" : shown
  }

  /// How many different values of a field were looked at.
  func distinct(_ field: Inspection.Field) -> Int { Set(values(field)).count }

  /// Says that what each user has may be what is added up: where hardly anyone has a second document.
  mutating func tellOfBalances(_ user: Inspection.Field) {
    guard rowPath == 0, proposal.anyType != nil, proposal.negative == nil, rows.count > 20,
      let points = proposal.path(.points), distinct(user) == rows.count, coverage(user) == 1,
      // In the dump as well, where that is an estimate.
      100 * user.distinct >= 95 * user.documents
    else { return }
    proposal.choices.append(
      "Hardly any value of \(user.path) is there twice: \(points) may be what each has, rather than "
        + "what was added.")
  }

  /// What the name of the array says of its elements: `redemptions`.
  var kindByArray: (kind: TransactionKind, name: String)? {
    guard rowPath != 0, let path = proposal.unwind else { return nil }
    switch TypeWords.effect(of: path.split(separator: ".").last.map(String.init) ?? path) {
    case .redeem: return (.redeem, path)
    case .deduct: return (.deduct, path)
    default: return nil
    }
  }

  /// Adds the same question of the other arrays of the documents that have amounts, which no total of
  /// this one has.
  mutating func tellOfOtherArrays(_ presets: [PresetShape], _ records: [String]?) {
    guard proposal.preset == nil else { return }
    for array in arrays.prefix(8) where array.number != rowPath {
      var other = self
      other.read(rows: array.number)
      other.proposal.unwind = String(array.path.dropLast(2))
      other.decide(presets, records)
      guard other.proposal.isComplete, other.proposal.preset == nil, other.hasOwnAmount,
        other.proposal.path(.user) == proposal.path(.user)
      else { continue }
      proposal.ofOtherArrays.append(other.proposal)
    }
  }
}
