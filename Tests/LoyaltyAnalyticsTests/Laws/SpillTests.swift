import DumpReader
import SampleData
import TestSupport
import Testing

@testable import LoyaltyAnalytics

@Suite("Spilling")
struct SpillTests {
  /// A page with random content, sealed.
  private func page(_ count: Int, _ generator: inout ValueGenerator) -> [UInt8] {
    var page = [UInt8](repeating: 0, count: SpillPageFormat.headerSize)
    for _ in 0..<count { page.append(UInt8(truncatingIfNeeded: generator.next())) }
    SpillPageFormat.seal(&page)
    return page
  }

  private func isIntact(_ page: [UInt8]) -> Bool { SpillPageFormat.isIntact(page.rawBytes) }

  @Test("A flipped bit is found, wherever it is")
  func flippedBits() {
    let seed = UInt64.random(in: 0..<1 << 32)
    var generator = ValueGenerator(seed: seed)
    for size in [1, 7, 16, 100, 999] {
      var page = page(size, &generator)
      #expect(isIntact(page))
      for _ in 0..<2000 {
        let bit = Int.random(in: 0..<page.count * 8, using: &generator)
        page[bit / 8] ^= 1 << UInt8(bit % 8)
        #expect(!isIntact(page), "bit \(bit) of \(size), seed \(seed)")
        page[bit / 8] ^= 1 << UInt8(bit % 8)
      }
    }
  }

  @Test("A page that is too short or too long is found")
  func length() {
    var generator = ValueGenerator(seed: 1)
    let page = page(40, &generator)
    for count in 0..<page.count {
      let short = Array(page.prefix(count))
      #expect(!isIntact(short))
    }
    let long = page + [0]
    #expect(!isIntact(long))
  }

  static let small = SampleRecipe(documents: 200, users: 90, seed: 5).bytes(as: .bson)
  static let awkward = SampleRecipe(.awkward, documents: 150, users: 64, seed: 6).bytes(as: .bson)

  @Test(
    "Results do not depend on when users are spilled, nor on threads",
    arguments: [1, 2, 7, 100], [1, 2, 8])
  func sameResult(users: Int, threads: Int) throws {
    for bytes in [Self.small, Self.awkward] {
      for (column, grouping) in [
        (Ranking.Column.awarded, Grouping.user), (.user, .user),
        (.user, .combination([.store, .calendar(.month), .user])),
      ] {
        for top in [nil, 10] {
          var query = Query()
          query.statuses = .any
          query.grouping = grouping
          var analysis = Analysis.everything(query)
          analysis.ranking.column = column
          analysis.ranking.top = top
          analysis.ranking.skip = top == nil ? 0 : 3
          let expected = try analysis.answer(bytes)
          analysis.memory.forcedUsers = users
          analysis.threads = threads
          #expect(try analysis.answer(bytes) == expected)
        }
      }
    }
  }

  @Test("Spilling really happens")
  func happens() throws {
    var analysis = Analysis.everything()
    analysis.memory.forcedUsers = 2
    let file = try TemporaryFile(Self.small)
    let stats = try analysis.run(paths: [file.path]).stats
    #expect(stats.spillPasses > 0)
    #expect(stats.spilledBytes > 0)
  }

  private func failure(_ memory: MemoryBudget) throws -> AnalysisError? {
    var analysis = Analysis.everything()
    analysis.memory = memory
    let file = try TemporaryFile(Self.small)
    return #expect(throws: AnalysisError.self) { _ = try analysis.run(paths: [file.path]) }
  }

  @Test("A limit on temporary files holds, and is told")
  func limit() throws {
    var memory = MemoryBudget()
    memory.forcedUsers = 2
    for limit in [0, 1, 4000] {
      memory.spillLimit = limit
      let error = try failure(memory)
      #expect(error?.code == .temporaryFile)
      #expect(error?.reason.contains("more than they may") == true)
    }
    memory.spillLimit = 100 << 20
    var analysis = Analysis.everything()
    analysis.memory = memory
    #expect(try analysis.answer(Self.small) == Analysis.everything().answer(Self.small))
  }

  @Test("A directory that is not there, or is none, is named")
  func directory() throws {
    let file = try TemporaryFile([1])
    var memory = MemoryBudget()
    memory.forcedUsers = 2
    for directory in ["\(file.path)-missing", file.path, "/proc"] {
      memory.directory = directory
      let error = try failure(memory)
      #expect(error?.code == .temporaryFile)
      #expect(error?.reason.hasPrefix(directory) == true)
    }
  }

  @Test("Nobody can prepare keys that fall on each other", arguments: SampleKeys.allCases)
  func adversarialKeys(_ keys: SampleKeys) throws {
    let users = min(2000, keys.limit)
    let recipe = SampleRecipe(.closedForm, documents: users * 4, users: users, keys: keys)
    var analysis = Analysis.everything()
    let bytes = recipe.bytes(as: .bson)
    let expected = try analysis.answer(bytes)
    let form = ClosedForm(documents: users * 4, users: users)
    #expect(expected.total == form.activeUsers)
    #expect(expected.totals.awarded.units == form.totals.awarded * 250_000_000_000_000_000)
    analysis.memory.forcedUsers = 300
    #expect(try analysis.answer(bytes) == expected)

    // The upper bits choose partition and slot: they must tell the keys apart.
    var partitions = [Int](repeating: 0, count: 64)
    var slots: Set<UInt64> = []
    for row in expected.rows {
      let hash = KeyHash.shared(row.key.kind, row.key.bytes.rawBytes)
      partitions[Int(hash >> 58)] += 1
      slots.insert(hash >> 32)
    }
    #expect(slots.count >= expected.rows.count - 5)
    #expect(partitions.allSatisfy { $0 < 3 * expected.rows.count / 64 + 20 })
  }
}
