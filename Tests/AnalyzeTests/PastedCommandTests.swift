import Foundation
import TestSupport
import Testing

/// A small dump whose proposed command says more than field names, with the totals that are right.
struct OddDump: Sendable, CustomTestStringConvertible {
  let name: String
  var file = "dump.jsonl"
  let text: String
  /// Awarded, redeemed and deducted points of each user; nil where no command can be written.
  let totals: [String: [String]]?
  /// Words that the command has.
  var has: [String] = []
  /// Words that one of the choices has.
  var says: [String] = []

  var testDescription: String { name }

  /// An award of 5 for u1 and a redeem of 3 for u2 with the usual names, and something else in each line.
  static func usual(
    _ name: String, award: String = "5", redeem: String = "3", _ rest: [String], more: String = "",
    has: [String] = [], says: [String] = []
  ) -> OddDump {
    func line(_ user: String, _ type: String, _ points: String, _ rest: String) -> String {
      #"{"_id":"\#(user)","user_id":"\#(user)","transaction_type":"\#(type)","points":\#(points)"#
        + #","approved_time":"2024-01-01"\#(rest.isEmpty ? "" : ",")\#(rest)}"# + "\n"
    }
    return OddDump(
      name: name,
      text: line("u1", "award", award, rest.first ?? "")
        + line("u2", "redeem", redeem, rest.last ?? "")
        + more, totals: ["u1": ["5", "0", "0"], "u2": ["0", "3", "0"]], has: has, says: says)
  }

  /// A third document of the usual names that must not count.
  static func other(_ rest: String) -> String {
    #"{"_id":"u3","user_id":"u3","transaction_type":"award","points":7,"approved_time":"2024-01-01","#
      + rest + "}\n"
  }

  static let all = besidePresets + unusualWords + changes + ledgers + names

  /// The usual names fit, and the values need more.
  static let besidePresets = [
    usual("Nothing more to say", [#""points_status":"approved""#, #""points_status":"EXPIRED""#]),
    usual(
      "Amounts in text", award: #""5""#, redeem: #""3""#, [#""points_status":"approved""#],
      has: ["--amounts text"]),
    usual("Decimal comma", award: #""5,00""#, redeem: #""3,00""#, [""], has: ["--amounts comma"]),
    usual("Text among numbers", award: #""5""#, [""], has: ["--amounts text"]),
    usual(
      "Other words of the status", [#""points_status":"COMPLETED""#],
      more: other(#""points_status":"PENDING""#), has: ["--status COMPLETED"], says: ["PENDING"]),
    usual("One number for the status", [#""points_status":3"#], has: ["--status any"]),
    usual("No status at all", [#""points_status":null"#], has: ["--status any"]),
    usual("A flag for the status", [#""points_status":true"#], has: ["--status any"]),
    usual(
      "What the list leaves out is said", [#""points_status":"approved""#],
      more: other(#""points_status":"pending""#), says: ["pending"]),
    usual(
      "No status among usual ones", [#""points_status":"approved""#],
      more: other(#""points_status":null"#), says: ["null or empty"]),
    usual(
      "The status has another name", [#""status":"done""#], more: other(#""status":"failed""#),
      has: ["status=status", "--status done"], says: ["failed"]),
    usual(
      "Redeemed below zero", redeem: "-3", [""], has: ["--negative redeem"], says: ["below zero"]),
    usual(
      "Deleted documents", [#""deleted":false"#], more: other(#""deleted":true"#),
      has: ["deleted!=true"], says: ["deleted"]),
    OddDump(
      name: "Awarded below zero",
      text: (1...3).map {
        #"{"user_id":"u\#($0)","transaction_type":"award","points":\#($0 == 3 ? -7 : $0),"#
          + #""approved_time":"2024-01-01"}"# + "\n"
      }.joined(), totals: ["u1": ["1", "0", "0"], "u2": ["2", "0", "0"], "u3": ["0", "7", "0"]],
      has: ["--negative redeem"], says: ["below zero"]),
    OddDump(
      name: "Times in text",
      text: (1...2).map {
        #"{"user_id":"u\#($0)","transaction_type":"award","points":1,"approved_time":"31.01.2024"}"#
          + "\n"
      }.joined(), totals: ["u1": ["1", "0", "0"], "u2": ["1", "0", "0"]],
      has: ["--time-format %d.%m.%Y"]),
    OddDump(
      name: "Types that a preset does not know",
      text: (1...20).map {
        #"{"user_id":"u","transaction_type":"\#($0 == 20 ? "expire" : $0 == 19 ? "zap" : "award")","#
          + #""points":1,"approved_time":"2024-01-01"}"# + "\n"
      }.joined(), totals: ["u": ["18", "0", "1"]], has: ["--type expire=deduct"], says: ["zap"]),
    OddDump(
      name: "A product's preset",
      text: (1...2).map {
        #"{"id":"\#($0)","accountId":"a","transactionType":"EARN","amount":"\#($0)","#
          + #""createdDate":"2024-01-01T00:00:00Z"}"# + "\n"
      }.joined(), totals: ["a": ["3", "0", "0"]], has: ["--preset wix", "--amounts text"]),
  ]

  private static func member(_ type: String, _ points: Int, _ rest: String = "") -> String {
    #"{"member":"m","type":"\#(type)","amount":\#(points)\#(rest)}"# + "\n"
  }

  /// Names and words that an option would take for something else.
  static let unusualWords = [
    OddDump(
      name: "Types that begin like an option",
      text: member("+", 5) + member("-", 3) + member("+", 1),
      totals: ["m": ["6", "3", "0"]], has: ["--type=-=redeem"]),
    OddDump(
      name: "A comma in a status",
      text: member("earn", 5, #","status":"done, ok""#)
        + member("burn", 3, #","status":"done, ok""#)
        + member("earn", 7, #","status":"failed""#),
      totals: ["m": ["5", "3", "0"]], has: ["--status any", "status!=failed"]),
    OddDump(
      name: "A status that is called any",
      text: member("earn", 5, #","status":"any""#) + member("burn", 3, #","status":"done""#)
        + member("earn", 7, #","status":"failed""#),
      totals: ["m": ["5", "3", "0"]], has: ["status!=failed"]),
    OddDump(
      name: "A file that begins like an option", file: "-d.jsonl",
      text: member("earn", 5) + member("burn", 3), totals: ["m": ["5", "3", "0"]],
      has: [" ./-d.jsonl"]),
    OddDump(
      name: "A file that is called like a command", file: "report",
      text: member("earn", 5) + member("burn", 3), totals: ["m": ["5", "3", "0"]],
      has: [" ./report"]),
    OddDump(
      name: "A comma in the name of the amount",
      text: member("earn", 5).replacing("amount", with: "points,earned"), totals: nil,
      says: ["points,earned"]),
    OddDump(
      name: "A dot in the name of the user",
      text: member("earn", 5).replacing("\"member", with: "\"member.id"),
      totals: ["m": ["5", "0", "0"]], has: ["user=member.id"]),
    OddDump(
      name: "A bar in the name of the time",
      text: (1...2).map { member("earn", $0, #","created|at":"2024-01-01""#) }.joined()
        + member("burn", 3, #","created|at":"2024-01-01""#),
      totals: ["m": ["3", "3", "0"]], says: ["created|at"]),
    OddDump(
      name: "Brackets in a name", text: member("earn", 5).replacing("amount", with: "points[]"),
      totals: ["m": ["5", "0", "0"]], has: ["points=points[]"]),
  ]

  private static func change(_ kind: String, _ space: String, _ type: String, _ points: Int)
    -> String
  {
    #"{"ts":{"$timestamp":{"t":1,"i":1}},"op":"\#(kind)","ns":"\#(space)","v":2,"o":{"user_id":"u","#
      + #""transaction_type":"\#(type)","points":\#(points)}}"# + "\n"
  }

  private static func event(_ kind: String, _ space: String, _ points: Int) -> String {
    #"{"operationType":"\#(kind)","ns":{"db":"s","coll":"\#(space)"},"documentKey":{"_id":1},"#
      + #""fullDocument":{"user_id":"u","transaction_type":"award","points":\#(points)}}"# + "\n"
  }

  /// Logs of what was done to a collection.
  static let changes = [
    OddDump(
      name: "Oplog",
      text: change("i", "s.t", "award", 1) + change("i", "s.t", "redeem", 1)
        + change("u", "s.t", "award", 100), totals: ["u": ["1", "1", "0"]],
      has: ["--where op=i", "--where ns=s.t"], says: ["inserted into s.t"]),
    OddDump(
      name: "Oplog of two collections",
      text: change("i", "s.x", "award", 50) + change("i", "s.t", "award", 1)
        + change("i", "s.t", "redeem", 1) + change("d", "s.t", "award", 100),
      totals: ["u": ["1", "1", "0"]], has: ["--where ns=s.t"]),
    OddDump(
      name: "Change stream", text: event("insert", "t", 1) + event("update", "t", 100),
      totals: ["u": ["1", "0", "0"]], has: ["--where operationType=insert"],
      says: ["inserted into s.t"]),
    OddDump(
      name: "Change stream of two collections",
      text: event("insert", "t", 1) + event("insert", "t", 2) + event("insert", "x", 100),
      totals: ["u": ["3", "0", "0"]], has: ["ns.coll=t"]),
  ]
}

/// What `inspect` proposes can be pasted, and is right.
@Suite("Pasted commands")
struct PastedCommandTests {
  @Test("The proposed command gives the right totals", arguments: OddDump.all)
  func totals(_ dump: OddDump) throws {
    let folder = try ScratchFolder()
    try folder.write(dump.file, Array(dump.text.utf8))
    let inspection = try #require(
      JSONValue(run("analyze inspect --format json ./\(dump.file)", in: folder)))
    guard case .array(let choices)? = inspection["choices"] else {
      Issue.record("no choices")
      return
    }
    let said = choices.compactMap(\.text).joined(separator: "\n")
    for words in dump.says { #expect(said.contains(words), "\(said)") }
    guard let totals = dump.totals else {
      #expect(inspection["command"]?.text == nil)
      return
    }
    // The name as it was given needs no path in front of it.
    let name = dump.file.hasPrefix("-") ? "-- \(dump.file)" : dump.file
    let plain = try #require(JSONValue(run("analyze inspect --format json \(name)", in: folder)))
    let command = try #require(plain["command"]?.text, "no command")
    for words in dump.has { #expect(command.contains(words), "\(command)") }
    let answer = try #require(
      JSONValue(run("\(command) --all --format json", in: folder)), "\(command)")
    guard case .array(let rows)? = answer["top_users"] else {
      Issue.record("no rows of \(command)")
      return
    }
    var found: [String: [String]] = [:]
    for case .object(let members) in rows {
      let row = JSONValue.object(members)
      found[members.first?.value.text ?? ""] = ["awarded", "redeemed", "deducted"].map {
        if case .number(let number)? = row["\($0)_points"] { number } else { "?" }
      }
    }
    #expect(found == totals, "\(command)")
  }

  @Test("What a run names that nothing fits is what is proposed", arguments: OddDump.laterOn)
  func named(_ dump: OddDump) throws {
    let folder = try ScratchFolder()
    try folder.write(dump.file, Array(dump.text.utf8))
    let inspection = try run("analyze inspect --format json \(dump.file)", in: folder)
    let command = try #require(JSONValue(inspection)?["command"]?.text, "no command")
    #expect(try run("analyze \(dump.file) 2>&1", in: folder).contains(": \(command)\n"))
  }

  private func run(_ line: String, in folder: ScratchFolder) throws -> String {
    let outcome = try ShellCommand(
      line, in: folder.path,
      environment: [
        "PATH": "\(Package.products.path):/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC",
      ]
    ).run()
    return String(decoding: outcome.output, as: UTF8.self)
  }
}
