import DumpReader
import Foundation
import SampleData
import Testing

/// Random damage: at most two documents are lost for every 512 damaged bytes, none is made up, every
/// byte is accounted for, and none of it depends on how the bytes arrived.
///
/// `ANALYZE_CORRUPTIONS` says how many trials there are of each kind, 1000 for the full law.
@Suite struct CorruptionTests {
  static let rounds = ProcessInfo.processInfo.environment["ANALYZE_CORRUPTIONS"].flatMap(Int.init)
  static let firstSeed =
    ProcessInfo.processInfo.environment["ANALYZE_SEED"].flatMap(UInt64.init) ?? 20_141_123

  @Test(arguments: Damage.allCases)
  func bson(_ kind: Damage) {
    check(kind, CorruptionTrial.Dump(.bson, documents: 60, seed: 7), rounds: Self.rounds ?? 12)
  }

  @Test(arguments: Damage.allCases.filter { $0 != .lyingLength })
  func jsonLines(_ kind: Damage) {
    check(
      kind, CorruptionTrial.Dump(.jsonl, documents: 40, seed: 7),
      rounds: Self.rounds.map { $0 / 4 } ?? 6)
  }

  private func check(_ kind: Damage, _ dump: CorruptionTrial.Dump, rounds: Int) {
    var random = SplitMix64(seed: Self.firstSeed, stream: 1, index: UInt64(kind.hashOrder))
    for _ in 0..<rounds {
      let violations = CorruptionTrial(kind, of: dump, seed: random.next()).violations
      #expect(violations.isEmpty, "\(violations.joined(separator: "\n"))")
    }
  }
}

extension Damage {
  /// The place in the list, for a seed of its own.
  var hashOrder: Int { Damage.allCases.firstIndex(of: self) ?? 0 }
}
