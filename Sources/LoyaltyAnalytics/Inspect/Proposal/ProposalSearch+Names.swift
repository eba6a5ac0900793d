internal import DumpReader

// Fields of names that no list has: what their words say, behind all that the lists know; and where those
// say nothing, which fields it may be.
extension ProposalSearch {
  /// The amount by the words of its name.
  ///
  /// - Parameter isSure: Whether all of the words have to be known.
  func findAmountByWords(besides user: Inspection.Field?, isSure: Bool) -> Inspection.Field? {
    best { field in
      guard field.number != user?.number, let meaning = amountByWords(field),
        !isSure || meaning == .points
      else { return nil }
      return (meaning == .points ? 1 : 0.5) + 2 * coverageBand(field) - depth(field)
    }?.field
  }

  /// What the words of a field's name say, where its values are numbers beside the other values of the
  /// row.
  private func amountByWords(_ field: Inspection.Field) -> NameWords.Amount? {
    guard isInRow(field) || rowPath == 0, let name = words[field.number],
      !name.outer.contains(where: {
        RoleNames.persons.contains($0) || RoleNames.notAmount.contains($0)
      }), let meaning = NameWords.amount(name.whole), isNumeric(field)
    else { return nil }
    return meaning
  }

  /// Says that the words of a name decided, and which other fields may be points.
  mutating func tellOfWords(_ amount: Inspection.Field) {
    guard rank(amount, in: RoleNames.points) == nil, let meaning = amountByWords(amount) else {
      return
    }
    if meaning == .unclear {
      proposal.choices.append("\(amount.path) is taken for the points by a word of its name.")
    }
    let others = candidates.filter { $0.number != amount.number && amountByWords($0) == .points }
    guard !others.isEmpty else { return }
    proposal.choices.append(
      "\(others.prefix(8).map(\.path).joined(separator: ", ")) may be points as well: they are not in "
        + "these totals.")
  }

  /// Two columns whose names differ by the word that says that one gives and the other takes.
  func findPairByWords()
    -> (award: Inspection.Field, redeem: Inspection.Field, deduct: Inspection.Field?)?
  {
    // For each name without that word the columns that have one.
    var pairs: [[String]: [TypeEffect: Inspection.Field]] = [:]
    var order: [[String]] = []
    for field in candidates {
      guard isInRow(field), let name = words[field.number], name.words.count > 1,
        let (place, effect) = NameWords.direction(name.words), isNumeric(field)
      else { continue }
      var rest = name.words
      rest[place] = "*"
      // Money goes in and out as well.
      guard NameWords.amount(rest.filter { $0 != "*" }) == .points else { continue }
      let key = name.outer + rest
      if pairs[key] == nil { order.append(key) }
      if pairs[key]?[effect] == nil { pairs[key, default: [:]][effect] = field }
    }
    for key in order {
      guard let pair = pairs[key], let award = pair[.award] else { continue }
      if let redeem = pair[.redeem] { return (award, redeem, pair[.deduct]) }
    }
    return nil
  }

  /// Whether the words of a field's name are those of a person's key. A `uid` may be one of the rows.
  func isUserByWords(_ field: Inspection.Field) -> Bool {
    guard let name = words[field.number] else { return false }
    if name.joined == "uid" { return 2 * distinct(field) < values(field).count }
    return NameWords.isUser(name.whole)
  }

  /// A pair of a user's key and name, as Odoo writes what it refers to: its first element.
  func findUserOfPair() -> Inspection.Field? {
    guard rowPath == 0 else { return nil }
    let pairs = fields.filter { field in
      field.steps.last?.isElement == true && field.steps.count { $0.isElement } == 1
        && field.count(of: .document) == 0 && field.count == 2 * field.documents
    }
    return best(of: pairs) { userScore($0) }?.field
  }

  /// The field that says whose row it is where another one, of few values and the name `user`, is that of
  /// who entered it.
  func customer(besides user: Inspection.Field) -> Inspection.Field? {
    guard let name = words[user.number], ["user", "userid"].contains(name.joined) else {
      return nil
    }
    let few = Set(values(user)).count
    return best { field in
      guard field.number != user.number, let words = words[field.number],
        let score = userScore(field), coverageBand(field) == 1,
        (words.outer + words.words).contains(where: Self.customers.contains),
        Set(values(field)).count >= 5 * few
      else { return nil }
      return score
    }?.field
  }

  private static let customers: Set<String> = [
    "customer", "member", "guest", "patron", "shopper", "passenger", "contact", "loyalty",
    "membership", "player", "cust", "kunde", "mitglied",
  ]

  /// How deep a field lies, as a small part of a score.
  func depth(_ field: Inspection.Field) -> Double {
    Double(field.steps.count { !$0.isElement } - 1) / 100
  }

  /// Fields that may be keys of users, for all that is known: in nearly all rows, some of them again and
  /// again, and none of what is taken for something else.
  func possibleUsers() -> [Inspection.Field] {
    let taken = Set(proposal.assignments.flatMap { [$0.path] + $0.alternatives })
    let named = [
      RoleNames.type, RoleNames.status, RoleNames.store, RoleNames.time, RoleNames.firstName,
      RoleNames.lastName,
    ]
    return candidates.filter { field in
      guard !taken.contains(field.path), coverage(field) >= 0.9,
        (named + [RoleNames.points]).allSatisfy({ rank(field, in: $0) == nil }),
        let name = words[field.number], !name.hasWord(Self.notKeys), !name.hasWord(RoleNames.staff),
        name.hasWord(Self.keys) || !name.hasWord(RoleNames.notAmount)
      else { return false }
      let values = values(field)
      let distinct = Set(values).count
      return distinct >= max(3, values.count / 200) && distinct < values.count
        && values.allSatisfy(Self.isPlainKey)
    }
  }

  private static func isPlainKey(_ value: SampleValue) -> Bool {
    switch value {
    case .text(let text): text.utf8.count <= 64 && !text.contains(" ")
    case .number(let number): number > 0 && number == number.rounded()
    case .other: true
    default: false
    }
  }

  /// What makes a key of a word that is a state or a sum elsewhere.
  private static let keys: Set<String> = ["id", "number", "code"]
  /// Words of what is neither a key nor of the person.
  private static let notKeys: Set<String> = [
    "currency", "country", "city", "zip", "language", "locale", "channel", "device", "tier", "year",
    "month", "day", "price", "cost", "total", "quantity", "qty", "count", "product", "item", "sku",
    "order", "rule", "campaign", "version", "balance",
  ]

  /// Fields that may be the amount, for all that is known: numbers in most rows.
  func possibleAmounts(besides user: Inspection.Field?) -> [Inspection.Field] {
    candidates.filter { field in
      guard field.number != user?.number, isInRow(field), coverage(field) >= 0.5,
        let name = words[field.number], !name.hasWord(Self.notAmounts),
        !isTime(field)
      else { return false }
      let values = values(field)
      // With a letter in front it is rather a key.
      let isKey = values.contains { $0.text?.unicodeScalars.first?.properties.isAlphabetic == true }
      return Set(values).count > 1 && !isKey && isNumeric(field)
    }
  }

  private static let notAmounts: Set<String> = [
    "id", "pk", "key", "uuid", "order", "block", "number", "code", "phone", "zip", "year",
    "version", "lat", "lng", "lon",
    "latitude", "longitude", "index", "position", "type", "status", "state", "flag", "at", "date",
    "time",
  ]
}
