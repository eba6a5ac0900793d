import ArgumentParser
import LoyaltyAnalytics
import LoyaltyReports

/// What the run may take of the machine.
struct ResourceOptions: ParsableArguments {
  @Option(
    name: .long, parsing: .unconditional,
    help: ArgumentHelp("Threads; one per processor without it.", valueName: "n"))
  var threads: Int?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Memory for users, such as 512MiB or 2GB; beyond it they go to temporary files. A quarter of the machine's without it.",
      valueName: "size"),
    transform: ByteCount.parse)
  var memory: ByteCount?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "The directory of temporary files; $TMPDIR or /tmp without it.", valueName: "dir"),
    completion: .directory)
  var tempDir: String?

  @Option(
    name: .long, help: ArgumentHelp("The most that temporary files may take.", valueName: "size"),
    transform: ByteCount.parse)
  var tempLimit: ByteCount?

  @Option(name: .long, help: .hidden)
  var spillUsers: Int?

  @Option(name: .long, help: .hidden)
  var rangeSize: Int?
}

extension ResourceOptions {
  /// How many threads work.
  func threadCount() throws -> Int {
    guard let threads else { return SystemResources.processorCount }
    guard (1...1024).contains(threads) else {
      throw ValidationError("--threads must be between 1 and 1024")
    }
    return threads
  }

  /// How much memory the groups may take, and where they go beyond it.
  func budget() throws -> MemoryBudget {
    var budget = MemoryBudget()
    if let memory {
      guard memory.bytes >= Self.least else {
        throw ValidationError("--memory must be at least 16MiB")
      }
      budget.bytes = memory.bytes
    } else {
      let memory = SystemResources.memoryBytes
      budget.bytes = max(min(256 << 20, memory / 2), memory / 4)
    }
    budget.directory = temporaryDirectory
    budget.spillLimit = tempLimit?.bytes
    // The variable lets the whole test suite run with spilling.
    budget.forcedUsers =
      spillUsers ?? Terminal.environment("ANALYZE_SPILL_USERS").flatMap { Int($0) }
    return budget
  }

  /// Bytes of the ranges that workers read of large files; nil for as many as are usual.
  var forcedRangeSize: Int? {
    // The variable lets the whole test suite run with small ones.
    (rangeSize ?? Terminal.environment("ANALYZE_RANGE_SIZE").flatMap { Int($0) }).map { max(0, $0) }
  }

  private var temporaryDirectory: String {
    tempDir ?? Terminal.environment("TMPDIR").flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"
  }

  /// Where temporary files of a report go.
  var temporarySpace: TemporarySpace {
    TemporarySpace(directory: temporaryDirectory, limit: tempLimit?.bytes)
  }

  private static let least = 16 << 20
}
