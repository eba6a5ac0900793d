import DumpReader
import SampleData
import TestSupport
import Testing

@testable import LoyaltyAnalytics

@Suite("One answer in every form")
struct FormLawTests {
  static let seed = UInt64.random(in: 0..<1 << 32)
  /// Larger than a chunk, so that chunks end in all sorts of places.
  static let awkward = SampleRecipe(.awkward, documents: 400, users: 64, seed: seed)
  static let programme = SampleRecipe(documents: 400, users: 100, seed: seed)

  /// The same documents in one form, plain and compressed, made once.
  struct Sample: Sendable {
    let bytes: [UInt8]
    let gzip: [UInt8]
    let expected: Answer

    init(_ form: SampleForm) {
      bytes = (form == .csv ? programme : awkward).bytes(as: form)
      gzip = CompressedBytes.gzip(bytes)
      expected = (try? StreamRun(bytes).answer) ?? Answer()
    }
  }

  static let samples = Dictionary(
    uniqueKeysWithValues: [SampleForm.bson, .jsonl, .archive, .csv].map { ($0, Sample($0)) })

  private func anyStatus() -> Query {
    var query = Query()
    query.statuses = .any
    return query
  }

  @Test(
    "BSON, archives and every kind of JSON say the same",
    arguments: [SampleForm.archive, .jsonl, .canonical, .legacy, .shell])
  func forms(_ form: SampleForm) throws {
    for query in [Query(), anyStatus()] {
      let expected = try StreamRun(Self.awkward.bytes(as: .bson), query: query).answer
      let bytes = Self.awkward.bytes(as: form)
      #expect(try StreamRun(bytes, query: query).answer == expected, "seed \(Self.seed)")
    }
    guard form != .archive else { return }
    let expected = try StreamRun(Self.awkward.bytes(as: .bson)).answer
    for layout in [JSONLayout.array, .pretty, [.array, .pretty]] {
      let bytes = Self.awkward.bytes(as: form, layout: layout)
      #expect(try StreamRun(bytes).answer == expected, "seed \(Self.seed)")
    }
  }

  @Test("Comma-separated values say the same of a programme")
  func csv() throws {
    #expect(
      try StreamRun(Self.programme.bytes(as: .csv)).answer
        == StreamRun(Self.programme.bytes(as: .bson)).answer, "seed \(Self.seed)")
  }

  @Test("So do gzip and zstd around them", arguments: [SampleForm.bson, .jsonl, .archive, .csv])
  func compressed(_ form: SampleForm) throws {
    let sample = try #require(Self.samples[form])
    let (bytes, expected) = (sample.bytes, sample.expected)
    let half = bytes.count / 2
    for wrapped in [
      sample.gzip, CompressedBytes.zstd(bytes),
      CompressedBytes.gzip(Array(bytes[..<half])) + CompressedBytes.gzip(Array(bytes[half...])),
    ] {
      #expect(try StreamRun(wrapped).answer == expected, "seed \(Self.seed)")
    }
  }

  @Test(
    "The size of reads does not matter",
    arguments: [SampleForm.bson, .jsonl, .archive, .csv],
    [1, 3, 4095, 65_537, 131_072, 262_143, 262_145])
  func readSizes(_ form: SampleForm, _ size: Int) throws {
    let sample = try #require(Self.samples[form])
    #expect(sample.expected.documents.counted > 0)
    for bytes in [sample.bytes, sample.gzip] {
      let answer = try StreamRun(bytes, readSize: size).answer
      #expect(answer == sample.expected, "seed \(Self.seed)")
    }
  }

  @Test("Small reads of a small file, one size after the other")
  func allReadSizes() throws {
    let bytes = SampleRecipe(documents: 2, users: 2, seed: Self.seed).bytes(as: .bson)
    let expected = try StreamRun(bytes).answer
    for size in 1...100 {
      #expect(try StreamRun(bytes, readSize: size).answer == expected, "seed \(Self.seed)")
    }
  }

  @Test("Threads do not matter", arguments: [2, 3, 8])
  func threads(_ count: Int) throws {
    for form in [SampleForm.bson, .jsonl] {
      let bytes = Self.awkward.bytes(as: form)
      let expected = try Analysis.everything(anyStatus()).answer(bytes)
      #expect(
        try Analysis.everything(anyStatus(), threads: count).answer(bytes) == expected,
        "seed \(Self.seed)")
    }
  }

  @Test("A cut file loses what was cut, says so, and invents nothing")
  func truncation() throws {
    let recipe = SampleRecipe(documents: 2, users: 2, seed: Self.seed)
    let bson = recipe.bytes(as: .bson)
    var query = Query()
    query.statuses = .any
    query.mapping.types["expire"] = .deduct
    var ends = [0]
    for document in documents(in: bson) { ends.append((ends.last ?? 0) + document.count) }
    // Three bytes are not even a length.
    for count in 4...bson.count {
      let run = try StreamRun(Array(bson[..<count]), query: query)
      #expect(run.answer.documents.counted == ends.filter { $0 > 0 && $0 <= count }.count)
      #expect(run.isComplete == ends.contains(count), "cut at \(count), seed \(Self.seed)")
    }
  }

  @Test("Cut text and cut containers never trap", arguments: [SampleForm.jsonl, .csv, .archive])
  func truncatedForms(_ form: SampleForm) throws {
    let bytes = SampleRecipe(documents: 3, users: 2, seed: Self.seed).bytes(as: form)
    for whole in [bytes, CompressedBytes.gzip(bytes, blockSize: 700)] {
      var counted = 0
      for count in stride(from: 1, through: whole.count, by: 7) {
        do {
          let run = try StreamRun(Array(whole[..<count]))
          // Nothing tells that the last cell of a table was cut: a line can gain and lose a status.
          if form != .csv {
            #expect(run.answer.documents.counted >= counted, "cut at \(count), seed \(Self.seed)")
          }
          counted = run.answer.documents.counted
        } catch is DumpError {
          // Too little to be recognised.
          #expect(form == .csv || counted == 0, "cut at \(count), seed \(Self.seed)")
        }
      }
    }
  }
}
