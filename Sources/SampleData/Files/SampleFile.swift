/// A file of the folder `samples`.
public struct SampleFile: Sendable {
  /// Where it lies, from the folder.
  public let path: String
  private let contents: @Sendable () -> [UInt8]

  init(_ path: String, _ contents: @escaping @Sendable () -> [UInt8]) {
    self.path = path
    self.contents = contents
  }

  /// What it holds.
  public func bytes() -> [UInt8] { contents() }

  /// The transactions that the sound samples are about.
  public static let recipe = SampleRecipe(documents: 1000, users: 200, seed: 2014)

  /// The fewer transactions that the damaged samples are about.
  public static let shortRecipe = SampleRecipe(documents: 40, users: 12, seed: 2014)

  /// All files.
  public static let all = sound + damagedBSON + damagedJSON + damagedContainers + shapes

  /// The same transactions in every form.
  public static let sound = [
    SampleFile("transactions.bson") { recipe.bytes(as: .bson) },
    SampleFile("transactions.jsonl") { recipe.bytes(as: .jsonl) },
    SampleFile("transactions-canonical.jsonl") { recipe.bytes(as: .canonical) },
    SampleFile("transactions-legacy.jsonl") { recipe.bytes(as: .legacy) },
    SampleFile("transactions-shell.txt") { recipe.bytes(as: .shell) },
    SampleFile("transactions.json") { recipe.bytes(as: .jsonl, layout: [.array, .pretty]) },
    SampleFile("transactions.csv") { recipe.bytes(as: .csv) },
    SampleFile("transactions.archive") { recipe.bytes(as: .archive) },
  ]
}
