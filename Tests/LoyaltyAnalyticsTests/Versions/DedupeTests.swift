import DumpReader
import SampleData
import TestSupport
import Testing

@testable import LoyaltyAnalytics

@Suite("Documents with one id count once")
struct DedupeTests {
  static let seed = UInt64.random(in: 0..<1 << 32)
  static let recipe = SampleRecipe(.awkward, documents: 300, users: 40, seed: seed)
  /// Fields of awkward documents, whose values are of all types and come again.
  static let ids = ["user_id", "store_id", "points", "approved_time", "meta", "user_email", "_id"]

  private static func query(_ id: String, _ change: (inout Query) -> Void = { _ in }) -> Query {
    var query = Query()
    query.statuses = .any
    query.dedupes = true
    query.mapping.id = id
    change(&query)
    return query
  }

  private func expect(
    _ answer: Answer, _ oracle: Oracle, by ranking: Ranking, _ comment: Comment
  ) throws {
    var counts = answer.documents
    #expect(counts.statuses.reduce(0) { $0 + $1.count } == counts.excluded.status, comment)
    #expect(counts.types.reduce(0) { $0 + $1.count } == counts.excluded.type, comment)
    counts.statuses = []
    counts.types = []
    #expect(counts == oracle.counts, comment)
    let groups = oracle.ranked(by: ranking)
    try #require(groups.count == answer.rows.count, comment)
    for (group, row) in zip(groups, answer.rows) {
      #expect(row.amounts.awarded.description == group.awarded.plain, comment)
      #expect(row.amounts.net.description == group.net.plain, comment)
      #expect(row.amounts.transactions == group.transactions, comment)
      #expect(row.labels.map { $0.map { Array($0.utf8) } } == group.labels, comment)
      #expect(row.firstTime == group.times.min(), comment)
      #expect(row.lastTime == group.times.max(), comment)
    }
  }

  @Test("As an oracle has it", arguments: OracleTests.questions, ids)
  func oracle(_ question: OracleTests.Question, _ id: String) throws {
    var query = question.query
    query.dedupes = true
    query.mapping.id = id
    let bytes = Self.recipe.bytes(as: .bson)
    var oracle = Oracle(query)
    oracle.take(deduping: documents(in: bytes))
    var analysis = Analysis(query)
    analysis.ranking = question.ranking
    analysis.threads = 2
    let answer = try analysis.answer(bytes)
    try expect(answer, oracle, by: question.ranking, "seed \(Self.seed), id \(id)")
  }

  @Test("The same for every number of threads and whenever it spills", arguments: ids)
  func spilling(_ id: String) throws {
    let bytes = Self.recipe.bytes(as: .bson) + Self.recipe.bytes(as: .bson)
    let query = Self.query(id)
    let expected = try Analysis.everything(query).answer(bytes)
    #expect(expected.documents.excluded.duplicate ?? 0 > 0)
    for threads in [1, 2, 5] {
      for users in [nil, 1, 40] {
        var analysis = Analysis.everything(query, threads: threads)
        analysis.memory.forcedUsers = users
        #expect(
          try analysis.answer(bytes) == expected, "seed \(Self.seed) \(threads) \(users ?? 0)")
      }
    }
  }

  @Test("The same for every read size and every deal of chunks", arguments: ["user_id", "meta"])
  func readSizes(_ id: String) throws {
    let query = Self.query(id)
    for form in [SampleForm.bson, .jsonl, .shell] {
      let bytes = Self.recipe.bytes(as: form)
      let expected = try DedupeRun(bytes, query: query)
      #expect(!expected.rejects.isEmpty)
      for (size, parts) in [(4095, 1), (700, 3), (64, 2), (3, 4)] {
        let run = try DedupeRun(
          bytes, readSize: size, query: query, parts: parts, spillsAlways: size == 700)
        #expect(run.answer == expected.answer, "seed \(Self.seed) \(form) \(size)")
        #expect(run.rejects == expected.rejects, "seed \(Self.seed) \(form) \(size)")
      }
    }
  }

  @Test(
    "BSON, archives and every kind of JSON say the same", arguments: ids,
    [SampleForm.archive, .jsonl, .canonical, .legacy, .shell])
  func forms(_ id: String, _ form: SampleForm) throws {
    let query = Self.query(id)
    let expected = try Analysis.everything(query).answer(Self.recipe.bytes(as: .bson))
    let answer = try Analysis.everything(query, threads: 2).answer(Self.recipe.bytes(as: form))
    #expect(answer == expected, "seed \(Self.seed)")
    guard form != .archive else { return }
    for layout in [JSONLayout.array, .pretty] {
      let bytes = Self.recipe.bytes(as: form, layout: layout)
      #expect(try Analysis.everything(query).answer(bytes) == expected, "seed \(Self.seed)")
    }
  }

  @Test("Comma-separated values say the same of a programme")
  func csv() throws {
    let recipe = SampleRecipe(documents: 500, users: 60, seed: Self.seed)
    let query = Self.query("user_email")
    let expected = try Analysis.everything(query).answer(recipe.bytes(as: .bson))
    #expect(expected.documents.excluded.duplicate ?? 0 > 0)
    #expect(try Analysis.everything(query, threads: 2).answer(recipe.bytes(as: .csv)) == expected)
  }

  /// The answer for files of lines, one after the other.
  private func answer(_ files: [String], _ query: Query = query("_id")) throws -> Answer {
    let files = try files.map { try TemporaryFile(Array($0.utf8)) }
    return try Answer(Analysis.everything(query, threads: 2).run(paths: files.map(\.path)))
  }

  private static func line(_ id: String, _ points: Int, _ rest: String = "") -> String {
    #"{"_id":\#(id),"user_id":"u","transaction_type":"award","points":\#(points)\#(rest)}"# + "\n"
  }

  @Test("A dump twice is the dump")
  func twice() throws {
    let all = (0..<50).map { Self.line("\($0)", $0) }.joined()
    let (once, twice) = (try answer([all]), try answer([all, all]))
    #expect(once.rows == twice.rows)
    #expect(once.documents.excluded.duplicate == 0)
    #expect(twice.documents.excluded.duplicate == 50)
    #expect(twice.documents.read == 100)
  }

  @Test("The last one counts, so that the order of the files matters")
  func corrections() throws {
    let (old, new) = (Self.line("1", 5) + Self.line("2", 50), Self.line("1", 7))
    #expect(try answer([old, new]).totals.awarded.description == "57")
    #expect(try answer([new, old]).totals.awarded.description == "55")
    // Where the last one does not count, none does.
    var query = Self.query("_id")
    query.statuses = .standard
    let late = Self.line("1", 7, #","points_status":"cancelled""#)
    let answer = try answer([old, late], query)
    #expect(answer.totals.awarded.description == "50")
    #expect(answer.documents.excluded.status == 1)
    #expect(answer.documents.statuses == [ValueCount(value: "cancelled", count: 1)])
    let early = try self.answer([late, old], query)
    #expect(early.documents.statuses.isEmpty)
    #expect(early.documents.excluded.duplicate == 1)
  }

  @Test(
    "What is one id, and what are two",
    arguments: [
      ("1", "1.0", true), ("1", #"{"$numberDecimal":"1.00"}"#, true), ("1", #""1""#, false),
      (#"{"$oid":"0123456789abcdef01234567"}"#, #""0123456789abcdef01234567""#, false),
      ("0", "-0.0", true), ("true", "1", false), ("[1,2]", "[1.0,2]", true),
      ("[1,2]", "[2,1]", false), ("[1,[2]]", "[1,2]", false), ("[[1],2]", "[[1,2]]", false),
      ("[]", "{}", false), (#"{"a":1}"#, #"{"a":{"$numberLong":"1"}}"#, true),
      (#"{"a":1,"b":2}"#, #"{"b":2,"a":1}"#, false), (#"{"a":1}"#, #"{"b":1}"#, false),
      (#"{"a":null}"#, #"{}"#, false), (#"["ab","c"]"#, #"["a","bc"]"#, false),
      (#"{"\u0061":"x\u0079"}"#, #"{"a":"xy"}"#, true), ("null", "null", false),
      (#"{"a":{"$date":"1970-01-01T00:00:00Z"}}"#, #"{"a":{"$date":0}}"#, true),
      ("[{}]", "[[]]", false), (#"[["",{}]]"#, #"[["",{}]]"#, true),
    ])
  func equality(_ first: String, _ second: String, isOne: Bool) throws {
    let answer = try answer([Self.line(first, 5) + Self.line(second, 7)])
    #expect(answer.totals.awarded.description == (isOne ? "7" : "12"))
    #expect(answer.documents.excluded.duplicate == (isOne ? 1 : 0))
  }

  @Test(
    "What cannot be an id",
    arguments: [
      #"{"$timestamp":{"t":1,"i":1}}"#, #"{"$minKey":1}"#, #"[1,{"$maxKey":1}]"#,
      #"{"a":{"b":[{"$regularExpression":{"pattern":"a","options":""}}]}}"#,
      "[12345678901234567890123456789012345678901]",
      "\"" + String(repeating: "x", count: 16385) + "\"",
      "[\"" + String(repeating: "x", count: 16384) + "\"]",
    ])
  func unusable(_ id: String) throws {
    let answer = try answer([Self.line(id, 5) + Self.line(id, 5)])
    #expect(answer.documents.rejected.user == 2)
    #expect(answer.documents.counted == 0)
  }

  @Test("Rejects are told about when all is read, in input order, of the versions that stand")
  func rejects() throws {
    let lines =
      Self.line("1", 1).replacing(":1}", with: ":\"x\"}") + Self.line("{\"$minKey\":1}", 1)
      + "bad\n" + Self.line("2", 2).replacing(":2}", with: ":\"y\"}") + Self.line("1", 4)
      + Self.line("null", 1).replacing(":1}", with: ":\"z\"}")
    let run = try DedupeRun(Array(lines.utf8), query: Self.query("_id"))
    #expect(run.rejects == ["3 3 malformed", "2 2 user", "4 4 points", "6 6 points"])
    #expect(run.answer.documents.excluded.duplicate == 1)
    #expect(run.answer.documents.counted == 1)
  }

  @Test("The unit is the document, not the elements of its array")
  func unwinding() throws {
    var query = Self.query("_id")
    query.mapping.unwind = "a"
    query.mapping.points = "a.p"
    query.mapping.user = "a.u"
    query.mapping.types = [TypeMeanings.otherValues: .award]
    let many = (0..<3000).map { #"{"u":"x","p":\#($0 % 2 == 0 ? "1" : "\"n\"")}"# }
      .joined(separator: ",")
    let lines =
      #"{"_id":1,"a":[{"u":"x","p":1},{"u":"x","p":2},{"u":"y","p":3}]}"# + "\n"
      + #"{"_id":2,"a":[]}"# + "\n" + #"{"_id":3,"a":[\#(many)]}"# + "\n"
      + #"{"_id":1,"a":[{"u":"x","p":5}]}"# + "\n"
    let answer = try answer([lines], query)
    #expect(answer.documents.excluded.duplicate == 1)
    #expect(answer.documents.excluded.empty == 1)
    #expect(answer.documents.unwound == 4)
    #expect(answer.documents.counted == 1501)
    #expect(answer.documents.rejected.points == 1500)
    #expect(answer.documents.read == 3003)
    #expect(answer.rows.map(\.amounts.awarded.description) == ["1505"])
    let run = try DedupeRun(Array(lines.utf8), query: query)
    #expect(run.answer == answer)
    #expect(run.rejects.allSatisfy { $0 == "3 3 points" })
  }
}
