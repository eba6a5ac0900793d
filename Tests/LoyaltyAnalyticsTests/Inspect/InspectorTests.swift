import DumpReader
import TestSupport
import Testing

@testable import LoyaltyAnalytics

private func inspect(
  _ text: String, threads: Int = 1, sample: Int? = nil
) throws -> Inspector.Result {
  let file = try TemporaryFile(Array(text.utf8))
  var inspector = Inspector()
  inspector.threads = threads
  inspector.sample = sample
  return try inspector.run(paths: [file.path])
}

/// Everything that is known of the fields, as text.
private func description(_ result: Inspector.Result) -> [String] {
  let fields = result.inspection.fields + (result.inspection.others.map { [$0] } ?? [])
  return fields.map { field in
    "\(field.path) \(field.documents) \(field.types.map { "\($0.name) \($0.count)" }) "
      + "\(field.numbers.map { "\($0.minimum.plainText) \($0.maximum.plainText)" } ?? "") "
      + "\(field.dates.map { "\($0)" } ?? "") \(field.lengths.map { "\($0)" } ?? "") "
      + "\(field.distinct) \(field.distinctIsExact) "
      + "\(field.values?.map { "\($0.text.json) \($0.count)" } ?? [])"
  }
}

@Suite("Inspector")
struct InspectorTests {
  @Test("Types, ranges, lengths and values of a field")
  func statistics() throws {
    let result = try inspect(
      """
      {"a":1,"t":"x","d":{"$date":"2024-01-02T00:00:00Z"}}
      {"a":2.5,"t":"äöü","d":null}
      {"a":"z","t":"x"}

      """)
    #expect(result.inspection.documents == 3)
    #expect(
      description(result) == [
        #"a 3 ["string 1", "int 1", "double 1"] 1 2.5  1...1 3 true ["\"z\" 1", "1 1", "2.5 1"]"#,
        #"t 3 ["string 3"]   1...3 2 true ["\"x\" 2", "\"äöü\" 1"]"#,
        #"d 2 ["date 1", "null 1"]  1704153600000...1704153600000  1 true ["{\"$date\":\"2024-01-02T00:00:00.000Z\"} 1"]"#,
      ])
  }

  @Test("Equal numbers are one value, whatever their types")
  func numbers() throws {
    let result = try inspect(
      """
      {"a":5}
      {"a":5.0}
      {"a":{"$numberLong":"5"}}
      {"a":{"$numberDecimal":"5.00"}}
      {"a":{"$numberDecimal":"0.1"}}

      """)
    let field = try #require(result.inspection.fields.first)
    #expect(field.distinct == 2)
    #expect(field.values?.map(\.count) == [4, 1])
    #expect(field.numbers?.minimum.plainText == "0.1")
  }

  @Test("Numbers of JSON that no double holds are values like others")
  func beyondDoubles() throws {
    let digits = String(repeating: "7", count: 40)
    let lines = ["1e400", "-1e400", digits, "{\"$numberDecimal\":\"1E+6144\"}", "x"]
      .map { "{\"a\":\($0 == "x" ? "\"x\"" : $0)}\n" }
    for threads in [1, 2] {
      let field = try #require(
        try inspect(lines.joined() + lines.joined(), threads: threads).inspection.fields.first)
      #expect(field.documents == 10)
      #expect(field.values?.map(\.count) == [2, 2, 2, 2, 2])
      #expect(field.values?.contains { $0.text.json == "\"x\"" } ?? false)
    }
  }

  @Test("The same for every number of threads", arguments: [2, 3, 8])
  func threads(count: Int) throws {
    // New fields all along, more than are told apart, and values of every phase.
    var text = ""
    for i in 0..<12_000 {
      text += "{\"id\":\(i),\"type\":\"t\(i % 7)\",\"f\(i)\":{\"x\":[\(i % 40),{\"y\":\(i)}]},"
      text += "\"user\":\"u\(i % 900)\",\"pad\":\"\(String(repeating: "p", count: 100))\"}\n"
    }
    let one = try inspect(text)
    let many = try inspect(text, threads: count)
    #expect(one.inspection.fields.count == PathDirectory.usualLimit)
    #expect(one.inspection.others != nil)
    #expect(description(one) == description(many))
    #expect(one.samples.map(\.sequence) == many.samples.map(\.sequence))
  }

  @Test("A sample is the first documents")
  func sample() throws {
    let text = (0..<100).map { "{\"n\":\($0)}\n" }.joined()
    let result = try inspect(text, sample: 10)
    #expect(result.inspection.documents == 10)
    #expect(result.inspection.fields.first?.numbers?.maximum.plainText == "9")
  }

  /// What is proposed for a text, which can be read twice or not.
  private func look(
    _ text: String, canReadAgain: Bool = true
  ) throws -> (result: Inspector.Result, proposal: MappingProposal) {
    let file = try TemporaryFile(Array(text.utf8))
    return try Inspector().look([file.path], canReadAgain: canReadAgain, presets: [])
  }

  @Test("Dates whose digits are one number are read by a format")
  func dateDigits() throws {
    func formats(_ times: [String]) throws -> [String] {
      try look(
        times.map {
          #"{"user_id":"u","transaction_type":"award","points":1,"approved_time":\#($0)}"#
        }
        .joined(separator: "\n")
      ).proposal.timeFormats
    }
    #expect(try formats(["20240310", "20240410"]) == ["%Y%m%d"])
    #expect(try formats([#""20240310""#, "20240410"]) == ["%Y%m%d"])
    #expect(try formats(["20240310123005"]) == ["%Y%m%d%H%M%S"])
    #expect(try formats(["1710028800", "1710028801"]) == [])
    #expect(try formats(["20240310", "1710028801"]) == [])
    let table = "user_id,transaction_type,points,approved_time\nu,award,1,20240310\n"
    #expect(try look(table).proposal.timeFormats == ["%Y%m%d"])
  }

  @Test("What an oplog inserted together is a question of its own")
  func insertedTogether() throws {
    let row = #"{"user_id":"u","transaction_type":"award","points":1}"#
    func change(_ kind: String, _ place: String) -> String {
      #"{"op":"\#(kind)","ns":"\#(place)","o":\#(row)}"#
    }
    let together =
      #"{"op":"c","ns":"admin.$cmd","o":{"applyOps":["#
      + [change("i", "s.t"), change("i", "s.t"), change("i", "s.x"), change("u", "s.t")]
      .joined(separator: ",") + "]}}"
    let both = try look("\(change("i", "s.t"))\n\(together)\n").proposal
    #expect(both.unwind == nil)
    #expect(both.choices.contains { $0.contains("inserted one by one into s.t") })
    let inner = try #require(both.ofInnerChanges)
    let only = try look("\(together)\n\(together)\n").proposal
    for proposal in [inner, only] {
      #expect(proposal.unwind == "o.applyOps")
      #expect(proposal.conditions.map(\.value) == ["i", "s.t"])
      #expect(
        proposal.conditions.map { proposal.plainPath($0.path) } == [
          "o.applyOps.op", "o.applyOps.ns",
        ])
      #expect(
        proposal.path(.points).flatMap { proposal.plainPath($0) } == "o.applyOps.o.points")
    }
    #expect(only.ofInnerChanges == nil)
    #expect(try look(change("i", "s.t")).proposal.ofInnerChanges == nil)
  }

  @Test("Rows are looked for in the one object that the input is")
  func rows() throws {
    let rows = (1...20).map { #"{"member":"m\#($0 % 3)","points":\#($0),"type":"earn"}"# }
    let list = #"{"page":{"n":1},"data":["# + rows.joined(separator: ",") + "]}"
    for canReadAgain in [true, false] {
      let found = try look(list, canReadAgain: canReadAgain)
      #expect(found.proposal.records == ["data"])
      #expect(found.proposal.isComplete)
      #expect(found.result.inspection.documents == 20)
      // Two lists are documents with an array each.
      let two = try look(list + "\n" + list, canReadAgain: canReadAgain)
      #expect(two.proposal.records == nil)
      #expect(two.result.inspection.documents == 2)
    }
  }

  @Test("A document with an array in it is a document, where it can be read again")
  func around() throws {
    let text = #"{"user_id":"a","points":5,"tags":[{"k":1}],"transaction_type":"award"}"#
    let found = try look(text)
    #expect(found.proposal.records == nil)
    #expect(found.proposal.isComplete)
    #expect(try look(text, canReadAgain: false).proposal.isComplete == false)
  }

  @Test("Inputs with rows at different places have no command")
  func different() throws {
    let lists = try ["data", "items"].map {
      try TemporaryFile(
        Array(#"{"\#($0)":[{"user":"a","points":1},{"user":"b","points":2}]}"#.utf8))
    }
    let found = try Inspector().look(lists.map(\.path), canReadAgain: false, presets: [])
    #expect(!found.proposal.isComplete)
    #expect(found.proposal.records == nil)
  }

  @Test("Malformed documents are counted, told, and not looked at")
  func malformed() throws {
    let result = try inspect("{\"a\":1}\n{\"b\":}\n{\"a\":2}\n")
    #expect(result.documents.read == 3)
    #expect(result.documents.rejected.malformed == 1)
    #expect(result.firstRejects.first?.document == 2)
    #expect(result.inspection.fields.map(\.path) == ["a"])
  }
}
