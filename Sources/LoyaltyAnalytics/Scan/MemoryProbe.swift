internal import Synchronization

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Darwin)
internal import Darwin
#endif

/// What happens where the system refuses memory for tables.
///
/// Tables grow in the middle of a scan, on all threads, where nothing could be thrown without a price
/// for every transaction. So the process ends there; how, the program may say.
public enum MemoryExhaustion {
  private static let handler = Mutex<(@Sendable () -> Never)?>(nil)
  /// Whether a thread has ended the process already.
  private static let isEnding = Atomic(false)

  /// Sets what ends the process, instead of a trap with a message.
  ///
  /// Nothing has been printed by then that a result would consist of, and temporary files have no
  /// names, so that nothing is left behind.
  ///
  /// - Parameter body: Called on one of the threads, once. It must not allocate.
  public static func setHandler(_ body: @escaping @Sendable () -> Never) {
    handler.withLock { $0 = body }
  }

  /// Ends the process. Of several threads only one speaks; the others wait for the end.
  @inline(never)
  static func endProcess() -> Never {
    guard !isEnding.exchange(true, ordering: .relaxed) else { while true { pause() } }
    if let handler = handler.withLock(\.self) { handler() }
    fatalError("out of memory: the system has refused memory for tables")
  }
}

/// Ends the process with a message where the system would not give so much memory, and what everything
/// else needs beside it. An array of Swift that gets no memory ends it by a signal; so before a table
/// grows there has to be more than it takes.
@inline(never)
func expectMemory(_ count: Int) {
  let size = count + (16 << 20)
  let start = unsafe mmap(nil, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANON, -1, 0)
  guard let start = unsafe start, unsafe start != MAP_FAILED else { MemoryExhaustion.endProcess() }
  unsafe munmap(start, size)
}
