/// How much memory the groups may take, and where they go when that is not enough.
public struct MemoryBudget: Sendable {
  /// Bytes for groups, keys and labels; nil for no limit.
  public var bytes: Int?
  /// The directory of temporary files.
  public var directory = "/tmp"
  /// Bytes that temporary files may take; nil for no limit.
  public var spillLimit: Int?
  /// Spills whenever a worker has so many users: for tests.
  public var forcedUsers: Int?

  /// No limit.
  public init() {}

  /// What a worker takes at least: its first tables, and the pages that it writes when it spills.
  private static let leastShare = 4 << 20

  /// How many workers there is memory for, at least one.
  func workers(atMost threads: Int) -> Int {
    max(1, min(threads, (bytes ?? .max) / Self.leastShare))
  }

  /// What one of several workers may use.
  ///
  /// Merging tables takes slots for the users of all of them while the old ones are still there, and
  /// copies users where references run out, so that several workers may only use two thirds together.
  func share(of workers: Int) -> Int {
    guard let bytes else { return .max }
    return workers == 1 ? bytes : bytes / 3 * 2 / workers
  }
}
