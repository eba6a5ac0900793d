// Which types add and which take away. Balances say so for certain, signs nearly so, words mostly.
extension ProposalSearch {
  /// What was seen of one type.
  struct TypeEvidence {
    var value: String
    var isNumber: Bool
    var count = 0
    /// Amounts above and below zero.
    var positive = 0
    var negative = 0
    /// Rows after which a balance was lower though the amount is above zero.
    var fallsWithoutSign = 0
    /// Rows after which a balance was higher, or lower, by the amount.
    var rises = 0
    var falls = 0
    var effect: TypeEffect?

    /// Whether what is below zero in it corrects what its word says.
    var isCorrected: Bool {
      guard negative > 0 else { return false }
      return switch effect {
      case .award: positive > 0
      // In a ledger with signs hardly any of it is above zero.
      case .redeem, .deduct: positive > negative
      default: false
      }
    }
  }

  /// What was seen of all types.
  private struct Ledger {
    /// Whether what takes away is below zero.
    var isSigned: Bool
    /// What amounts below zero are where the type does not say it.
    var negative = TransactionKind.redeem
    /// Whether points are redeemed.
    var hasRedeem: Bool
    /// Whether any type takes away.
    var takes: Bool

    /// - Parameter hasNegative: Whether there are amounts below zero, seen or not.
    init(_ types: [TypeEvidence], hasNegative: Bool) {
      hasRedeem = types.contains { $0.effect == .redeem }
      takes =
        hasRedeem || hasNegative
        || types.contains { $0.effect == .deduct || $0.effect == .giveBack || $0.falls > 0 }
      isSigned = types.contains { $0.negative > 0 && !$0.isCorrected }
      // One that was not seen is of a type that was not.
      if hasNegative, !types.contains(where: { $0.negative > 0 }) {
        isSigned = types.contains { $0.positive == 0 && $0.effect != .award }
      }
      // What takes away without a sign needs none.
      if types.reduce(0, { $0 + $1.fallsWithoutSign }) > 1 { isSigned = false }
      // What is only adjusted down is deducted.
      let mixed = types.filter { $0.negative > 0 && ($0.positive > 0 || $0.effect == .award) }
      if !mixed.isEmpty, mixed.allSatisfy({ $0.effect == .sign || $0.effect == .deduct }) {
        negative = .deduct
      }
    }
  }

  /// A field that holds the balance of the row's user after it: its differences are the amounts.
  ///
  /// - Returns: For each row that could be compared whether the balance rose.
  func findBalance(
    user: Inspection.Field, amount: Inspection.Field
  ) -> (field: Inspection.Field, rises: [Int: Bool])? {
    var best: (field: Inspection.Field, rises: [Int: Bool])?
    for field in candidates where field.number != amount.number && isInRow(field) {
      guard field.number != user.number, coverage(field) > 0.9, isNumeric(field) else { continue }
      // Some exports have the newest first.
      for order in [Array(rows.indices), rows.indices.reversed()] {
        let (rises, compared) = rises(of: field, user: user, amount: amount, in: order)
        // A balance fits nearly always, another number hardly ever.
        guard compared >= 3, Double(rises.count) >= 0.8 * Double(compared),
          !isCount(rises: rises, amount: amount)
        else { continue }
        if rises.count > best?.rises.count ?? 0 { best = (field, rises) }
      }
    }
    return best
  }

  /// Whether a field counts rows rather than points: it only goes one way, each time by the same. A
  /// balance of equal awards does so as well, but says no more than their words.
  private func isCount(rises: [Int: Bool], amount: Inspection.Field) -> Bool {
    let steps = Set(rises.keys.compactMap { self.amount(rows[$0][amount.number])?.magnitude })
    return steps.count == 1 && Set(rises.values).count == 1
  }

  /// For each row whether a field rose by the amount since the user's last one, and how many rows
  /// could be compared.
  private func rises(
    of field: Inspection.Field, user: Inspection.Field, amount: Inspection.Field, in order: [Int]
  ) -> (rises: [Int: Bool], compared: Int) {
    var last: [SampleValue: Double] = [:]
    var rises: [Int: Bool] = [:]
    var compared = 0
    for i in order {
      let row = rows[i]
      guard let key = row[user.number], let balance = self.amount(row[field.number]),
        let amount = self.amount(row[amount.number])
      else { continue }
      if let before = last[key], amount != 0 {
        let difference = balance - before
        compared += 1
        if (difference.magnitude - amount.magnitude).magnitude < 1e-6 * max(1, amount.magnitude) {
          rises[i] = difference > 0
        }
      }
      last[key] = balance
    }
    return (rises, compared)
  }

  /// What each type was seen to do.
  func evidence(
    type: Inspection.Field, amount: Inspection.Field, rises: [Int: Bool]
  ) -> [TypeEvidence] {
    var evidence: [String: TypeEvidence] = [:]
    var order: [String] = []
    for (i, row) in rows.enumerated() {
      guard let value = row[type.number], let text = Self.codeText(value) else { continue }
      if evidence[text] == nil {
        order.append(text)
        var isNumber = false
        if case .number = value { isNumber = true }
        evidence[text] = TypeEvidence(
          value: text, isNumber: isNumber, effect: effect(of: value, in: type))
      }
      evidence[text]?.count += 1
      if let amount = self.amount(row[amount.number]) {
        if amount > 0 { evidence[text]?.positive += 1 }
        if amount < 0 { evidence[text]?.negative += 1 }
      }
      if let rose = rises[i] {
        if rose { evidence[text]?.rises += 1 } else { evidence[text]?.falls += 1 }
        if !rose, self.amount(row[amount.number]) ?? 0 > 0 { evidence[text]?.fallsWithoutSign += 1 }
      }
    }
    // Types that are in the dump, and not in the rows that were looked at.
    for (value, count) in type.values ?? []
    where evidence[value.plain] == nil && value.isSome && !value.isCut {
      order.append(value.plain)
      evidence[value.plain] = TypeEvidence(
        value: value.plain, isNumber: value.isNumber, count: count,
        effect: SampleValue(value).flatMap { effect(of: $0, in: type) })
    }
    return order.compactMap { evidence[$0] }
  }

  /// Says what the types mean, but for those that a preset knows.
  mutating func decideTypes(
    _ type: Inspection.Field, amount: Inspection.Field, user: Inspection.Field?,
    beside preset: PresetShape? = nil
  ) {
    let balance = user.flatMap { findBalance(user: $0, amount: amount) }
    var evidence = evidence(type: type, amount: amount, rises: balance?.rises ?? [:])
    let seen = evidence.count
    let ledger = Ledger(evidence, hasNegative: isSigned(amount))
    if ledger.isSigned { proposal.negative = ledger.negative }
    if preset == nil { tellOfSigns(evidence, hasNegative: isSigned(amount), ledger) }
    if let preset {
      evidence.removeAll { one in
        // Where the sign decides whether points are spent or given back, that has to be said.
        let isBoth = ledger.isSigned && one.negative > 0 && one.positive > 0
        return preset.types.contains(one.value)
          && !(isBoth && preset.negative == nil && Self.both(one.effect) != .award)
      }
      evidence.removeAll { $0.value.isEmpty }
      guard !evidence.isEmpty else { return }
    }
    var unknown: [String] = []
    var guessed: [String] = []
    for one in evidence where !one.value.isEmpty {
      let (meaning, isGuess) = meaning(of: one, in: ledger)
      guard let meaning else {
        unknown.append(one.value)
        continue
      }
      proposal.types.append((one.value, meaning))
      if isGuess { guessed.append(one.value) }
    }
    let name = type.path
    tellOfUnseen(type, seen: seen)
    if let balance {
      proposal.choices.append(
        "Whether a value of \(name) adds or takes away was settled by the differences of "
          + "\(balance.field.path).")
    }
    if !guessed.isEmpty {
      proposal.choices.append(
        "What \(Self.list(guessed)) in \(name) \(guessed.count == 1 ? "means" : "mean") is a guess."
      )
    }
    if !unknown.isEmpty {
      proposal.choices.append(
        "What \(Self.list(unknown)) in \(name) \(unknown.count == 1 ? "means" : "mean") is not known: "
          + "such documents are left out.")
    }
  }

  /// Says what becomes of amounts below zero.
  private mutating func tellOfSigns(
    _ types: [TypeEvidence], hasNegative: Bool, _ ledger: Ledger
  ) {
    guard hasNegative else { return }
    guard ledger.isSigned else {
      let corrected = types.filter { $0.negative > 0 && $0.effect != .award }
      proposal.lessensAwards = types.allSatisfy { $0.negative == 0 || $0.effect == .award }
      if !corrected.isEmpty {
        proposal.choices.append(
          "Amounts below zero of \(Self.list(corrected.map(\.value))) lessen what the others of them add up to."
        )
      }
      return
    }
    tellOfSigns("Amounts below zero", ledger.negative)
  }

  /// Says that there are types that were not looked at.
  private mutating func tellOfUnseen(_ type: Inspection.Field, seen: Int) {
    guard type.values == nil, type.distinct > seen, proposal.conditions.isEmpty else { return }
    proposal.choices.append(
      "\(type.path) has \(type.distinctIsExact ? "" : "about ")\(type.distinct) values, of which \(seen) "
        + "were looked at: documents with others are left out.")
  }

  /// Says what becomes of some amounts that a rule for what is below zero holds for.
  mutating func tellOfSigns(_ amounts: String, _ kind: TransactionKind) {
    proposal.choices.append(
      "\(amounts) count without their sign: those of what is awarded are taken for "
        + "\(kind == .deduct ? "deducted" : "redeemed") points.")
  }

  /// The meaning of a type, and whether it is a mere guess.
  private func meaning(
    of type: TypeEvidence, in ledger: Ledger
  ) -> (TypeMeaning?, isGuess: Bool) {
    // By balance.
    if type.rises + type.falls >= 2 {
      if type.rises > 4 * type.falls {
        return (type.effect == .giveBack && ledger.hasRedeem ? .redeemBack : .award, false)
      }
      if type.falls > 4 * type.rises { return (Self.taking(type.effect), type.effect == nil) }
      if ledger.isSigned { return (Self.both(type.effect), false) }
      // A word that leaves it to the sign says nothing where there is none.
      if type.effect == nil || type.effect == .sign { return (nil, false) }
    }
    // By sign: in a ledger with signs, what is always below zero takes away.
    if ledger.isSigned, type.negative > 0 {
      return type.positive == 0
        ? (Self.taking(type.effect), type.effect == nil) : (Self.both(type.effect), false)
    }
    switch type.effect {
    case .award:
      return (.award, !ledger.takes && TypeWords.isAmbiguous(type.value))
    case .redeem: return (.redeem, false)
    case .deduct: return (.deduct, TypeWords.isAmbiguous(type.value))
    case .giveBack:
      // Without a redemption there is none to give back: it takes what was awarded.
      guard ledger.hasRedeem || ledger.isSigned && type.positive > 0 else { return (.deduct, true) }
      return (.redeemBack, !ledger.isSigned && TypeWords.isAmbiguous(type.value))
    case .sign: return (.award, !ledger.isSigned)
    case .nothing: return (.ignore, false)
    case nil: return ledger.isSigned && type.positive > 0 ? (.award, true) : (nil, false)
    }
  }

  /// What a type means that always takes away.
  private static func taking(_ effect: TypeEffect?) -> TypeMeaning {
    switch effect {
    case .deduct, .giveBack, .sign: .deduct
    default: .redeem
    }
  }

  /// What a type means whose amounts are above and below zero: its word says which sum it is about,
  /// the sign whether it adds to it.
  private static func both(_ effect: TypeEffect?) -> TypeMeaning {
    switch effect {
    case .redeem, .giveBack: .redeemBack
    case .deduct: .deductBack
    default: .award
    }
  }

  /// What a value of a field says: a flag by the name of the field, anything else by its word.
  func effect(of value: SampleValue, in field: Inspection.Field) -> TypeEffect? {
    if case .flag(let isSet) = value {
      guard let adds = flagAdds(field) else { return nil }
      return adds == isSet ? .award : .redeem
    }
    return Self.codeText(value).flatMap { TypeWords.effect(of: $0) }
  }

  /// Whether a flag is set where points are added, by its name; nil where that says nothing of it.
  func flagAdds(_ field: Inspection.Field) -> Bool? {
    guard let words = words[field.number]?.words, words.count == 2, words[0] == "is" else {
      return nil
    }
    switch words[1] {
    case "credit", "earn", "earning", "accrual": return true
    case "debit", "redemption", "redeem", "spend", "spending", "burn", "withdrawal": return false
    default: return nil
    }
  }

  /// Some values in words.
  static func list(_ values: [String]) -> String {
    let shown = values.prefix(8).map { "\"\($0)\"" }
    let more = values.count > shown.count ? " and \(values.count - shown.count) more" : ""
    return shown.joined(separator: ", ") + more
  }
}
