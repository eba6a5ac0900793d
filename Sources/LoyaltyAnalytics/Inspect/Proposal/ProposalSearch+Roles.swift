internal import DumpReader

extension ProposalSearch {
  /// The one amount of a row; nil when no field looks like it.
  func findAmount(excluding excluded: Set<Int32> = []) -> Inspection.Field? {
    best { field in
      guard !excluded.contains(field.number) else { return nil }
      // A field that hardly any row has is no amount, unless the others have theirs elsewhere.
      return amountScore(field).map { $0 + 2 * coverageBand(field) }
    }?.field
  }

  /// How much the name of a field is that of an amount; nil when it is none.
  func amountScore(_ field: Inspection.Field) -> Double? {
    guard isInRow(field) || rowPath == 0, let words = words[field.number],
      var score = rank(field, in: RoleNames.points), isNumeric(field),
      !words.hasWord(RoleNames.notAmount) || words.joined.hasPrefix("points")
    else { return nil }
    // What belongs to the person or card is what they have, not what changed.
    if words.outer.contains(where: RoleNames.persons.contains) { score -= 0.5 }
    if words.outer.contains(where: RoleNames.notAmount.contains) { score -= 0.3 }
    return score
  }

  /// Says that a field was taken by its name, where another one is in more of the rows.
  func rival(
    of field: Inspection.Field, _ role: MappingProposal.Role,
    score: (Inspection.Field) -> Double?
  ) -> String? {
    let coverage = countingCoverage(field)
    // The one that would be it if it went by the rows.
    let other = best { other in
      score(other).map { $0 + 2 * countingCoverage(other) }
    }?.field
    guard let other, other.number != field.number, countingCoverage(other) > coverage,
      alternatives[field.number] == nil, score(field) != nil
    else { return nil }
    return "\(field.path) is taken for the \(role.rawValue), by its name: "
      + "\(Int((coverage * 100).rounded(.down))) % of what counts has it, and more has "
      + "\(other.path)."
  }

  /// Whether the values of a field are numbers, or texts that are amounts.
  func isNumeric(_ field: Inspection.Field) -> Bool {
    let values = values(field).filter { !$0.isMissing }
    guard !values.isEmpty else { return false }
    var others = 0
    for value in values where !isNumeric(value) {
      others += 1
      if 10 * others > values.count { return false }
    }
    return true
  }

  private func isNumeric(_ value: SampleValue) -> Bool {
    switch value {
    case .number: true
    case .text(let text):
      AmountFormat.allCases.contains { Self.amount(text, as: $0) != nil }
    default: false
    }
  }

  /// Two columns of which one adds and the other takes away.
  func findPair() -> (award: Inspection.Field, redeem: Inspection.Field, deduct: Inspection.Field?)?
  {
    func field(_ name: String) -> Inspection.Field? {
      candidates.first {
        words[$0.number]?.words.joined() == name && isInRow($0) && isNumericOrEmpty($0)
      }
    }
    for pair in RoleNames.pairs {
      guard let award = field(pair.award), let redeem = field(pair.redeem) else { continue }
      guard !values(award).isEmpty else { continue }
      let deduct = ["expired", "pointsexpired", "deducted", "expiredpoints"].lazy.compactMap(field)
        .first { isNumeric($0) }
      return (award, redeem, deduct)
    }
    return findPairByWords()
  }

  private func isNumericOrEmpty(_ field: Inspection.Field) -> Bool {
    values(field).isEmpty || isNumeric(field)
  }

  /// Whose row it is.
  func findUser() -> Inspection.Field? {
    if let user = findNamedUser() ?? findUserOfPair() { return user }
    // A document of all that one user did has the user's key for its own.
    guard rowPath != 0 else { return nil }
    return candidates.first { field in
      guard field.path == "_id", coverage(field) == 1 else { return false }
      let values = values(field)
      return values.allSatisfy(Self.isKey) && (Set(values).count > 1 || field.documents == 1)
    }
  }

  private func findNamedUser() -> Inspection.Field? {
    let named = best { field in userScore(field).map { $0 + 2 * coverageBand(field) } }?.field
    if let named { return named }
    // All of one user, and the field has the name that it usually has.
    return candidates.first { field in
      let values = values(field)
      return field.path == FieldMapping().user && !values.isEmpty
        && values.allSatisfy { Self.isKey($0) && $0 != .number(0) }
    }
  }

  /// How much the name of a field is that of a user; nil when it is none.
  func userScore(_ field: Inspection.Field) -> Double? {
    // Behind the names that say it, before those that may be of something else.
    let byWords = isUserByWords(field) ? 0.8 - depth(field) : nil
    guard let words = words[field.number], let score = rank(field, in: RoleNames.user) ?? byWords
    else { return nil }
    let staff =
      words.hasWord(RoleNames.staff) || words.outer.contains(where: RoleNames.staff.contains)
    guard !staff else { return nil }
    let values = values(field)
    // A few others may be among them: keys are of many types.
    guard !values.isEmpty, 20 * values.count(where: Self.isKey) >= 19 * values.count else {
      return nil
    }
    let distinct = Set(values).count
    // Always 0, or the same everywhere: of a program or an organisation.
    if distinct == 1, rows.count > 10 { return nil }
    // The people at the tills are few, and their keys say what they are.
    if values.allSatisfy({ $0.text.map(Self.namesStaff) == true }) { return nil }
    return score
  }

  private static func isKey(_ value: SampleValue) -> Bool {
    switch value {
    case .number(let number): number >= 0 && number == number.rounded()
    case .text(let text): text.utf8.count <= 128
    case .other: true
    default: false
    }
  }

  private static func namesStaff(_ text: String) -> Bool {
    FieldWords.words(of: text).contains { word in
      [
        "cashier", "clerk", "admin", "staff", "operator", "agent", "system", "till", "pos",
        "employee",
      ]
      .contains { word.hasPrefix($0) }
    }
  }

  /// A field that may say what a row does.
  struct TypeField {
    var field: Inspection.Field
    /// Which share of its values says it, by their words.
    var known: Double
    /// Its values, and how many rows have each.
    var counts: [(value: SampleValue, count: Int)]
  }

  /// The field whose words say what a row does, with how many of its values say it.
  func findType(_ amount: Inspection.Field?) -> TypeField? {
    var best: (type: TypeField, score: Double)?
    let taken = Set(proposal.conditions.map(\.path))
    for field in candidates where field.number != amount?.number && !taken.contains(field.path) {
      guard let name = words[field.number], !isQualified(name),
        rank(field, in: RoleNames.status) == nil || rank(field, in: RoleNames.type) != nil
      else { continue }
      let counts = counts(field)
      guard !counts.isEmpty, counts.count <= 60,
        counts.allSatisfy({ isCode($0.value, in: field) })
      else { continue }
      let total = counts.reduce(0) { $0 + $1.count }
      // Free text is no type.
      guard counts.count <= max(2, total / 2) || total < 12 else { continue }
      var known = 0
      // What leaves it to the sign says half of it.
      var left = 0
      var effects: Set<TypeEffect> = []
      for (value, count) in counts {
        guard let effect = effect(of: value, in: field) else { continue }
        known += effect == .sign ? 0 : count
        left += effect == .sign ? count : 0
        effects.insert(effect)
      }
      if counts.count == 1, !isTellingAlone(field, effects.first, amount) { continue }
      let share = Double(known + left) / Double(max(1, total))
      let said = Double(known) + Double(left) / 2
      // Whatever its name, a field that only says "in" and "out" in one word or another is the type.
      let isTelling = share == 1 && effects.contains(.award) && effects.count > 1
      guard let rank = rank(field, in: RoleNames.type) ?? (isTelling ? 0 : nil) else { continue }
      // One that never changes is of something else where another does.
      let score =
        rank + 2 * coverage(field) + said / Double(max(1, total)) - (counts.count == 1 ? 1.5 : 0)
      if score > best?.score ?? -.infinity {
        best = (TypeField(field: field, known: share, counts: counts), score)
      }
    }
    return best?.type
  }

  /// Whether a type that is the same everywhere says what all rows do: where a sign does, it is rather
  /// what the log is about.
  private func isTellingAlone(
    _ field: Inspection.Field, _ effect: TypeEffect?, _ amount: Inspection.Field?
  ) -> Bool {
    guard isNamedType(field) else { return false }
    let hasBoth =
      amount.map { field in
        isSigned(field) && values(field).contains { self.amount($0) ?? 0 > 0 }
      } ?? false
    switch effect {
    case .award, .redeem, .deduct, .giveBack: return !hasBoth
    case .sign, .nothing, nil: return false
    }
  }

  /// Whether a field of the row is called the type of a transaction, and of nothing else.
  func isNamedType(_ field: Inspection.Field) -> Bool {
    guard let name = words[field.number], !isQualified(name), coverage(field) > 0.5 else {
      return false
    }
    let last = name.words.joined()
    let isOuter = field.steps.reversed().prefix { !$0.isElement }.count > 1
    return RoleNames.ownType.contains(isOuter && name.joined == last ? "" : name.joined)
      || !isOuter && RoleNames.ownType.contains(last)
  }

  /// Whether the name is about the type of something else, such as `card_type`.
  private func isQualified(_ name: FieldWords) -> Bool {
    guard name.words.last == "type", name.words.count > 1 else { return false }
    return RoleNames.notType.contains(name.words[name.words.count - 2])
  }

  private func isCode(_ value: SampleValue, in field: Inspection.Field) -> Bool {
    switch value {
    case .flag: flagAdds(field) != nil
    case .text(let text): text.utf8.count <= 64
    case .number(let number): number == number.rounded() && number.magnitude < 100_000
    default: false
    }
  }

  /// The text by which a type or status is named.
  static func codeText(_ value: SampleValue) -> String? {
    switch value {
    case .text(let text): text
    case .number(let number): Int(exactly: number).map(String.init)
    case .flag(let flag): String(flag)
    default: nil
    }
  }

  /// When it happened.
  func findTime() -> Inspection.Field? {
    best { field in
      guard let words = words[field.number], !words.hasWord(RoleNames.notTime),
        !StatusWords.isTimeOfUndoing(words.words)
      else { return nil }
      let isNamedLikeTime = ["at", "on", "date", "time"].contains(words.words.last ?? "")
      guard let score = rank(field, in: RoleNames.time) ?? (isNamedLikeTime ? 0.2 : nil),
        isTime(field)
      else { return nil }
      return score + coverage(field)
    }?.field
  }

  /// A field that is named like one of a role and has texts or keys.
  func find(_ names: [String: Int], minimum: Double = 0.2) -> Inspection.Field? {
    best { field in
      guard let score = rank(field, in: names),
        words[field.number]?.hasWord(RoleNames.staff) != true
      else { return nil }
      let values = values(field)
      guard coverage(field) >= minimum, values.allSatisfy(Self.isKey) else { return nil }
      return score + coverage(field)
    }?.field
  }
}
