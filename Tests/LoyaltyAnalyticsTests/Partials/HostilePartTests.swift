import SampleData
import TestSupport
import Testing

@testable import DumpReader
@testable import LoyaltyAnalytics

@Suite("Parts that are not what they should be")
struct HostilePartTests {
  static let file = try? TemporaryFile(
    SampleRecipe(documents: 40, users: 9, seed: 3).bytes(as: .bson))

  /// A part that is right, and the run that made it.
  private func part() throws -> (run: SplitRun, text: String, splits: [SplitLine]) {
    let run = SplitRun([try #require(Self.file).path])
    let splits = try run.splits(ofSize: 9000)
    return (run, String(decoding: try run.map(splits), as: UTF8.self), splits)
  }

  private func reduce(_ run: SplitRun, _ text: String) throws -> Answer {
    try Answer(run.reduce([Array(text.utf8)]))
  }

  @Test("One byte that is changed, or lost, is found or changes nothing", arguments: 0..<120)
  func changedBytes(trial: Int) throws {
    let (run, text, _) = try part()
    let right = try reduce(run, text)
    var random = SplitMix64(seed: UInt64(trial) + 77)
    var bytes = Array(text.utf8)
    let place = random.below(bytes.count)
    if random.oneIn(2) {
      bytes[place] =
        random.oneIn(2) ? UInt8(0x30 + random.below(10)) : UInt8(truncatingIfNeeded: random.next())
    } else {
      bytes.remove(at: place)
    }
    do {
      // What the ends tell beside the rows has no digest: counts may differ, totals may not.
      let answer = try Answer(run.reduce([bytes]))
      #expect(answer.rows == right.rows && answer.totals == right.totals, "trial \(trial)")
    } catch is PartialError {
    } catch is DumpError {}
  }

  @Test("A part that is cut anywhere is no result", arguments: 1..<40)
  func cut(part number: Int) throws {
    let (run, text, _) = try part()
    let bytes = Array(text.utf8)
    #expect(throws: PartialError.self) {
      try run.reduce([Array(bytes.prefix(bytes.count * number / 40))])
    }
  }

  @Test(
    "Rows that are none end the run",
    arguments: [
      "", "null", "[]", "{}", "{\"v\":1}", "{\"v\":1,\"t\":\"user\"}", "{\"v\":1,\"t\":7}",
      "{\"v\":\"1\",\"t\":\"user\"}",
      "{\"v\":1,\"t\":\"user\",\"split\":-1}", "{\"v\":1,\"t\":\"user\",\"split\":1e300}",
      "{\"v\":1,\"t\":\"end\"}", "{\"v\":1,\"t\":\"merge\"}",
      "{\"v\":1,\"t\":\"end\",\"split\":0,\"split\":0}",
      "{\"v\":1,\"t\":\"user\",\"split\":0,\"key\":\"[]\",\"awarded\":\"1\",\"redeemed\":\"0\",\"deducted\":\"0\",\"transactions\":1}",
      "{\"v\":1,\"t\":\"user\",\"split\":0,\"key\":\"1\",\"awarded\":\"1e9\",\"redeemed\":\"0\",\"deducted\":\"0\",\"transactions\":1}",
      "{\"v\":1,\"t\":\"user\",\"split\":0,\"key\":\"1\",\"awarded\":1,\"redeemed\":\"0\",\"deducted\":\"0\",\"transactions\":1}",
      "{\"v\":1,\"t\":\"user\",\"split\":0,\"key\":\"1\",\"awarded\":\"1\",\"redeemed\":\"0\",\"deducted\":\"0\",\"transactions\":0}",
      "{\"v\":1,\"t\":\"user\",\"split\":0,\"key\":\"1\",\"awarded\":\"1\",\"redeemed\":\"0\",\"deducted\":\"0\",\"transactions\":99999999999999999999}",
      "{\"v\":1,\"t\":\"user\",\"split\":0,\"key\":\"1\",\"awarded\":\"1\",\"redeemed\":\"0\",\"deducted\":\"0\",\"transactions\":1,\"first_time\":5,\"last_time\":4}",
      "{\"v\":1,\"t\":\"user\",\"split\":0,\"key\":\"1\",\"awarded\":\"1\",\"redeemed\":\"0\",\"deducted\":\"0\",\"transactions\":1,\"email\":{\"at\":\"1\",\"value\":\"a\"}}",
      "{\"v\":1,\"t\":\"user\",\"split\":0,\"key\":\"1\",\"awarded\":\"1\",\"redeemed\":\"0\",\"deducted\":\"0\",\"transactions\":1,\"email\":{\"at\":\"99999999.999999999999999999.9999999999\",\"value\":\"a\"}}",
      "2024-01-01T00:00:00.000+0000\tdone dumping shop.points (4 documents)", "\u{0}\u{0}\u{0}",
      "{\"v\":1,\"t\":\"user\",\"split\":7,\"key\":\"1\",\"awarded\":\"1\",\"redeemed\":\"0\",\"deducted\":\"0\",\"transactions\":1}",
    ])
  func noRows(line: String) throws {
    let (run, text, _) = try part()
    let right = try reduce(run, text)
    for whole in [text + line + "\n", line + "\n" + text] {
      do {
        // A blank line is nothing.
        let answer = try reduce(run, whole)
        #expect(line.isEmpty && answer == right, "\(line)")
      } catch is PartialError {
      } catch is DumpError {}
    }
  }

  @Test("Nested too deep, and numbers that are none, are no trap")
  func nodes() {
    for text in [
      String(repeating: "[", count: 100_000), "{\"a\":" + String(repeating: "9", count: 1000) + "}",
      "{\"a\":\"\\ud800\"}", "{\"a\":\"\\u+123\"}", "{\"a\":1,\"a\":2}", "{\"a\":\"\u{1}\"}",
      "{\"a\"", "\"",
      "1 2", "-", "tru", "{\"a\":1,}",
    ] {
      #expect(throws: JSONNode.Fault.self, "\(text.prefix(20))") {
        let node = try JSONNode(Array(text.utf8))
        _ = try node.int("a")
      }
    }
  }

  @Test("A sum of two parts that leaves the range is found, and one that comes back is not")
  func overflow() throws {
    func row(_ key: Int, _ amount: String) -> String {
      "{\"v\":1,\"t\":\"user\",\"split\":null,\"key\":\"\(key)\",\"awarded\":\"\(amount)\",\"redeemed\":\"0\","
        + "\"deducted\":\"0\",\"transactions\":1}\n"
    }
    let big = String(repeating: "9", count: 24)
    for (amounts, isRight) in [([big, "-" + big, "5"], true), ([big, "1"], false)] {
      var groups = WorkerGroups(
        SharedGroups(SpillQuota(MemoryBudget())), workers: 1, bytes: .max)
      var rows = PartialRowReader()
      let text = Array(amounts.map { row(1, $0) }.joined().utf8)
      let file = try TemporaryFile(text)
      let part = try PartialPart(file.path, SpillQuota(MemoryBudget()))
      try PartialLines.forEach(in: part, &rows) { (line, bytes, rows) throws(PartialFault) in
        guard case .row(let origin) = line.kind else { return }
        _ = try rows.combine(origin, in: bytes, nil, hash: SplitRun.hash, into: &groups)
      }
      var total: Points?
      do throws(AnalysisError) {
        total = try MergedGroups(groups.takeTables()).ranked(by: Ranking(), threads: 1).totals
          .awarded
      } catch {}
      #expect(total == (isRight ? Points(5) : nil))
    }
  }
}
