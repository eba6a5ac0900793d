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
    /// Rows after which a balance was higher, or lower, by the amount.
    var rises = 0
    var falls = 0
    var effect: TypeEffect?
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
      var last: [SampleValue: Double] = [:]
      var rises: [Int: Bool] = [:]
      var compared = 0
      for (i, row) in rows.enumerated() {
        guard let key = row[user.number], let balance = self.amount(row[field.number]),
          let amount = self.amount(row[amount.number])
        else { continue }
        if let before = last[key] {
          let difference = balance - before
          if amount != 0 {
            compared += 1
            if (difference.magnitude - amount.magnitude).magnitude < 1e-6 * max(1, amount.magnitude)
            {
              rises[i] = difference > 0
            }
          }
        }
        last[key] = balance
      }
      // A balance fits nearly always, another number hardly ever.
      guard compared >= 3, Double(rises.count) >= 0.8 * Double(compared) else { continue }
      if rises.count > best?.rises.count ?? 0 { best = (field, rises) }
    }
    return best
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
          value: text, isNumber: isNumber, effect: TypeWords.effect(of: text))
      }
      evidence[text]?.count += 1
      if let amount = self.amount(row[amount.number]) {
        if amount > 0 { evidence[text]?.positive += 1 }
        if amount < 0 { evidence[text]?.negative += 1 }
      }
      if let rose = rises[i] {
        if rose { evidence[text]?.rises += 1 } else { evidence[text]?.falls += 1 }
      }
    }
    // Types that are in the dump, and not in the rows that were looked at.
    for (value, count) in type.values ?? []
    where evidence[value.plain] == nil && value.isSome && !value.isCut {
      order.append(value.plain)
      evidence[value.plain] = TypeEvidence(
        value: value.plain, isNumber: value.isNumber, count: count,
        effect: TypeWords.effect(of: value.plain))
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
    // An amount below zero beside others of a type that says that it awards is a correction.
    let isSigned = evidence.contains {
      $0.negative > 0 && !($0.effect == .award && $0.positive > 0)
    }
    if isSigned { proposal.negative = .redeem }
    if preset == nil { tellOfSigns(evidence, isSigned: isSigned) }
    if let preset {
      evidence.removeAll { preset.types.contains($0.value) || $0.value.isEmpty }
      guard !evidence.isEmpty else { return }
    }
    var unknown: [String] = []
    var guessed: [String] = []
    for one in evidence where !one.value.isEmpty {
      let (meaning, isGuess) = meaning(of: one, isSigned: isSigned)
      guard let meaning else {
        unknown.append(one.value)
        continue
      }
      proposal.types.append((one.value, meaning))
      if isGuess { guessed.append(one.value) }
    }
    let name = type.path
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
  private mutating func tellOfSigns(_ evidence: [TypeEvidence], isSigned: Bool) {
    guard evidence.contains(where: { $0.negative > 0 }) else { return }
    proposal.lessensAwards = !isSigned
    guard isSigned else { return }
    proposal.choices.append(
      "Amounts below zero count without their sign: those of what is awarded are taken for redeemed "
        + "points.")
  }

  /// The meaning of a type, and whether it is a mere guess.
  private func meaning(
    of type: TypeEvidence, isSigned: Bool
  ) -> (TypeMeaning?, isGuess: Bool) {
    let isCode = type.effect == nil
    // By balance.
    if type.rises + type.falls >= 2 {
      if type.rises > 4 * type.falls {
        return (type.effect == .giveBack ? .redeemBack : .award, false)
      }
      if type.falls > 4 * type.rises {
        return (type.effect == .deduct ? .deduct : .redeem, isCode)
      }
      return (.award, false)
    }
    // By sign: in a ledger with signs, what is always below zero takes away.
    if isSigned, type.positive + type.negative > 0 {
      if type.negative > 0, type.positive == 0 {
        return (type.effect == .deduct || type.effect == .giveBack ? .deduct : .redeem, isCode)
      }
      if type.positive > 0, type.negative > 0 { return (.award, false) }
    }
    switch type.effect {
    case .award: return (.award, false)
    case .redeem: return (.redeem, false)
    case .deduct: return (.deduct, false)
    case .giveBack:
      return (.redeemBack, !isSigned && FieldWords.folded(type.value).hasPrefix("refund"))
    case .sign: return (.award, !isSigned)
    case .nothing: return (.ignore, false)
    case nil: return isSigned && type.positive > 0 ? (.award, true) : (nil, false)
    }
  }

  /// Some values in words.
  static func list(_ values: [String]) -> String {
    let shown = values.prefix(8).map { "\"\($0)\"" }
    let more = values.count > shown.count ? " and \(values.count - shown.count) more" : ""
    return shown.joined(separator: ", ") + more
  }
}
