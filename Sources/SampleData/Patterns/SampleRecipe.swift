/// What to make: the whole description of a sample. The same recipe gives the same documents on
/// every machine.
public struct SampleRecipe: Sendable {
  /// The kinds of documents.
  public enum Pattern: String, Sendable, CaseIterable {
    /// Transactions of a loyalty programme, as it writes them.
    case programme
    /// Every value that is hard to read right, in one collection; for tests of equivalence.
    case awkward
    /// Transactions whose totals have a formula; see ``ClosedForm``.
    case closedForm = "closed-form"
  }

  /// The kind of documents.
  public var pattern: Pattern
  /// How many documents.
  public var documents: Int
  /// How many users there are to have transactions; in a random pattern not all need to.
  public var users: Int
  /// Decides everything that is left to chance.
  public var seed: UInt64
  /// What the users are called.
  public var keys: SampleKeys

  /// A recipe; at least one user is taken, and no more than the keys allow.
  public init(
    _ pattern: Pattern = .programme, documents: Int, users: Int, seed: UInt64 = 1,
    keys: SampleKeys = .hex
  ) {
    self.pattern = pattern
    self.documents = max(0, documents)
    self.users = min(max(1, users), keys.limit)
    self.seed = seed
    self.keys = keys
  }
}

/// Makes the documents of a recipe, any of them at any time.
protocol TransactionPattern {
  /// Fills an empty document with number `index`.
  mutating func make(_ index: Int, into document: inout SampleDocument)
}
