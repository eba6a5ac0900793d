internal import DumpReader

// Amounts that one field does not have, and such as are none of points.
extension ProposalSearch {
  /// The amount of a row: one field, or several of one name of which each row has one, such as those in
  /// objects that are named by the type.
  mutating func joinAmounts(besides user: Inspection.Field?) -> Inspection.Field? {
    let best = findAmount(besides: user)
    let parts = partialAmounts(besides: user)
    guard let first = parts.first else { return best }
    if let best, !parts.contains(where: { $0.number == best.number }) {
      let outer = words[best.number]?.outer ?? []
      // What the person or the card has, or the order cost, rather than what changed.
      guard
        outer.contains(where: {
          RoleNames.persons.contains($0) || RoleNames.notAmount.contains($0)
        }) || coverage(best) < 0.9
      else { return best }
    }
    join(parts)
    return first
  }

  /// The one amount of a row: by a name of the list, else by its words. They win over a name that money
  /// has as well.
  private func findAmount(besides user: Inspection.Field?) -> Inspection.Field? {
    let named = findAmount(excluding: user.map { [$0.number] } ?? [])
    if let named {
      guard isNamedLikeMoney(named),
        let other = findSum() ?? findAmountByWords(besides: user, isSure: true),
        coverageBand(other) >= coverageBand(named)
      else { return named }
      return other
    }
    return findSum() ?? findAmountByWords(besides: user, isSure: false)
  }

  /// Amounts of one name in objects beside each other, of which each row has at most one, and nearly
  /// all rows have one.
  private func partialAmounts(besides user: Inspection.Field?) -> [Inspection.Field] {
    let parts = candidates.filter { field in
      guard let words = words[field.number], field.number != user?.number, isInRow(field),
        field.steps.reversed().prefix(while: { !$0.isElement }).count > 1,
        rank(field, in: RoleNames.points) != nil,
        !words.hasWord(RoleNames.notAmount) || words.joined.hasPrefix("points"),
        !words.outer.contains(where: RoleNames.persons.contains), coverage(field) < 0.95
      else { return false }
      return isNumeric(field)
    }
    var groups: [String: [Inspection.Field]] = [:]
    var names: [String] = []
    for field in parts {
      let name = words[field.number]?.words.joined() ?? ""
      if groups[name] == nil { names.append(name) }
      groups[name, default: []].append(field)
    }
    var best: [Inspection.Field] = []
    for name in names {
      let group = groups[name, default: []]
      // As many as there are types.
      guard group.count > best.count, (2...60).contains(group.count) else { continue }
      let counts = rows.map { row in group.count { row[$0.number]?.isSome == true } }
      guard counts.allSatisfy({ $0 <= 1 }),
        10 * counts.count(where: { $0 == 1 }) >= 9 * counts.count
      else { continue }
      best = group
    }
    return best
  }

  /// A field beside the amount, where the amount is that of several objects: the same of each object.
  mutating func joinBeside(_ field: Inspection.Field) -> Inspection.Field {
    guard let amount = fields.first(where: { $0.path == proposal.path(.points) }),
      let others = alternatives[amount.number], let name = field.steps.last?.name
    else { return field }
    let objects = ([amount] + others).map { $0.steps.last?.parent }
    let parts = candidates.filter {
      objects.contains($0.steps.last?.parent) && $0.steps.last?.name == name
    }
    guard parts.count > 1, parts.contains(where: { $0.number == field.number }) else {
      return field
    }
    join(parts)
    var joined = parts[0]
    var counts: [ValueText: Int] = [:]
    for part in parts {
      guard let values = part.values else {
        joined.values = nil
        return joined
      }
      for value in values { counts[value.text, default: 0] += value.count }
    }
    joined.values = counts.map { ($0, $1) }.sorted {
      $0.1 != $1.1 ? $0.1 > $1.1 : $0.0 < $1.0
    }
    return joined
  }

  /// A total of points that is the sum of other points of the row: by its name alone it might be a
  /// balance.
  private func findSum() -> Inspection.Field? {
    let columns = candidates.filter { field in
      isInRow(field) && words[field.number]?.hasWord(["points", "point", "pts"]) == true
        && isNumeric(field)
    }
    guard (3...16).contains(columns.count) else { return nil }
    return columns.first { sum in
      guard words[sum.number]?.hasWord(["total", "sum"]) == true, coverage(sum) == 1 else {
        return false
      }
      let others = columns.filter { $0.number != sum.number }
      return rows.allSatisfy { row in
        let parts = others.reduce(0) { $0 + (amount(row[$1.number]) ?? 0) }
        return (parts - (amount(row[sum.number]) ?? .nan)).magnitude < 1e-6
      }
    }
  }

  /// Names of amounts that may as well be those of money.
  private static let moneyNames: Set<String> = [
    "amount", "value", "amountvalue", "netamount", "amountstring", "total",
  ]

  private func isNamedLikeMoney(_ field: Inspection.Field) -> Bool {
    words[field.number].map { Self.moneyNames.contains($0.words.joined()) } ?? false
  }

  /// The currency beside an amount whose name does not say that it is one of points.
  func currency(beside amount: Inspection.Field) -> Inspection.Field? {
    guard let name = words[amount.number], isNamedLikeMoney(amount) else { return nil }
    return candidates.first { field in
      let other = words[field.number]
      return other?.words.first == "currency" && other?.outer == name.outer
        && values(field).allSatisfy { $0.text != nil }
    }
  }

  /// Whether the amount is what an order cost, by its name.
  var isMoney: Bool {
    guard let path = proposal.path(.points), let field = fields.first(where: { $0.path == path }),
      let name = words[field.number], Self.moneyNames.contains(name.words.joined())
    else { return false }
    return currency(beside: field) != nil
      || name.outer.contains {
        ["transaction", "order", "purchase", "payment", "sale", "basket", "cart"].contains($0)
      }
  }

  /// Whether the amount is called points.
  var hasPoints: Bool {
    guard let path = proposal.path(.points), let field = fields.first(where: { $0.path == path })
    else { return false }
    return words[field.number]?.hasWord([
      "points", "point", "pts", "credits", "coins", "stars", "miles",
    ]) == true
  }
}
