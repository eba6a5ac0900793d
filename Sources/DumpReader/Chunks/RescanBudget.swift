/// A budget for rescanning: each byte consumed earns 8, each examined without progress costs 1.
/// Amortised, no input makes a search quadratic.
///
/// It stays independent of how the bytes are cut into reads where charges depend on offsets in the
/// stream alone, and are made when all bytes before such an offset have been consumed.
struct RescanBudget {
  /// What a consumed byte earns.
  private static let earned = 8
  private static let maximum = 1 << 30

  private var balance: Int

  init(_ balance: Int = 64 << 20) {
    self.balance = balance
  }

  /// Whether more was examined without progress than the budget allows.
  var isExhausted: Bool { balance < 0 }

  /// Counts bytes that were consumed, or examined with progress.
  mutating func earn(_ count: Int) {
    balance = min(balance + Self.earned * count, Self.maximum)
  }

  /// Charges bytes that were examined without progress.
  mutating func spend(_ count: Int) {
    balance -= count
  }
}
