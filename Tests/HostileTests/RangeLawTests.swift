import DumpReader
import LoyaltyAnalytics
import SampleData
import Synchronization
import TestSupport
import Testing

/// Files that workers read in ranges are what one reader makes of them: all that is told of them, for
/// ranges of any size and any number of threads.
@Suite struct RangeLawTests {
  /// All that a run tells.
  private struct Telling: Equatable {
    var lines: [String] = []

    init(
      _ path: String, rangeSize: Int, threads: Int, _ configure: (inout Analysis) -> Void = { _ in }
    ) {
      var analysis = Analysis(Query())
      analysis.query.statuses = .any
      analysis.ranking.top = nil
      configure(&analysis)
      analysis.input.rangeSize = rangeSize
      analysis.threads = threads
      let rejects = Mutex<[String]>([])
      analysis.rejects.onReject = { reject in
        let line = reject.line.map { "\($0)" } ?? "-"
        rejects.withLock {
          $0.append(
            "\(reject.document) \(line) \(reject.reject.offset) \(reject.reject.bytesSkipped) "
              + reject.reject.detail)
        }
      }
      do {
        let result = try analysis.run(paths: [path])
        lines = ["\(result.documents)", "\(result.totals) \(result.total)", "\(result.inputs)"]
        lines += result.stores.map { "\($0)" }
        var rows = result.rows
        while let row = try rows.next() { lines.append("\(row)") }
      } catch {
        lines = ["\(error)"]
      }
      lines += rejects.withLock { $0 }
    }
  }

  private func check(
    _ bytes: [UInt8], sizes: [Int], _ name: String, _ configure: (inout Analysis) -> Void = { _ in }
  ) throws {
    let file = try TemporaryFile(bytes)
    let whole = Telling(file.path, rangeSize: 0, threads: 1, configure)
    for size in sizes where bytes.count / size < 50_000 {
      for threads in [1, 3] {
        let told = Telling(file.path, rangeSize: size, threads: threads, configure)
        #expect(told == whole, "\(name), ranges of \(size), \(threads) threads")
      }
    }
  }

  @Test("The catalogue of bad input")
  func badInput() throws {
    for input in BadInput.all where input.bytes.count < 1 << 20 {
      let sizes = input.bytes.count < 4096 ? [1, 3, 50, 400] : [100, 1000, 30_000]
      try check(input.bytes, sizes: sizes, input.id, input.configure)
    }
  }

  @Test("Random damage", arguments: Damage.allCases)
  func damage(_ kind: Damage) throws {
    for form in [SampleForm.bson, .jsonl] where form == .bson || kind != .lyingLength {
      let dump = CorruptionTrial.Dump(form, documents: 60, seed: 9)
      var random = SplitMix64(seed: 5, stream: 2, index: UInt64(kind.hashOrder))
      for _ in 0..<(CorruptionTests.rounds.map { $0 / 4 } ?? 4) {
        let seed = random.next()
        var trial = CorruptionTrial(kind, of: dump, seed: seed).stream.bytes
        if random.oneIn(2) {
          // A second place.
          trial += CorruptionTrial(kind, of: dump, seed: random.next()).stream.bytes
        }
        try check(
          trial, sizes: [1 + random.below(40), 1 + random.below(8000), 700], "\(kind), seed \(seed)"
        ) { $0.input.forcedFormat = form == .bson ? .bson : .jsonl }
      }
    }
  }

  @Test("What rules find in documents, and an end at the first reject that is one too many")
  func rejects() throws {
    for form in [SampleForm.bson, .jsonl] {
      let bytes = SampleRecipe(.awkward, documents: 300, users: 30, seed: 12).bytes(as: form)
      try check(bytes, sizes: [64, 1000, 5000], "\(form)")
      try check(bytes, sizes: [64, 1000, 5000], "\(form), strict") { $0.rejects.isStrict = true }
    }
  }
}
