/// What a transaction does with points.
@frozen
public enum TransactionKind: UInt8, Sendable, CaseIterable {
  /// Points are given.
  case award
  /// Points are spent.
  case redeem
  /// Points are taken away.
  case deduct
}
