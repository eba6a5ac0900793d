import Foundation
import TestSupport
import Testing

@Suite("Commands")
struct CommandTests {
  static let isRecording = ProcessInfo.processInfo.environment["RECORD_CASES"] == "1"

  @Test("The program is there, and so are the cases")
  func presence() {
    #expect(
      FileManager.default.isExecutableFile(
        atPath: Package.products.appendingPathComponent("analyze").path))
    #expect(CommandCase.all.count > 100)
  }

  @Test("Commands do what their folders say", arguments: CommandCase.all)
  func command(_ command: CommandCase) throws {
    let outcome = try command.run()
    if Self.isRecording {
      try command.record(outcome)
      Issue.record("recorded; look at the difference, and run again without RECORD_CASES")
      return
    }
    #expect(outcome.status == command.status)
    expectSame(outcome.output, command.bytes("stdout"), "stdout")
    expectSame(outcome.error, command.bytes("stderr"), "stderr")
  }

  // The same cases with three users in memory at most, and files read in small ranges: neither must
  // show. This is what `./test` runs; nothing has to be built or set for it.
  @Test(
    "Results depend neither on memory nor on ranges",
    .disabled(if: isRecording), arguments: CommandCase.withResult)
  func spilled(_ command: CommandCase) throws {
    let outcome = try command.run(environment: [
      "ANALYZE_SPILL_USERS": "3", "ANALYZE_RANGE_SIZE": "3000",
    ])
    #expect(outcome.status == command.status)
    expectSame(outcome.output, command.bytes("stdout"), "stdout")
  }

  private func expectSame(_ actual: [UInt8], _ expected: [UInt8], _ stream: String) {
    guard actual != expected else { return }
    let lines = [actual, expected].map {
      String(decoding: $0, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
    }
    let count = max(lines[0].count, lines[1].count)
    let first = (0..<count).first { index in
      index >= lines[0].count || index >= lines[1].count || lines[0][index] != lines[1][index]
    }
    let index = first ?? 0
    func line(_ side: Int) -> Substring {
      index < lines[side].count ? lines[side][index] : "(nothing)"
    }
    Issue.record(
      """
      \(stream), line \(index + 1)
        is:     \(line(0))
        should: \(line(1))
      """)
  }
}
