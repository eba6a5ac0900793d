/// The movements of points that the files of `samples/shapes` tell, each in a layout of its own.
///
/// There is no randomness beyond the seed, amounts are whole numbers, and no balance falls below
/// zero, so that every layout can tell every movement.
struct ShapeLedger: Sendable {
  /// What a movement does.
  enum Kind: Sendable { case award, redeem, deduct }

  /// Whether it counts.
  enum State: Sendable { case done, pending, cancelled }

  /// One movement of points.
  struct Movement: Sendable {
    var number: Int
    var member: Int
    var kind: Kind
    var points: Int
    var state = State.done
    /// Milliseconds since 1970 (UTC).
    var time: Int64
    /// What the member has after it.
    var balance: Int
    /// What the member paid in the shop, in cents; 0 where nothing was bought.
    var cents: Int

    /// The points with the sign that a ledger gives them.
    var signed: Int { kind == .award ? points : -points }
  }

  /// The movements in order of time.
  let movements: [Movement]

  /// Movements of the members; with `kinds` other than these a movement becomes a redemption, with
  /// `states` some are pending or cancelled.
  init(seed: UInt64, deducts: Bool = false, states: Bool = false) {
    var random = SplitMix64(seed: seed)
    var balances = Array(repeating: 0, count: Self.members.count)
    var time: Int64 = 1_704_182_400_000
    movements = (1...Self.count).map { number in
      time += Int64(1 + random.below(30 * 3600)) * 1000
      let member = random.below(Self.members.count)
      let roll = random.below(10)
      var kind = roll < 6 ? Kind.award : roll < 9 || !deducts ? .redeem : .deduct
      if balances[member] < 10 { kind = .award }
      let points =
        kind == .award ? 5 + random.below(400) : 1 + random.below(balances[member])
      let chance = random.below(12)
      let state: State = !states || chance > 2 ? .done : chance == 0 ? .cancelled : .pending
      if state == .done { balances[member] += kind == .award ? points : -points }
      return Movement(
        number: number, member: member, kind: kind, points: points, state: state, time: time,
        balance: balances[member],
        cents: kind == .award ? 7 * points + random.below(90) : 0)
    }
  }

  private static let count = 180

  /// The members, by first and last name.
  static let members: [(first: String, last: String)] = [
    ("Ida", "Holm"), ("Per", "Dahl"), ("Zoë", "Ng"), ("Omar", "Haddad"), ("Lena", "Vogt"),
    ("Tomás", "Ruiz"), ("Aiko", "Mori"), ("Nils", "Berg"), ("Ruth", "Levi"), ("Jan", "Novák"),
    ("Mia", "Costa"), ("Ravi", "Iyer"),
  ]

  /// The member's key in most layouts.
  static func key(_ member: Int) -> String { "M-\(1001 + 17 * member)" }

  /// The member's address.
  static func email(_ member: Int) -> String { "member\(1001 + 17 * member)@example.com" }
}

extension ShapeLedger {
  /// The sums of each member that has a movement which counts, in order of first appearance.
  var totals: [(member: Int, awarded: Int, redeemed: Int, deducted: Int, transactions: Int)] {
    var order: [Int] = []
    var sums: [Int: (awarded: Int, redeemed: Int, deducted: Int, transactions: Int)] = [:]
    for movement in movements where movement.state == .done {
      if sums[movement.member] == nil { order.append(movement.member) }
      var sum = sums[movement.member] ?? (0, 0, 0, 0)
      switch movement.kind {
      case .award: sum.awarded += movement.points
      case .redeem: sum.redeemed += movement.points
      case .deduct: sum.deducted += movement.points
      }
      sum.transactions += 1
      sums[movement.member] = sum
    }
    return order.compactMap { member in
      sums[member].map { (member, $0.awarded, $0.redeemed, $0.deducted, $0.transactions) }
    }
  }
}

extension ShapeLedger.Movement {
  /// `2024-03-01T10:00:00.000Z`.
  var instant: String {
    var text = OutputBytes()
    text.append(dateTime: time)
    return String(decoding: text.copied(), as: UTF8.self)
  }

  /// `2024-03-01`.
  var day: String { String(instant.prefix(10)) }

  /// What was paid, with two digits behind the point.
  func money(point: String = ".") -> String {
    "\(cents / 100)\(point)\(cents % 100 < 10 ? "0" : "")\(cents % 100)"
  }

  var key: String { ShapeLedger.key(member) }
  var email: String { ShapeLedger.email(member) }
  var first: String { ShapeLedger.members[member].first }
  var last: String { ShapeLedger.members[member].last }
}
