import DumpReader
import SampleData
import TestSupport
import Testing

@testable import LoyaltyAnalytics

@Suite("Arrays of transactions")
struct UnwindTests {
  static let seed = UInt64.random(in: 0..<1 << 32)
  static let recipe = SampleRecipe(.awkward, documents: 300, users: 40, seed: seed)

  /// The question, with all fields in the elements at `entries`.
  private static func unwinding(_ query: Query) -> Query {
    var query = query
    query.mapping.unwind = "entries"
    for name in FieldMapping.names {
      if let path = query.mapping.path(for: name) {
        _ = query.mapping.setPath("entries.\(path)", for: name)
      }
    }
    query.conditions = query.conditions.map {
      Query.Condition(field: "entries.\($0.field)", $0.comparison, value: $0.value)
    }
    return query
  }

  private static var anyStatus: Query {
    var query = Query()
    query.statuses = .any
    return query
  }

  /// Documents dealt out to buckets of all sizes.
  private static func buckets(
    _ documents: [[UInt8]], of sizes: ClosedRange<Int> = 1...9,
    as bucket: (Buckets.Entries, Int) -> [UInt8]
  ) -> (bytes: [UInt8], count: Int) {
    var generator = ValueGenerator(seed: seed)
    var bytes: [UInt8] = []
    var count = 0
    var rest = documents[...]
    while !rest.isEmpty {
      let size = Int.random(in: sizes, using: &generator)
      let taken = rest.prefix(size)
      rest = rest.dropFirst(size)
      bytes += bucket(
        taken.count == 1 && count % 2 == 0 ? .only(taken[taken.startIndex]) : .array(Array(taken)),
        count)
      count += 1
    }
    return (bytes, count)
  }

  private static func lines(_ form: SampleForm) -> [[UInt8]] {
    recipe.bytes(as: form).split(separator: 0x0A).map(Array.init)
  }

  /// The answer for separate documents, as it is for those in arrays.
  private static func unwound(_ answer: Answer, _ count: Int) -> Answer {
    var answer = answer
    answer.documents.unwound = count
    return answer
  }

  @Test("The same as separate documents in BSON, however it is read")
  func bson() throws {
    let bytes = Self.recipe.bytes(as: .bson)
    let (bucketed, count) = Self.buckets(documents(in: bytes)) { Buckets.bson($0, number: $1) }
    for query in [Query(), Self.anyStatus] {
      let expected = Self.unwound(try StreamRun(bytes, query: query).answer, count)
      let question = Self.unwinding(query)
      for size in [Int.max, 4095, 3] {
        let answer = try StreamRun(bucketed, readSize: size, query: question).answer
        #expect(answer == expected, "seed \(Self.seed)")
      }
      for threads in [1, 3] {
        let answer = try Analysis.everything(question, threads: threads).answer(bucketed)
        #expect(answer == expected, "seed \(Self.seed)")
      }
    }
  }

  @Test(
    "The same as separate documents in every kind of JSON",
    arguments: [SampleForm.jsonl, .canonical, .legacy, .shell])
  func json(_ form: SampleForm) throws {
    let bytes = Self.recipe.bytes(as: form)
    let (bucketed, count) = Self.buckets(Self.lines(form)) { Buckets.json($0, number: $1) }
    for query in [Query(), Self.anyStatus] {
      let expected = Self.unwound(try StreamRun(bytes, query: query).answer, count)
      let question = Self.unwinding(query)
      for size in [Int.max, 4095, 3] {
        let answer = try StreamRun(bucketed, readSize: size, query: question).answer
        #expect(answer == expected, "seed \(Self.seed)")
      }
      let answer = try Analysis.everything(question, threads: 3).answer(bucketed)
      #expect(answer == expected, "seed \(Self.seed)")
    }
  }

  @Test(
    "An array that is longer than what is kept of it", arguments: [SampleForm.bson, .jsonl, .shell])
  func long(_ form: SampleForm) throws {
    var query = Self.anyStatus
    // So often added, the largest amounts would be too large.
    query.conditions = [
      .init(field: "points", .less, value: "1000000"),
      .init(field: "points", .greater, value: "-1000000"),
    ]
    let bytes = Self.recipe.bytes(as: form)
    let all = form == .bson ? documents(in: bytes) : Self.lines(form)
    let many = Array(repeating: all, count: 8).joined()
    let separate = form == .bson ? Array(many.joined()) : Array(many.joined(separator: [0x0A]))
    let (bucketed, count) = Self.buckets(Array(many), of: 1023...2100) {
      form == .bson ? Buckets.bson($0, number: $1) : Buckets.json($0, number: $1)
    }
    let expected = Self.unwound(try StreamRun(separate, query: query).answer, count)
    let question = Self.unwinding(query)
    #expect(try StreamRun(bucketed, query: question).answer == expected, "seed \(Self.seed)")
    let answer = try Analysis.everything(question, threads: 2).answer(bucketed)
    #expect(answer == expected, "seed \(Self.seed)")
  }

  // Where empty texts stand in what a document was rewritten to may be behind the end of the chunk.
  @Test("Empty texts of a document that is longer when rewritten")
  func emptyTexts() throws {
    let fields = (0..<60_000).map { "k\($0)" }
    let empty = "transaction_type: '', user_id: '', points: 1}"
    let shell = "{" + fields.map { "\($0): 1, " }.joined() + empty
    #expect(try StreamRun(Array(shell.utf8)).answer.documents.excluded.type == 1)
    let items = fields.map { _ in "{transaction_type: 'award', user_id: 'a', points: 1}, " }
    var query = Query()
    query.mapping.unwind = "items"
    for (name, path) in [("type", "transaction_type"), ("user", "user_id"), ("points", "points")] {
      _ = query.mapping.setPath("items.\(path)", for: name)
    }
    let array = "{items: [" + items.joined() + "{" + empty + "]}"
    #expect(try StreamRun(Array(array.utf8), query: query).answer.documents.excluded.type == 1)
    let invalid =
      Array("{".utf8) + fields.flatMap { Array("\"\($0)\":\"".utf8) + [0xFF, 0x22, 0x2C] }
      + Array("\"transaction_type\":\"\",\"user_id\":\"\",\"points\":1}".utf8)
    var analysis = Analysis.everything()
    analysis.input.invalidUTF8 = .accept
    #expect(try analysis.answer(invalid).documents.excluded.type == 1)
  }

  @Test("Text that is not Unicode, in arrays of all lengths", arguments: [3, 3000])
  func invalidText(_ count: Int) throws {
    let elements = (0..<count).map { i in
      let text = i % 3 == 0 ? [0xFF, 0x61] : Array("\\u0061\\n".utf8)
      return Array(#"{"transaction_type":"award","user_id":""#.utf8) + text
        + Array("\",\"points\":\(i)}".utf8)
    }
    let separate = Array(elements.joined(separator: [0x0A]))
    let bucketed = Buckets.json(.array(elements), number: 1)
    for policy in [InvalidUTF8Policy.accept, .reject] {
      var analysis = Analysis.everything()
      analysis.input.invalidUTF8 = policy
      analysis.rejects.maximumMalformed = .max
      let expected = try analysis.answer(separate)
      analysis.query = Self.unwinding(Query())
      let answer = try analysis.answer(bucketed)
      #expect(answer.documents.unwound == 1)
      if policy == .accept {
        #expect(answer.rows == expected.rows)
        #expect(answer.documents.counted == count)
        #expect(answer.documents.invalidText == 1)
      } else {
        #expect(answer.documents.read == 1)
        #expect(answer.documents.rejected.malformed == 1)
      }
    }
  }

  @Test("As an oracle has it", arguments: OracleTests.questions)
  func oracle(_ question: OracleTests.Question) throws {
    var generator = ValueGenerator(seed: Self.seed)
    var query = Self.unwinding(question.query)
    if case .field(let path) = query.grouping { query.grouping = .field("entries.\(path)") }
    // Some of what counts is in the document around.
    if Bool.random(using: &generator), query.grouping == .user { query.mapping.user = "owner" }
    if Bool.random(using: &generator) {
      query.conditions.append(.init(field: "owner", .notEqual, value: "owner 3"))
    }
    let all = documents(in: Self.recipe.bytes(as: .bson))
    var bytes: [UInt8] = []
    var oracle = Oracle(query)
    for number in 0..<80 {
      let entries: Buckets.Entries
      switch Int.random(in: 0..<8, using: &generator) {
      case 0: entries = .null
      case 1: entries = .missing
      case 2: entries = .only(all[number])
      default:
        let count = Int.random(in: 0...6, using: &generator)
        entries = .array((0..<count).map { _ in all.randomElement(using: &generator, or: []) })
      }
      let document = Buckets.bson(entries, number: number)
      bytes += document
      oracle.take(document)
    }
    var analysis = Analysis(query)
    analysis.ranking = question.ranking
    analysis.threads = 2
    let answer = try analysis.answer(bytes)
    var counts = answer.documents
    counts.statuses = []
    counts.types = []
    #expect(counts == oracle.counts, "seed \(Self.seed)")
    let groups = oracle.ranked(by: question.ranking)
    try #require(groups.count == answer.rows.count, "seed \(Self.seed)")
    for (group, row) in zip(groups, answer.rows) {
      #expect(row.amounts.net.description == group.net.plain, "seed \(Self.seed)")
      #expect(row.amounts.transactions == group.transactions, "seed \(Self.seed)")
      #expect(row.labels.map { $0.map { Array($0.utf8) } } == group.labels, "seed \(Self.seed)")
      #expect(row.firstTime == group.times.min(), "seed \(Self.seed)")
    }
  }

  /// The counts for one line of JSON.
  private func counts(
    _ line: String, _ path: String = "a", points: String = "a.p", user: String = "u"
  ) throws -> DocumentCounts {
    var query = Query()
    query.mapping.unwind = path
    query.mapping.user = user
    query.mapping.points = points
    query.mapping.types = [TypeMeanings.otherValues: .award]
    return try Analysis.everything(query).answer(Array((line + "\n").utf8)).documents
  }

  @Test(
    "What is no array is one element, and what is nothing is none",
    arguments: [
      (#"{"a":{"p":1}}"#, 1, 0), (#"{"a":null}"#, 0, 1), (#"{}"#, 0, 1), (#"{"a":[]}"#, 0, 1),
      (#"{"a":[ ]}"#, 0, 1), (#"{"a":[{"p":1},{"p":2}]}"#, 2, 0), (#"{"b":[{"p":1}]}"#, 0, 1),
      (#"{"a_old":[{"p":1}]}"#, 0, 1), (#"{"a":{}}"#, 0, 0), (#"{"a":5}"#, 0, 0),
    ])
  func shapes(_ line: String, counted: Int, empty: Int) throws {
    let counts = try counts(line)
    #expect(counts.counted == counted)
    #expect(counts.excluded.empty == empty)
    #expect(counts.unwound == 1)
    #expect(counts.read == max(1, counted))
  }

  @Test("Elements that are values, arrays, null, and all kinds at once")
  func values() throws {
    #expect(
      try counts(#"{"a":[1,2.5,"x",null,[3],{"$numberLong":"4"}]}"#, points: "a").counted == 3)
    #expect(try counts(#"{"a":7}"#, points: "a").counted == 1)
    #expect(try counts(#"{"a":[[5,6],[7]]}"#, points: "a.0").counted == 2)
    #expect(try counts(#"{"a":[{"b":{"p":1}},{"b.p":2},{"b":[9]}]}"#, points: "a.b.p").counted == 2)
    #expect(try counts(#"{"p":4,"a":["x","y"]}"#, points: "p").counted == 2)
    #expect(try counts(#"{"d":{"a":[{"p":1}]}}"#, "d.a", points: "d.a.p").counted == 1)
    #expect(try counts(#"{"d":[{"a":[{"p":1}]}]}"#, "d.a", points: "d.a.p").excluded.empty == 1)
  }

  @Test("A field twice in one element, or the array twice, makes the document malformed")
  func twice() throws {
    for line in [
      #"{"a":[{"p":1},{"p":2,"p":3}]}"#, #"{"a":[{"p":1}],"a":[{"p":1}]}"#,
      #"{"a":[{"p":1},]}"#, #"{"a":[{"p":1}"#, #"{"a":[{"p":1} {"p":2}]}"#, #"{"a":[{"p":}]}"#,
      #"{"a":{"p":1,"p":2}}"#,
    ] {
      let counts = try counts(line)
      #expect(counts.rejected.malformed == 1, "\(line)")
      #expect(counts.read == 1 && counts.unwound == 1, "\(line)")
    }
    #expect(try counts(#"{"a":[{"p":1,"q":1,"q":2},{"p":2}]}"#).counted == 2)
  }

  @Test("Nesting is counted from the document on")
  func depth() throws {
    for (open, close) in [("[", "]"), ("{\"x\":", "}")] {
      for count in 90...101 {
        let deep =
          String(repeating: open, count: count) + "1" + String(repeating: close, count: count)
        for line in [#"{"a":[{"p":1,"z":\#(deep)}]}"#, #"{"a":[\#(deep)]}"#, #"{"a":\#(deep)}"#] {
          let unwound = try counts(line).rejected.malformed
          // Where nothing is unwound.
          let plain = try counts(line, "b").rejected.malformed
          #expect(unwound == plain, "\(count) \(open)")
        }
      }
    }
  }

  @Test("Nesting is counted from the document on in BSON as well", arguments: 90...101)
  func depthOfBSON(_ count: Int) throws {
    var deep = Buckets.bson(.missing, number: 1)
    for _ in 1..<count { deep = Buckets.bson(.only(deep), number: 1) }
    for entries in [Buckets.Entries.only(deep), .array([deep]), .array([deep, deep])] {
      let bytes = Buckets.bson(entries, number: 1)
      let unwound = try Analysis.everything(Self.unwinding(Query())).answer(bytes)
      let plain = try Analysis.everything().answer(bytes)
      #expect(unwound.documents.rejected == plain.documents.rejected, "\(count)")
    }
  }

  @Test("A reject says which element it was")
  func rejects() throws {
    let file = try TemporaryFile(
      Array(#"{"u":1,"a":[{"p":1},{"p":"x"},{"p":2},{}]}"#.utf8 + [0x0A]))
    var query = Query()
    query.mapping.unwind = "a"
    query.mapping.user = "u"
    query.mapping.points = "a.p"
    query.mapping.types = [TypeMeanings.otherValues: .award]
    let result = try Analysis.everything(query).run(paths: [file.path])
    #expect(result.firstRejects.map { $0.reject.field ?? "" } == ["a[1].p", "a[3].p"])
    #expect(result.firstRejects.map(\.document) == [1, 1])
    #expect(result.inputs.map(\.documents) == [1])
  }

  @Test("Two amounts in an element")
  func columns() throws {
    var query = Query()
    query.mapping.unwind = "a"
    query.mapping.user = "u"
    query.mapping.awarded = "a.in"
    query.mapping.redeemed = "a.out"
    let line = #"{"u":1,"a":[{"in":5,"out":2},{"in":1},{"out":4,"in":0},{}]}"#
    let answer = try Analysis.everything(query).answer(Array((line + "\n").utf8))
    #expect(answer.documents.counted == 3)
    #expect(answer.documents.rejected.points == 1)
    #expect(answer.rows.map(\.amounts.net.description) == ["0"])
  }
}
