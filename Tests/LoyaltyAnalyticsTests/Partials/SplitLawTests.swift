import SampleData
import TestSupport
import Testing

@testable import DumpReader
@testable import LoyaltyAnalytics

@Suite("Splits")
struct SplitLawTests {
  static let bson = SampleRecipe(documents: 60, users: 17, seed: 11).bytes(as: .bson)
  static let lines = SampleRecipe(documents: 60, users: 17, seed: 11).bytes(as: .jsonl)
  static let awkwardBSON = SampleRecipe(.awkward, documents: 80, users: 30, seed: 12).bytes(
    as: .bson)
  static let awkwardLines =
    SampleRecipe(.awkward, documents: 80, users: 30, seed: 12).bytes(as: .jsonl)

  private static var anyStatus: Query {
    var query = Query()
    query.statuses = .any
    return query
  }

  @Test(
    "Splits of any size, in any order, are what one run is",
    arguments: [1, 2, 3, 7, 64, 255, 256, 257, 1000, 4096, 1 << 20])
  func sizes(size: Int) throws {
    var random = SplitMix64(seed: UInt64(size))
    // A split takes the opening of a file; a few hundred of them are enough.
    let small = (
      bson: Array(documents(in: Self.bson).prefix(6).joined()),
      lines: Self.firstLines(Self.lines, 6)
    )
    for bytes in size < 64
      ? [small.bson, small.lines]
      : [
        Self.bson, Self.lines, Self.awkwardBSON, Self.awkwardLines,
      ]
    {
      let file = try TemporaryFile(bytes)
      let run = SplitRun([file.path], query: Self.anyStatus, chunkSize: 1024)
      let direct = try WholeAnswer(run.direct())
      let (result, _) = try run.result(ofSize: size, shuffledBy: &random)
      let merged = try WholeAnswer(result)
      #expect(merged == direct, "size \(size)")
    }
  }

  private static func firstLines(_ bytes: [UInt8], _ count: Int) -> [UInt8] {
    Array(bytes.split(separator: 0x0A).prefix(count).joined(separator: [0x0A]))
  }

  @Test("Several files, several threads, memory for three users")
  func severalFiles() throws {
    let files = try [Self.bson, Self.awkwardLines, [], Self.awkwardBSON].map {
      try TemporaryFile($0)
    }
    let run = SplitRun(files.map(\.path), query: Self.anyStatus)
    let direct = try WholeAnswer(run.direct())
    let splits = try run.splits(ofSize: 5000)
    let even = splits.filter { (line: SplitLine) -> Bool in line.number % 2 == 0 }
    let odd = splits.filter { (line: SplitLine) -> Bool in line.number % 2 == 1 }
    var parts = [
      try run.map(even, threads: 3, users: 3), try run.map(Array(odd.reversed()), threads: 2),
    ]
    if case .failure(let error) = try proof({ try run.reduce(parts, splits) }) {
      parts.append(try run.map(error.again))
    }
    let merged = try WholeAnswer(run.reduce(parts, splits, users: 3))
    let reversed = try WholeAnswer(run.reduce(Array(parts.reversed())))
    #expect(merged == direct)
    #expect(reversed == direct)
  }

  @Test("Parts merged in a tree are what all of them are")
  func tree() throws {
    let file = try TemporaryFile(Self.awkwardBSON)
    let run = SplitRun([file.path], query: Self.anyStatus)
    let direct = try WholeAnswer(run.direct())
    let splits = try run.splits(ofSize: 2000)
    var parts = try splits.map { try run.map([$0]) }
    while parts.count > 3 {
      parts = try stride(from: 0, to: parts.count, by: 3).map {
        try run.partial(Array(parts[$0..<min($0 + 3, parts.count)]))
      }
    }
    var proven = try proof { try run.reduce(parts) }
    if case .failure(let error) = proven {
      // A first round may have to be mended, which merged totals cannot be.
      parts = [try run.map(splits), try run.map(error.again)]
      proven = try proof { try run.reduce(parts) }
    }
    #expect(try WholeAnswer(proven.get()) == direct)
  }

  private func proof(
    _ body: () throws -> Analysis.Result
  ) throws -> Result<Analysis.Result, PartialError> {
    do {
      return .success(try body())
    } catch let error as PartialError {
      return .failure(error)
    }
  }

  @Test("Rows by their key on other machines than their ends")
  func byKey() throws {
    let file = try TemporaryFile(Self.bson)
    let run = SplitRun([file.path])
    let direct = try WholeAnswer(run.direct())
    let text = try run.map(run.splits(ofSize: 3000))
    var shares: [[UInt8]] = [[], [], []]
    for line in text.split(separator: 0x0A) {
      let isEnd = line.starts(with: Array("{\"v\":1,\"t\":\"end\"".utf8))
      let key = line.firstRange(of: Array("\"key\":".utf8)).map {
        line[$0.upperBound...].prefix(12)
      }
      let share = isEnd ? 0 : (key ?? []).reduce(0) { Int($1) + $0 } % 3
      shares[share] += Array(line) + [0x0A]
    }
    let merged = try shares.map { try run.partial([$0]) }
    #expect(try WholeAnswer(run.reduce(merged)) == direct)
    // A share that is missing, or there twice, is found.
    #expect(throws: PartialError.self) { try run.reduce(Array(merged.dropLast())) }
    #expect(throws: PartialError.self) { try run.reduce(merged + merged.suffix(1)) }
  }

  @Test("Damaged files are what one run makes of them", arguments: 0..<24)
  func damage(trial: Int) throws {
    let seed = UInt64(trial) &* 7919 &+ 3
    var random = SplitMix64(seed: seed)
    let isLines = random.oneIn(4)
    var bytes = isLines ? Self.lines : Self.bson
    Self.damage(&bytes, &random)
    let file = try TemporaryFile(bytes)
    var run = SplitRun([file.path], query: Self.anyStatus)
    run.input.forcedFormat = isLines ? InputFormat.jsonl : .bson
    let direct = try WholeAnswer(run.direct())
    for size in [499, 1 + random.below(8000)] {
      let (result, _) = try run.result(ofSize: size, shuffledBy: &random)
      let merged = try WholeAnswer(result)
      #expect(merged == direct, "seed \(seed), size \(size)")
    }
  }

  /// Damage of one kind at a few places.
  private static func damage(_ bytes: inout [UInt8], _ random: inout SplitMix64) {
    let starts = documents(in: bytes).reduce(into: [0]) { $0.append(($0.last ?? 0) + $1.count) }
    let kind = random.below(7)
    for _ in 0...random.below(3) {
      guard bytes.count > 200 else { return }
      let place = random.below(bytes.count - 100)
      let length = 1 + random.below(min(1500, bytes.count - place - 1))
      switch kind {
      case 0: bytes[place] = UInt8(truncatingIfNeeded: random.next())
      case 1: bytes.removeSubrange(place..<place + length)
      case 2: for i in place..<place + length { bytes[i] = 0 }
      case 3: bytes.insert(contentsOf: bytes[place..<place + length], at: random.below(bytes.count))
      case 4: bytes.removeLast(length)
      default:
        // A length that lies: it ends where one of the next documents does, or anywhere.
        let index = random.below(starts.count - 1)
        let target = min(starts.count - 1, index + 1 + random.below(12))
        var value = starts[target] - starts[index]
        if random.oneIn(3) { value = random.below(1 << 25) - 3 }
        guard starts[index] + 4 <= bytes.count else { continue }
        for i in 0..<4 { bytes[starts[index] + i] = UInt8(truncatingIfNeeded: value >> (8 * i)) }
      }
    }
  }

  @Test("A length that lies takes back documents before it, of another split", arguments: 1...9)
  func lyingLengths(distance: Int) throws {
    // The length of a document lands on the zero byte that ends one some way behind it, in the middle of
    // what the framer holds back; what it lands on is no document, which is found out there only.
    let all = documents(in: Self.bson)
    let starts = all.reduce(into: [0]) { $0.append(($0.last ?? 0) + $1.count) }
    for victim in [5, 30] {
      var bytes = Self.bson
      let start = starts[victim]
      let value = starts[victim + distance] - start
      for i in 0..<4 { bytes[start + i] = UInt8(truncatingIfNeeded: value >> (8 * i)) }
      // And behind them the damage that brings it to light.
      let end = starts[victim + distance + 2]
      for i in 0..<4 { bytes[end + i] = 0xEE }
      let file = try TemporaryFile(bytes)
      let run = SplitRun([file.path])
      let direct = try WholeAnswer(run.direct())
      var random = SplitMix64(seed: 1)
      // Cut at every document around it, and in the middle of each.
      for cut in (victim - 2)...(victim + distance + 3) {
        for offset in [starts[cut], starts[cut] + 1, starts[cut] + all[cut].count / 2] {
          let (result, _) = try run.result(ofSize: offset, shuffledBy: &random)
          let merged = try WholeAnswer(result)
          #expect(merged == direct, "victim \(victim), distance \(distance), cut at \(offset)")
        }
      }
    }
  }
}
