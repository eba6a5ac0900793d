/// How many bytes may still be looked at in vain.
///
/// Each byte of the stream that goes by earns some more, so that no input makes a search quadratic.
/// It stays independent of how the bytes are cut into reads where charges depend on places in the
/// stream alone, and are made when all bytes before such a place have gone by.
struct RescanBudget {
  /// What a byte that goes by earns.
  private static let earned = 8
  private static let maximum = 1 << 30

  private var balance: Int

  init(_ balance: Int = 64 << 20) {
    self.balance = balance
  }

  /// Whether more has been looked at in vain than there was credit for.
  var isExhausted: Bool { balance < 0 }

  /// Counts bytes that have gone by, or that were looked at to some purpose.
  mutating func earn(_ count: Int) {
    balance = min(balance + Self.earned * count, Self.maximum)
  }

  /// Charges bytes that have been looked at in vain.
  mutating func spend(_ count: Int) {
    balance -= count
  }
}
