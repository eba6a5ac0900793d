import DumpReader
import SampleData
import TestSupport
import Testing

@testable import LoyaltyAnalytics

@Suite("Groups that workers share")
struct SharedGroupsTests {
  /// Many chunks of many users, who come again in most of them.
  private static let documents = [
    SampleRecipe(documents: 6000, users: 2500, seed: 11).bytes(as: .bson),
    SampleRecipe(.awkward, documents: 3000, users: 400, seed: 12).bytes(as: .jsonl),
  ]

  @Test(
    "Sharing and writing out change no result", arguments: [1_000_000, 900, 60], [1, 3, 8])
  func sameResult(users: Int, threads: Int) throws {
    for bytes in Self.documents {
      for top in [nil, 10] {
        var analysis = Analysis.everything()
        analysis.ranking.top = top
        let expected = try analysis.answer(bytes)
        analysis.memory.forcedUsers = users
        analysis.threads = threads
        #expect(try analysis.answer(bytes) == expected)
      }
    }
  }

  @Test("Only as much is written out as has to be")
  func partly() throws {
    var analysis = Analysis.everything()
    let file = try TemporaryFile(Self.documents[0])
    analysis.memory.forcedUsers = 1_000_000
    #expect(try analysis.run(paths: [file.path]).stats.spillPasses == 0)
    analysis.memory.forcedUsers = 2_000
    let few = try analysis.run(paths: [file.path]).stats
    analysis.memory.forcedUsers = 100
    let many = try analysis.run(paths: [file.path]).stats
    #expect(few.spilledBytes > 0)
    #expect(few.spilledBytes * 2 < many.spilledBytes)
  }
}
