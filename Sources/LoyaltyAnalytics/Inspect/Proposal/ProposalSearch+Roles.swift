internal import DumpReader

extension ProposalSearch {
  /// The one amount of a row; nil when no field looks like it.
  func findAmount(excluding excluded: Set<Int32> = []) -> Inspection.Field? {
    best { field in
      guard !excluded.contains(field.number), isInRow(field) || rowPath == 0,
        let words = words[field.number],
        var score = rank(field, in: RoleNames.points), isNumeric(field)
      else { return nil }
      guard !words.hasWord(RoleNames.notAmount) || words.joined.hasPrefix("points") else {
        return nil
      }
      // What belongs to the person or card is what they have, not what changed.
      if words.outer.contains(where: RoleNames.persons.contains) { score -= 0.5 }
      if words.outer.contains(where: RoleNames.notAmount.contains) { score -= 0.3 }
      // A field that hardly any row has is no amount, unless the others have theirs elsewhere.
      return score + 2 * coverage(field)
    }?.field
  }

  /// Whether the values of a field are numbers, or texts that are amounts.
  func isNumeric(_ field: Inspection.Field) -> Bool {
    let values = values(field)
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
    return nil
  }

  private func isNumericOrEmpty(_ field: Inspection.Field) -> Bool {
    values(field).isEmpty || isNumeric(field)
  }

  /// Whose row it is.
  func findUser() -> Inspection.Field? {
    best { field in
      guard let words = words[field.number], let score = rank(field, in: RoleNames.user) else {
        return nil
      }
      let staff =
        words.hasWord(RoleNames.staff) || words.outer.contains(where: RoleNames.staff.contains)
      guard !staff else { return nil }
      let values = values(field)
      guard !values.isEmpty, values.allSatisfy(Self.isKey) else { return nil }
      let distinct = Set(values).count
      // Always 0, or the same everywhere: of a program or an organisation.
      if distinct == 1, rows.count > 10 { return nil }
      // The people at the tills are few, and their keys say what they are.
      if values.allSatisfy({ $0.text.map(Self.namesStaff) == true }) { return nil }
      return score + 2 * coverage(field)
    }?.field
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

  /// The field whose words say what a row does, with how many of its values say it.
  func findType(_ amount: Inspection.Field?) -> (field: Inspection.Field, known: Double)? {
    var best: (field: Inspection.Field, known: Double, score: Double)?
    for field in candidates where field.number != amount?.number {
      guard let name = words[field.number], !isQualified(name),
        rank(field, in: RoleNames.status) == nil || rank(field, in: RoleNames.type) != nil
      else { continue }
      let values = values(field)
      let distinct = Set(values)
      guard distinct.count > 1, distinct.count <= 60, values.allSatisfy(Self.isCode) else {
        continue
      }
      // Free text is no type.
      guard distinct.count <= max(2, values.count / 2) || values.count < 12 else { continue }
      var known = 0
      var effects: Set<TypeEffect> = []
      for value in values {
        guard let text = Self.codeText(value), let effect = TypeWords.effect(of: text) else {
          continue
        }
        known += 1
        effects.insert(effect)
      }
      let share = Double(known) / Double(max(1, values.count))
      // Whatever its name, a field that only says "in" and "out" in one word or another is the type.
      let isTelling = share == 1 && effects.contains(.award) && effects.count > 1
      guard let rank = rank(field, in: RoleNames.type) ?? (isTelling ? 0 : nil) else { continue }
      let score = rank + 2 * coverage(field) + share
      if score > best?.score ?? -.infinity { best = (field, share, score) }
    }
    return best.map { ($0.field, $0.known) }
  }

  /// Whether the name is about the type of something else, such as `card_type`.
  private func isQualified(_ name: FieldWords) -> Bool {
    guard name.words.last == "type", name.words.count > 1 else { return false }
    return RoleNames.notType.contains(name.words[name.words.count - 2])
  }

  private static func isCode(_ value: SampleValue) -> Bool {
    switch value {
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
      guard let words = words[field.number], !words.hasWord(RoleNames.notTime) else { return nil }
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
