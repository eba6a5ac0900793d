/// What a value of the type field means.
#if hasAttribute(nonexhaustive)
@nonexhaustive
#endif
public enum TypeMeaning: UInt8, Sendable, CaseIterable, BitwiseCopyable {
  /// The amount is added to what is awarded, redeemed, deducted.
  case award, redeem, deduct
  /// The amount is given back: it is taken off what is awarded, redeemed, deducted.
  case awardBack, redeemBack, deductBack
  /// The transaction does not count, and nobody need be told.
  case ignore

  /// The name in `--type VALUE=NAME` and in mapping files.
  public var name: String {
    switch self {
    case .award: "award"
    case .redeem: "redeem"
    case .deduct: "deduct"
    case .awardBack: "-award"
    case .redeemBack: "-redeem"
    case .deductBack: "-deduct"
    case .ignore: "ignore"
    }
  }

  /// All names.
  package static let names = allCases.map(\.name)

  /// The meaning of a name; nil when it is none.
  ///
  /// - Parameter name: As ``name`` has it.
  public init?(name: String) {
    guard let meaning = Self.allCases.first(where: { $0.name == name }) else { return nil }
    self = meaning
  }

  /// The meaning that a kind has by itself.
  ///
  /// - Parameter kind: What a transaction does with points.
  public init(_ kind: TransactionKind) {
    self =
      switch kind {
      case .award: .award
      case .redeem: .redeem
      case .deduct: .deduct
      }
  }

  /// The sum that it is about; that of awards for what is ignored, which nobody asks.
  @inline(__always)
  var kind: TransactionKind {
    switch self {
    case .award, .awardBack, .ignore: .award
    case .redeem, .redeemBack: .redeem
    case .deduct, .deductBack: .deduct
    }
  }

  /// Whether it is one of award, redeem and deduct.
  @inline(__always)
  var isPlain: Bool { rawValue <= TypeMeaning.deduct.rawValue }
}
