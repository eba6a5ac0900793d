/// A collection whose totals have a formula, so that a run over billions of documents can be checked
/// without a second program that adds them up.
///
/// Document i is number r = i / U of the user at position j = i mod U, who is user (j · stride) mod U.
/// Its kind goes round in fours with r: award, award, redeem, deduct. Its points are
/// 1 + (j mod 1000) + r / 4. With n documents of a user, the sums over r < n are arithmetic series.
public struct ClosedForm: Sendable {
  /// Sums of one user, or of all of them.
  public struct Totals: Sendable, Equatable {
    /// Points in quarters of a point.
    public var awarded: Int128 = 0, redeemed: Int128 = 0, deducted: Int128 = 0
    /// How many transactions.
    public var transactions: Int128 = 0
  }

  /// How many documents there are.
  public let documents: Int
  /// How many users there are to have them.
  public let users: Int
  /// The distance from one user to the next; has no factor in common with `users`.
  public let stride: Int

  /// The totals of so many documents of so many users.
  public init(documents: Int, users: Int) {
    self.documents = max(0, documents)
    self.users = max(1, users)
    // The golden section spreads neighbours far apart.
    var stride = max(1, Int((Double(self.users) * 0.618_033_988_749_894_9)))
    while Self.commonDivisor(stride, self.users) != 1 { stride += 1 }
    self.stride = stride
  }

  /// How many users have at least one document; those at positions below this number.
  public var activeUsers: Int { min(documents, users) }

  /// The number of the user at a position.
  public func user(at position: Int) -> Int {
    let product = UInt64(position).multipliedFullWidth(by: UInt64(stride % users))
    return Int(UInt64(users).dividingFullWidth(product).remainder)
  }

  /// How many documents the user at a position has.
  public func documents(at position: Int) -> Int {
    documents / users + (position < documents % users ? 1 : 0)
  }

  /// The sums of the user at a position.
  public func totals(at position: Int) -> Totals {
    Self.totals(Int128(documents(at: position)), base: Self.base(position), users: 1)
  }

  /// The sums of all users.
  public var totals: Totals {
    let rounds = Int128(documents / users)
    let extra = documents % users
    let longer = Self.totals(rounds + 1, base: Self.sumOfBases(extra), users: Int128(extra))
    let shorter = Self.totals(
      rounds, base: Self.sumOfBases(users) - Self.sumOfBases(extra), users: Int128(users - extra))
    return Totals(
      awarded: longer.awarded + shorter.awarded, redeemed: longer.redeemed + shorter.redeemed,
      deducted: longer.deducted + shorter.deducted,
      transactions: longer.transactions + shorter.transactions)
  }

  /// What the users are called: the text of the key where that is text.
  public static func key(of user: Int, seed: UInt64) -> String {
    let user = User(user, seed: seed)
    var text = OutputBytes()
    text.append(hex: user.first)
    text.append(hex: user.second)
    return String(decoding: text.copied(), as: UTF8.self)
  }

  /// The part of the points that depends on the position, in quarters.
  static func base(_ position: Int) -> Int128 { 4 * (1 + Int128(position) % 1000) }

  /// The sum of `base` over the first `count` positions.
  private static func sumOfBases(_ count: Int) -> Int128 {
    let whole = Int128(count) / 1000
    let rest = Int128(count) % 1000
    return 4 * (whole * 500_500 + rest * (rest + 1) / 2)
  }

  /// The sums of `users` users with `count` documents each, whose bases add up to `base`.
  private static func totals(_ count: Int128, base: Int128, users: Int128) -> Totals {
    // Of the residues 0…3 the first two are awards. A residue k occurs m times, for r = k, k + 4, …
    // whose sum is m k + 2 m (m - 1).
    func sum(_ residue: Int128) -> Int128 {
      let times = (count + 3 - residue) / 4
      return times * base + users * (times * residue + 2 * times * (times - 1))
    }
    return Totals(
      awarded: sum(0) + sum(1), redeemed: sum(2), deducted: sum(3), transactions: users * count)
  }

  private static func commonDivisor(_ a: Int, _ b: Int) -> Int {
    var (a, b) = (a, b)
    while b != 0 { (a, b) = (b, a % b) }
    return a
  }
}
