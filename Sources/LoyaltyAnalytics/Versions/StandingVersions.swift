internal import DumpReader
internal import Synchronization

/// Decides of all documents which stand, partition by partition on several threads, and hands them to the
/// consumers of these threads.
///
/// A partition is read twice: first its ids go into a table, with the position of the last version of
/// each; then the consumer is told of each version whether it is that one. Ids that do not fit are spread
/// over smaller partitions first. Pages in memory go when they have been read.
final class StandingVersions<Consumer: VersionConsumer>: Sendable {
  private struct Task: Sendable {
    var pages: [VersionPage]
    var level: Int
  }

  /// Levels of partitions: no ids that differ have as many bits of a hash in common.
  private static var maximumLevel: Int { 8 }

  private let consumers: [ThreadConfined<Consumer>]
  private let quota: SpillQuota
  /// Bytes that the table of ids of a thread may take, and its consumer.
  private let tableLimit: Int, consumerLimit: Int
  private let tasks: Mutex<[Task]>
  private let failure = Mutex<(any Error)?>(nil)

  /// The decision about pages of several workers.
  ///
  /// - Parameters:
  ///   - parts: The pages of each partition, of each worker.
  ///   - share: Bytes that a thread may take; `Int.max` for no limit.
  ///   - consumers: One a thread.
  init(
    _ parts: [[[VersionPage]]], share: Int, quota: SpillQuota,
    consumers: [ThreadConfined<Consumer>]
  ) {
    self.consumers = consumers
    self.quota = quota
    // Half of the share may be in pages that wait; what has gone to disk makes room.
    let isOnDisk = parts.allSatisfy { $0.allSatisfy { $0.allSatisfy(\.isOnDisk) } }
    tableLimit = share == .max ? .max : isOnDisk ? share / 4 : share / 8
    consumerLimit = share == .max ? .max : isOnDisk ? share / 2 : share / 4
    tasks = Mutex(
      (0..<1 << VersionLog.bits).map { partition in
        Task(pages: parts.flatMap { $0[partition] }, level: 0)
      })
  }

  /// Hands all documents to the consumers.
  func run() throws {
    concurrentPerform(consumers.count) { [self] index in
      do {
        try work(consumers[index].value)
      } catch {
        failure.withLock { if $0 == nil { $0 = error } }
        // There is no use in what the others would still do.
        tasks.withLock { $0.removeAll() }
      }
    }
    if let error = failure.withLock({ $0 }) { throw error }
  }

  private func work(_ consumer: Consumer) throws {
    var table = VersionTable()
    var buffer: [UInt8] = []
    while let task = tasks.withLock({ $0.popLast() }) {
      var waiting = [task]
      while var task = waiting.popLast() {
        let entries = task.pages.reduce(0) { $0 + $1.entryCount }
        table.reset(for: entries, limit: tableLimit)
        if try note(task, &table, &buffer) {
          try handOn(&task, table, &buffer, to: consumer)
        } else {
          table.reset(for: 0, limit: tableLimit)
          waiting += try spread(&task, &buffer)
        }
      }
    }
  }

  /// Puts the ids of a partition into the table; false when they do not fit.
  private func note(
    _ task: Task, _ table: inout VersionTable, _ buffer: inout [UInt8]
  ) throws -> Bool {
    for page in task.pages {
      try page.read(quota, into: &buffer) { bytes in
        var offset = SpillPageFormat.headerSize
        while offset < bytes.byteCount {
          let entry = VersionEntry(bytes, at: offset)
          table.note(entry)
          offset &+= entry.size
        }
      }
      if table.byteCount > tableLimit, table.count > 1, task.level + 1 < Self.maximumLevel {
        return false
      }
    }
    return true
  }

  /// Hands the documents of a partition on.
  private func handOn(
    _ task: inout Task, _ table: VersionTable, _ buffer: inout [UInt8],
    to consumer: Consumer
  ) throws {
    for index in task.pages.indices {
      let page = task.pages[index]
      task.pages[index].place = .nowhere
      try page.read(quota, into: &buffer) { bytes in
        try consumer.take(bytes, from: SpillPageFormat.headerSize, table)
      }
      try consumer.relieve(consumerLimit)
    }
  }

  /// Spreads the documents of a partition over smaller ones.
  private func spread(_ task: inout Task, _ buffer: inout [UInt8]) throws -> [Task] {
    var log = VersionLog(level: task.level + 1)
    for index in task.pages.indices {
      let page = task.pages[index]
      task.pages[index].place = .nowhere
      try page.read(quota, into: &buffer) { bytes in
        var offset = SpillPageFormat.headerSize
        while offset < bytes.byteCount {
          let entry = VersionEntry(bytes, at: offset)
          log.append(bytes.extracting(offset..<offset &+ entry.size), hash: entry.hash)
          offset &+= entry.size
        }
      }
      if log.byteCount > tableLimit { try log.spill(quota, all: false) }
    }
    // Those that wait for their turn take no memory.
    try log.spill(quota, all: true)
    let level = task.level + 1
    return log.finish().filter { !$0.isEmpty }.map { Task(pages: $0, level: level) }
  }
}
