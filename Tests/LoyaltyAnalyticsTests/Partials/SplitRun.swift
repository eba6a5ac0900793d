import SampleData
import TestSupport

@testable import DumpReader
@testable import LoyaltyAnalytics

/// Files that are cut, read split by split, and merged: as `split`, `map` and `reduce` do it, in one
/// process.
struct SplitRun {
  /// A hash that is good enough to tell rows apart; the program has a better one.
  static let hash: RowHash = { bytes in
    var words: [UInt64] = [0xCBF2_9CE4_8422_2325, 1, 2, 3]
    for (index, byte) in bytes.enumerated() {
      let word = index & 3
      words[word] = (words[word] ^ UInt64(byte)) &* 0x100_0000_01B3
      words[(word + 1) & 3] ^= words[word] >> 29
    }
    return RowDigest(
      words.flatMap { word in (0..<8).map { UInt8(truncatingIfNeeded: word >> (8 * $0)) } })
  }

  var query = Query()
  var input = InputOptions()
  let paths: [String]

  init(_ paths: [String], query: Query = Query(), chunkSize: Int = 4096) {
    self.paths = paths
    self.query = query
    input.chunkSize = chunkSize
  }

  /// The splits of the files.
  func splits(ofSize size: Int) throws -> [SplitLine] {
    let files = try SplittableFile.files(named: paths, options: input)
    let count = files.reduce(0) { $0 + $1.rangeCount(ofSize: size) }
    var lines: [SplitLine] = []
    for (index, file) in files.enumerated() {
      for range in 0..<file.rangeCount(ofSize: size) {
        lines.append(
          SplitLine(
            number: lines.count, count: count, file: index, format: file.format,
            range: file.range(range, ofSize: size)))
      }
    }
    return lines
  }

  /// The partial totals of splits.
  func map(_ splits: [SplitLine], threads: Int = 1, users: Int? = nil) throws -> [UInt8] {
    var analysis = PartialAnalysis(
      query, PartialQuestion([], origins: [], version: "test"), hash: Self.hash)
    analysis.input = input
    analysis.threads = threads
    analysis.memory.forcedUsers = users
    let output = Collected()
    for split in splits { try analysis.map(split) { output.bytes += $0.bytes } }
    return output.bytes
  }

  /// What was written.
  final class Collected {
    var bytes: [UInt8] = []
  }

  /// The result of parts.
  func reduce(
    _ parts: [[UInt8]], _ splits: [SplitLine]? = nil, users: Int? = nil
  ) throws -> Analysis.Result {
    let files = try parts.map { try TemporaryFile($0) }
    var memory = MemoryBudget()
    memory.forcedUsers = users
    let survey = try PartialSurvey(of: files.map(\.path), memory, hash: Self.hash)
    var ranking = Ranking()
    ranking.top = nil
    var rejects = RejectPolicy()
    rejects.maximumMalformed = .max
    return try PartialMerge(survey, memory: memory, hash: Self.hash)
      .result(splits: splits, ranking: ranking, rejects: rejects)
  }

  /// Parts merged to one part.
  func partial(_ parts: [[UInt8]]) throws -> [UInt8] {
    let files = try parts.map { try TemporaryFile($0) }
    let survey = try PartialSurvey(of: files.map(\.path), MemoryBudget(), hash: Self.hash)
    let output = Collected()
    try PartialMerge(survey, memory: MemoryBudget(), hash: Self.hash).partial {
      output.bytes += $0.bytes
      $0.bytes.removeAll()
    }
    return output.bytes
  }

  /// The result, with splits run again as often as it takes.
  ///
  /// - Returns: How many rounds that were.
  func result(
    ofSize size: Int, shuffledBy random: inout SplitMix64
  ) throws -> (result: Analysis.Result, rounds: Int) {
    let splits = try splits(ofSize: size)
    var parts = [try map(splits.shuffled(by: &random))]
    var rounds = 0
    while true {
      do {
        return (try reduce(parts.shuffled(by: &random), splits), rounds)
      } catch let error as PartialError where !error.again.isEmpty && rounds <= splits.count {
        parts.append(try map(error.again))
        rounds += 1
      }
    }
  }

  /// The result of one run.
  func direct() throws -> Analysis.Result {
    var analysis = Analysis.everything(query)
    analysis.input = input
    analysis.rejects.maximumMalformed = .max
    return try analysis.run(paths: paths)
  }
}

extension Array {
  /// The elements in another order.
  func shuffled(by random: inout SplitMix64) -> [Element] {
    var result = self
    for i in result.indices.dropFirst() { result.swapAt(i, random.below(i + 1)) }
    return result
  }
}

/// All that a result says, the rejects and inputs included.
struct WholeAnswer: Equatable {
  var answer: Answer
  var rejects: [String]
  var inputs: [InputOutcome]
  var stores: [ValueCount]

  init(_ result: Analysis.Result) throws {
    answer = try Answer(result)
    rejects = result.firstRejects.map { "\($0.json) \($0.reject.detail)" }
    inputs = result.inputs.map { input in
      var input = input
      // How it was read.
      input.bytesRead = 0
      input.beginning = []
      input.borders = nil
      input.lineFeedsBehind = 0
      return input
    }
    stores = result.stores
  }
}
