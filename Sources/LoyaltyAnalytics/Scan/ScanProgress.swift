public import DumpReader
internal import Synchronization

/// How far a run has got; written by the workers, read by whoever displays it.
public final class ScanProgress: Sendable {
  private let consumed = Atomic(0)
  private let size = Atomic(-1)
  private let held = Atomic(0)
  /// What the reader has read, also of what it has not handed out yet.
  let meter = ReadMeter()
  private let journal = Mutex<ReorderBuffer?>(nil)

  /// Progress of a run that has not begun.
  public init() {}

  /// Bytes consumed, and how many there are where that is known.
  public var source: SourceProgress {
    let size = size.load(ordering: .relaxed)
    // A beginning may be read twice.
    let read = min(meter.count, size < 0 ? .max : size)
    return SourceProgress(
      consumed: max(consumed.load(ordering: .relaxed), read), size: size < 0 ? nil : size)
  }

  /// Documents that have been decided about.
  public var documents: Int {
    journal.withLock { $0?.documentCount.load(ordering: .relaxed) ?? 0 }
  }

  /// Bytes of memory that decompression holds on to.
  var heldBytes: Int { held.load(ordering: .relaxed) }

  func note(_ progress: SourceProgress) {
    consumed.store(progress.consumed, ordering: .relaxed)
    size.store(progress.size ?? -1, ordering: .relaxed)
    held.store(progress.heldBytes, ordering: .relaxed)
  }

  func attach(_ journal: ReorderBuffer) {
    self.journal.withLock { $0 = journal }
  }
}
