import DumpReader
import SampleData
import TestSupport
import Testing

@testable import LoyaltyAnalytics

@Suite("Groups that workers share")
struct SharedGroupsTests {
  /// Many chunks of many users, who come again in most of them.
  private static let documents = [
    SampleRecipe(documents: 3000, users: 1500, seed: 11).bytes(as: .bson),
    SampleRecipe(.awkward, documents: 1500, users: 300, seed: 12).bytes(as: .jsonl),
  ]

  @Test(
    "Sharing and writing out change no result", arguments: [1_000_000, 600, 60], [1, 3])
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

  @Test("What fits stays in memory, and what does not is written out")
  func writtenOut() throws {
    var analysis = Analysis.everything()
    let file = try TemporaryFile(Self.documents[0])
    for (users, isWritten) in [(1_000_000, false), (100, true)] {
      analysis.memory.forcedUsers = users
      let stats = try analysis.run(paths: [file.path]).stats
      #expect((stats.spillPasses > 0) == isWritten)
      #expect((stats.spilledBytes > 0) == isWritten)
    }
  }
}
