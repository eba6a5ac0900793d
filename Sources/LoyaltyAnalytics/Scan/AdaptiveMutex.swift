internal import CIntrinsics
internal import Synchronization

/// The lock around the reader: whoever waits for it looks out for a moment before going to sleep.
///
/// A chunk is read in about 20 µs, which is less than it takes to put a thread to sleep and to wake
/// it again, above all in a virtual machine. With two threads that made 3 to 7 % of the whole time.
struct AdaptiveMutex: ~Copyable, Sendable {
  /// How often to look before sleeping: about as long as reading a chunk takes.
  private static let patience = 2000

  private let mutex = Mutex<Void>(())
  private let isTaken = Atomic(false)

  /// Runs a body that no other thread runs at the same time.
  func withLock<Result, Failure: Error>(
    _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    var looks = 0
    while isTaken.load(ordering: .relaxed), looks < Self.patience {
      bytemask_pause()
      looks += 1
    }
    return try mutex.withLock { (_: inout sending Void) throws(Failure) -> Result in
      isTaken.store(true, ordering: .relaxed)
      defer { isTaken.store(false, ordering: .relaxed) }
      return try body()
    }
  }
}
