/// How much memory the groups may take, and where they go when that is not enough.
public struct MemoryBudget: Sendable {
  /// Bytes for groups, keys and labels; nil for no limit.
  public var bytes: Int?
  /// The directory of temporary files.
  public var directory = "/tmp"
  /// Bytes that temporary files may take; nil for no limit.
  public var spillLimit: Int?
  /// Spills whenever a worker has so many users: for tests.
  package var forcedUsers: Int?

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
  ///
  /// - Parameter held: What decompression takes, which comes out of the budget where it is more than the
  ///   room beside it.
  func share(of workers: Int, held: Int = 0) -> Int {
    guard let bytes else { return .max }
    let free = bytes - max(0, held - Self.roomForWindow)
    return workers == 1 ? free : free / 3 * 2 / workers
  }

  /// Of the 64 MiB that a run may take beside its budget, what a zstd frame may have of them.
  private static let roomForWindow = 32 << 20

  /// The largest window that a zstd frame may ask for.
  var windowLimit: Int { bytes.map { max(Self.roomForWindow, $0) } ?? .max }
}
