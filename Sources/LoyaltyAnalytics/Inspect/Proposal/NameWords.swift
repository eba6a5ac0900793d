/// What the words of a name say where no list has the whole of it: `points_awarded`, `txn_points`,
/// `customer_ref`, `membershipNumber`.
enum NameWords {
  /// What a name that speaks of points says.
  enum Amount: Sendable {
    /// Points that moved, and nothing else.
    case points
    /// Perhaps points: a word is not known, or what is counted has a name of its own.
    case unclear
  }

  /// Whether a name is that of an amount of points; nil where its words say nothing of it.
  static func amount(_ words: [String]) -> Amount? {
    let words = words.flatMap { parted($0, units, moves) ?? [$0] }
    guard !words.contains(where: { RoleNames.notAmount.contains($0) || notMoved.contains($0) })
    else { return nil }
    let rest = words.filter { !units.contains($0) }
    if rest.count < words.count { return rest.allSatisfy(moves.contains) ? .points : .unclear }
    switch words.count {
    case 1: return currencies.contains(words[0]) ? .unclear : nil
    case 2: return kinds.contains(words[0]) && sums.contains(words[1]) ? .unclear : nil
    default: return nil
    }
  }

  /// Whether a name is that of a person's key.
  static func isUser(_ words: [String]) -> Bool {
    var words = words.flatMap { word in
      // It is a word of its own behind anything else.
      parted(word, keys.union(["no", "nr", "num"]), persons) ?? [word]
    }
    words.removeAll { decorations.contains($0) }
    if let last = words.last, ["no", "nr", "num"].contains(last) {
      words[words.count - 1] = "number"
    }
    guard let last = words.last,
      !words.contains(where: { RoleNames.staff.contains($0) || notUsers.contains($0) })
    else { return false }
    if RoleNames.user[words.joined()] != nil { return true }
    if words.count == 1 { return people.contains(last) }
    let before = words[words.count - 2]
    return keys.contains(last)
      ? persons.contains(before) : people.contains(last) && before == "loyalty"
  }

  /// Which word of a name says that points are given, or taken, with its place.
  static func direction(_ words: [String]) -> (place: Int, effect: TypeEffect)? {
    for (place, word) in words.enumerated() {
      if given.contains(word) { return (place, .award) }
      if taken.contains(word) { return (place, .redeem) }
      if lost.contains(word) { return (place, .deduct) }
    }
    return nil
  }

  /// The two words of one that is written together: `txnpoints`, `pointsearned`.
  private static func parted(
    _ word: String, _ some: Set<String>, _ others: Set<String>
  ) -> [String]? {
    for one in some where word.utf8.count > one.utf8.count {
      if word.hasSuffix(one), others.contains(String(word.dropLast(one.count))) {
        return [String(word.dropLast(one.count)), one]
      }
      if word.hasPrefix(one), others.contains(String(word.dropFirst(one.count))) {
        return [one, String(word.dropFirst(one.count))]
      }
    }
    return nil
  }

  /// What is counted.
  private static let units: Set<String> = [
    "point", "points", "pt", "pts", "mile", "miles", "star", "stars", "stamp", "stamps", "coin",
    "coins", "credits", "avios", "punkt", "punkte", "puntos", "punti", "pontos", "punten",
  ]
  /// What is counted by names that other things have as well.
  private static let currencies: Set<String> = [
    "bonus", "cashback", "token", "tokens", "gem", "gems", "xp", "diamonds", "crystals", "kudos",
    "karma", "reward", "rewards", "awarded", "earned", "accrued", "nights",
  ]
  private static let kinds: Set<String> = [
    "loyalty", "reward", "rewards", "bonus", "cashback", "credit",
  ]
  private static let sums: Set<String> = ["amount", "amt", "value", "delta", "change"]

  private static let given: Set<String> = [
    "awarded", "award", "earned", "earn", "credited", "credit", "added", "issued", "accrued",
    "gained", "received", "granted", "given", "collected", "in", "plus",
  ]
  private static let taken: Set<String> = [
    "redeemed", "redeem", "used", "spent", "burned", "burnt", "burn", "debited", "debit",
    "consumed", "converted", "out", "minus",
  ]
  private static let lost: Set<String> = [
    "deducted", "removed", "expired", "forfeited", "revoked", "lost", "lapsed",
  ]
  /// What moves points, and whose they are.
  private static let moves: Set<String> = given.union(taken).union([
    "deducted", "removed", "forfeited", "revoked", "txn", "trx", "trans", "transaction",
    "transactions", "loyalty", "reward", "rewards", "bonus", "base", "delta", "change", "changed",
    "diff", "net", "amount", "amt", "qty", "quantity", "value", "adjusted", "adjustment", "applied",
    "moved", "posted", "club", "customer", "member", "user", "redemption", "promo", "promotional",
    "extra", "activity", "event", "movement",
  ])
  /// What is said of points that did not move.
  private static let notMoved: Set<String> = [
    "program", "programme", "level", "status", "state", "type", "kind", "class", "group", "name",
    "key", "ref", "threshold", "required", "needed", "min", "max", "minimum", "maximum", "goal",
    "target", "cap", "per", "factor", "rule", "template", "is", "has", "can", "use", "goods",
    "date",
    "at", "time", "day", "days", "expire", "expires", "expiring", "left", "open", "opening",
    "closing", "running", "cumulative", "ytd", "accumulated", "possible", "potential", "estimated",
    "next", "to", "until",
  ]

  /// What a key is called.
  private static let keys: Set<String> = [
    "id", "ids", "ref", "reference", "key", "number", "uid", "uuid", "guid", "code", "identifier",
    "pk", "fk", "sk", "gid", "token",
  ]
  /// Whose key says who it is.
  private static let persons: Set<String> = RoleNames.persons.union(people).union([
    "loyalty", "membership", "household", "family", "subscription", "identity", "party", "kunden",
    "mitglieds",
  ])
  /// Who they are, with no word of a key beside it.
  private static let people: Set<String> = [
    "customer", "member", "user", "guest", "person", "buyer", "player", "consumer", "cust", "mbr",
    "subscriber", "patron", "shopper", "pax", "passenger", "participant", "collector", "cardholder",
    "accountholder", "traveler", "traveller", "flyer", "visitor", "kunde", "mitglied", "cliente",
    "socio", "membre",
  ]
  /// What stands beside a name and says nothing of whose key it is.
  private static let decorations: Set<String> = [
    "hash", "hashed", "enc", "encrypted", "masked", "pseudonym", "pseudonymised", "pseudonymized",
    "anonymised", "anonymized", "anon", "sha256", "md5", "txn", "trx", "transaction",
  ]
  /// Who it is about beside the one whose points they are, and what is no person's.
  private static let notUsers: Set<String> = [
    "parent", "referred", "referring", "referral", "referee", "invited", "inviter", "sponsor",
    "old",
    "previous", "merged", "related", "linked", "from", "to", "target", "source", "type", "status",
    "tier", "level", "api", "access", "session", "order", "rule", "offer", "reward",
  ]
}
