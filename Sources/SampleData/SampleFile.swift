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

  /// The transactions that all samples are about.
  public static let recipe = SampleRecipe(documents: 1000, users: 200, seed: 2014)

  /// All files.
  public static let all: [SampleFile] = []
}
