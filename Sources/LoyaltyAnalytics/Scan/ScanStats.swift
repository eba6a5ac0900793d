internal import DumpReader
internal import Synchronization

/// Where the time and the memory of a run went.
public struct ScanStats: Sendable {
  /// Seconds in which a worker did what only one can do at a time: reading, decompressing and framing, or,
  /// of files that are read in ranges, comparing their borders.
  public package(set) var readSeconds = 0.0
  /// Seconds from the first read to the end of the last chunk.
  public package(set) var scanSeconds = 0.0
  /// Seconds in which the workers' tables were merged.
  public package(set) var mergeSeconds = 0.0
  /// Seconds in which groups were finalized and ranked.
  public package(set) var rankSeconds = 0.0
  /// How many groups there are.
  public package(set) var users = 0
  /// Bytes of all workers' tables before they were merged.
  public package(set) var tableBytes = 0
  /// Bytes written to temporary files.
  public package(set) var spilledBytes = 0
  /// How often a worker wrote its tables out.
  public package(set) var spillPasses = 0
  /// Partitions that the groups were spread over on disk.
  public package(set) var partitions = 0
}

/// A clock that has been started.
struct Stopwatch {
  private let start = ContinuousClock.now

  /// Seconds since it was started.
  var seconds: Double {
    let (seconds, attoseconds) = (ContinuousClock.now - start).components
    return Double(seconds) + Double(attoseconds) * 1e-18
  }
}
