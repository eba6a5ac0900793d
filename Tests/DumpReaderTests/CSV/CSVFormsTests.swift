import TestSupport
import Testing

@testable import DumpReader

/// Tables as spreadsheets, data frames and SQL shells write them: the same rows whatever the form.
@Suite struct CSVFormsTests {
  private static let paths = ["user_id", "transaction_type", "points"]

  /// The rows of a table by the columns of the usual question; a refused row is nil.
  private func rows(
    _ text: String, readSize: Int = .max, isForced: Bool = false, _ table: TableOptions? = nil
  ) throws -> (rows: [[String?]?], passed: PassedBytes) {
    try rows(Array(text.utf8), readSize: readSize, isForced: isForced, table)
  }

  private func rows(
    _ text: [UInt8], readSize: Int = .max, isForced: Bool = false, _ table: TableOptions? = nil
  ) throws -> (rows: [[String?]?], passed: PassedBytes) {
    var options = InputOptions(forcedFormat: isForced ? .csv : nil)
    options.table = table ?? Self.required
    let input = try OpenedInput(
      ArraySource(text, readSize: readSize), path: "x", namespace: nil, options: options)
    guard input.encoding == .csv else { return ([], PassedBytes()) }
    var passed = input.record.passed
    var reader = ChunkReader(
      input.source, framer: input.framer, encoding: input.encoding, input: 0, head: input.head,
      offset: input.offset, columns: input.columns,
      requirement: ColumnRequirement(columns: options.table.requiredColumns, path: "x"),
      chunkSize: min(readSize, 1 << 16))
    var selection = FieldSelection()
    for path in Self.paths { _ = selection.insert(path, unique: true) }
    var walker = CSVWalker(selection)
    var values = FieldValues(for: selection)
    var chunk = Chunk(capacity: 1 << 10)
    var rows: [[String?]?] = []
    while try reader.next(into: &chunk) {
      guard chunk.skipped == nil else {
        rows.append(nil)
        continue
      }
      if let columns = chunk.columns { walker.begin(columns, at: chunk.offset) }
      var (offset, range) = (0, 0..<0)
      while offset < chunk.count {
        do throws(MalformedDocument) {
          guard
            try walker.next(chunk.bytes, &offset, end: chunk.count, into: &values, range: &range)
          else { break }
          rows.append(
            Self.paths.indices.map {
              values[$0]?.bytes(in: chunk.bytes, scratch: values.scratch).text
            })
        } catch {
          rows.append(nil)
        }
      }
      passed.combine(walker.takePassed())
    }
    return (rows, passed)
  }

  private static var required: TableOptions {
    var options = TableOptions()
    options.requiredColumns = paths.map { RequiredColumn([$0]) }
    options.mappedColumns = paths + ["points_status"]
    return options
  }

  private static let usual: [[String?]?] = [
    ["u1", "award", "100"], ["u1", "redeem", "30"], ["u2", "award", "50.5"], ["u2", "deduct", "5"],
  ]

  private static let plain =
    "user_id,transaction_type,points\nu1,award,100\nu1,redeem,30\nu2,award,50.5\nu2,deduct,5\n"

  /// Texts that say the usual four transactions, and how many of their bytes are told as passed over.
  private static let forms: [(text: String, passed: Int)] = [
    (plain, 0),
    (plain.replacing("\n", with: "\r\n"), 0), (plain.replacing("\n", with: "\r"), 0),
    (plain.replacing("\n", with: "\r\r\n"), 0), (plain.replacing("\n", with: "\n\n"), 0),
    (plain.replacing("\n", with: "\r\r"), 0),
    (plain.replacing(",", with: ";"), 0), (plain.replacing(",", with: "\t"), 0),
    (plain.replacing(",", with: "|"), 0),
    ("sep=;\n" + plain.replacing(",", with: ";"), 0),
    ("\u{FEFF}\"sep=^\"\r\n" + plain.replacing(",", with: "^").replacing("\n", with: "\r\n"), 0),
    // The index of a data frame; empty cells at the end.
    (
      ",user_id,transaction_type,points\n0,u1,award,100\n1,u1,redeem,30\n2,u2,award,50.5\n3,u2,deduct,5\n",
      0
    ),
    (plain.replacing("0\n", with: "0,\n").replacing("5\n", with: "5,,\n"), 0),
    (plain.replacing("points\n", with: "points,\n"), 0),
    (plain.replacing("\n", with: ",\n"), 0),
    (plain.replacing("\n", with: ",,,\n"), 0),
    // Blanks around names, with quotes and without.
    (
      plain.replacing(
        "user_id,transaction_type,points", with: " user_id , transaction_type\t,points  "), 0
    ),
    (
      plain.replacing(
        "user_id,transaction_type,points", with: "\"user_id\", \"transaction_type\", \" points\""),
      0
    ),
    // Dashes below the header, by sqlcmd, by psql.
    (plain.replacing("points\n", with: "points\n-------,----------------,------\n"), 0),
    (plain.replacing("points\n", with: "points\n--------------------------\n"), 0),
    (
      plain.replacing(",", with: "|").replacing("points\n", with: "points\n---+---+---\n")
        + "(4 rows)\n\n", 9
    ),
    // Text as formulas.
    (plain.replacing("u1,", with: "=\"u1\",").replacing(",100", with: ",=\"100\""), 0),
    (plain.replacing("u1,", with: "\"=\"\"u1\"\"\",").replacing(",5\n", with: ",=\"5\"\n"), 0),
    // Titles and numbers of rows.
    ("Loyalty points ledger\nExported 2024-01-05\n\n" + plain, 42),
    ("Ledger, all stores, 2024\n" + plain, 25), ("Ledger, all stores, March\n" + plain, 26),
    ("Report,Points\nFrom,2024-01-01\nTo,2024-01-31\n\n" + plain, 44),
    ("#TYPE System.Data.DataRow\r\n" + plain.replacing("\n", with: "\r\n"), 27),
    ("\u{FEFF}Title\r" + plain.replacing("\n", with: "\r") + "4 rows selected.\r", 23),
    (plain + "\n(4 rows affected)\n", 18), (plain + "4 rows in set, 1 warning (0.01 sec)\n", 36),
    (plain + "(4 row(s) affected)\n", 20), (plain + "Time: 12.345 ms\n", 16),
    ("connected to: localhost\n" + plain + "exported 4 records\n", 43),
    // Joined files.
    (plain.replacing("u2,award", with: "user_id,transaction_type,points\nu2,award"), 0),
    (plain.replacing("u2,award", with: "\u{FEFF}user_id,transaction_type,points\nu2,award"), 0),
    (plain.replacing("u2,award", with: "\u{FEFF}u2,award"), 0),
    (
      plain.replacing(
        "u2,award", with: "\u{FEFF}\"user_id\",\"transaction_type\",\"points\"\r\nu2,award"), 0
    ),
    (
      plain.replacing(
        "u2,award,50.5\nu2,deduct,5",
        with: "points,user_id,transaction_type\n50.5,u2,award\n5,u2,deduct"), 0
    ),
    (
      plain.replacing(
        "u2,award,50.5\nu2,deduct,5",
        with: "user_id,store_id,transaction_type,points,note\nu2,,award,50.5,\nu2,s,deduct,5,x"), 0
    ),
    (
      plain.replacing(
        "u2,award,50.5\nu2,deduct,5",
        with: "Points,User_ID,TRANSACTION_TYPE\n50.5,u2,award\n5,u2,deduct"), 0
    ),
    (plain.replacing("u2,award", with: "User_Id,Transaction_Type,Points\nu2,award"), 0),
    (
      plain.replacing(
        "u2,award,50.5\nu2,deduct,5",
        with: "user_id;transaction_type;points\r\nu2;award;50.5\r\nu2;deduct;5"), 0
    ),
    (
      "a title\n"
        + plain.replacing(
          "u2,award", with: "a title\n\n user_id, transaction_type, points\n---,---,---\nu2,award"),
      16
    ),
    (
      plain.replacing(
        "u2,award,50.5\nu2,deduct,5\n",
        with: "user_id,transaction_type,points\ru2,award,50.5\ru2,deduct,5\r"), 0
    ),
    (
      "+----+\n| user_id | transaction_type | points |\n+----+----+---+\n|u1|award|100|\n|u1|redeem|30|\n|u2|award|50.5|\n|u2|deduct|5|\n+----+----+---+\n4 rows in set\n",
      37
    ),
  ]

  @Test(arguments: forms.indices) func theSameRows(form: Int) throws {
    let (text, passed) = Self.forms[form]
    for readSize in [Int.max, 1, 7] {
      for isForced in [false, true] {
        let result = try rows(text, readSize: readSize, isForced: isForced)
        #expect(result.rows == Self.usual, "read size \(readSize): \(text)")
        #expect(result.passed.count == passed, "read size \(readSize): \(text)")
      }
    }
  }

  /// Recognised without a question as well, where the rows below a header again are more than those above.
  @Test func aHeaderAgainEndsNoTable() throws {
    let text =
      "user_id,transaction_type,points,approved_time\nu1,award,100,2024-03-01\n"
      + "\"points\",\"user_id\",\"transaction_type\"\n\"30\",\"u1\",\"redeem\"\n"
      + "\"50.5\",\"u2\",\"award\"\n\"5\",\"u2\",\"deduct\"\n"
    for options in [Self.required, TableOptions()] {
      #expect(try rows(text, options).rows == Self.usual)
    }
  }

  /// Where two names differ in letter case only, or the question knows both, they are two columns.
  @Test func letterCaseTellsColumnsApartWhereItMust() throws {
    func expect(_ text: String, _ expected: [[String?]?]) throws {
      #expect(try rows(text).rows == expected, "\(text)")
    }
    let header = "user_id,transaction_type,points,Points\n"
    try expect(
      header + "u1,award,1,2\nPOINTS,user_id,transaction_type,points\n3,u2,award,4\n",
      [["u1", "award", "1"], ["u2", "award", "4"]])
    try expect(
      "user_id,transaction_type,points\nu1,award,1\n"
        + "POINTS,user_id,points,transaction_type\n3,u2,4,award\n",
      [["u1", "award", "1"], ["u2", "award", "4"]])
    // Of cells that are names but for their case, one is a value.
    try expect(
      "user_id,transaction_type,points\nUser_ID,Transaction_Type,7\n",
      [["User_ID", "Transaction_Type", "7"]])
  }

  /// What only looks like one of these.
  @Test(arguments: [1, 5, Int.max]) func whatOnlyLooksLikeIt(readSize: Int) throws {
    func expect(_ text: String, _ expected: [[String?]?]) throws {
      #expect(try rows(text, readSize: readSize).rows == expected, "\(text)")
    }
    let header = "user_id,transaction_type,points\n"
    // A row that is a header in all cells but one.
    try expect(
      header + "user_id,transaction_type,7\nuser_id,award,points\nu1,transaction_type,points\n",
      [
        ["user_id", "transaction_type", "7"], ["user_id", "award", "points"],
        ["u1", "transaction_type", "points"],
      ])
    try expect(
      "user_id,transaction_type,points,points_status\n"
        + "user_id,transaction_type,points,approved\nu1,award,1,pending\n",
      [["user_id", "transaction_type", "points"], ["u1", "award", "1"]])
    // A header within quotes, and names within text.
    try expect(
      header + "\"\nuser_id,transaction_type,points\n\",award,1\nthe transaction_type,award,2\n",
      [
        ["\nuser_id,transaction_type,points\n", "award", "1"],
        ["the transaction_type", "award", "2"],
      ])
    // Other delimiters within cells.
    try expect(
      header + "\"a;b\",award,1\na;b,award,2\na|b\tc,award,3\n",
      [["a;b", "award", "1"], ["a;b", "award", "2"], ["a|b\tc", "award", "3"]])
    try expect(
      "user_id;transaction_type;points\nu1;award;1,5\n\"a;b\";award;2\n",
      [["u1", "award", "1,5"], ["a;b", "award", "2"]])
    // Dashes that are cells, and texts that begin like formulas.
    try expect(
      header + "-,-,-\n--,award,1\n=1+1,award,=2\n",
      [["-", "-", "-"], ["--", "award", "1"], ["=1+1", "award", "=2"]])
    // Rows that have too few cells are no numbers of rows.
    try expect(header + "4\n(four rows)\nu1,award,1\n", [nil, nil, ["u1", "award", "1"]])
    // Blanks around cells are theirs.
    try expect(header + " u1 ,award,\t1\n", [[" u1 ", "award", "\t1"]])
    // A cell too many that is not empty.
    try expect(header + "u1,award,1,x\nu1,award,2,\"\"\nu2,award\n", [nil, nil, nil])
    // A carriage return within a line that ends otherwise is text.
    try expect(header + "a\rb,award,1\n", [["a\rb", "award", "1"]])
  }

  @Test func blanksAreTakenOffWhereAsked() throws {
    var options = Self.required
    options.trimsCells = true
    for readSize in [1, 4, Int.max] {
      let text =
        "user_id ,transaction_type , points\n u1 , \"award\"\t,  100\n\" u1 \",redeem ,\" 30\"\n  ,award, \" \"\n"
        + "u3 , \"a, \nb\" , 1\n"
      let result = try rows(text, readSize: readSize, options)
      #expect(
        result.rows == [
          ["u1", "award", "100"], ["u1", "redeem", "30"], [nil, "award", ""],
          ["u3", "a, \nb", "1"],
        ])
    }
  }

  @Test func aDelimiterIsObeyed() throws {
    var options = Self.required
    options.delimiter = UInt8(ascii: ":")
    let text = Self.plain.replacing(",", with: ":")
    #expect(try rows(text, options).rows == Self.usual)
    // Another one in the header then is text.
    #expect(throws: DumpError.self) { try rows(Self.plain, isForced: true, options) }
  }

  @Test func missingColumnsAreNamed() throws {
    func reason(_ text: String) -> String? {
      #expect(throws: DumpError.self) { try rows(text) }?.reason
    }
    #expect(
      reason("user_id,type,points\nu1,award,1\n")
        == "it has no column transaction_type; the columns of its header are user_id, type, points")
    #expect(
      reason("a;b\n1;2\n")
        == "it has no columns user_id, transaction_type and points; the columns of its header are a, b"
    )
    // The rows of a table are not lost for a better header below it.
    #expect(
      reason("user,type,amount\nu1,award,1\nu2,award,2\n\(Self.plain)")?.contains(
        "user, type, amount")
        == true)
    // A header in the middle is held to the same.
    let text = Self.plain + "points,transaction_type,user,note\n1,award,u1,\n"
    #expect(
      reason(text)?.contains("header at byte 84 are points, transaction_type, user, note") == true)
  }

  /// Text that is no table, though there are commas in it.
  @Test(arguments: [
    "INSERT INTO tx (user_id, transaction_type, points) VALUES ('u1', 'award', 100);\n",
    "SELECT user_id, transaction_type, points FROM tx\n",
    "INSERT INTO tx (user_id, type, points) VALUES\n('u1','award',100),\n('u2','award',50.5);\n",
    "User      Awarded   Redeemed\n\nu1        1,100     30\nu2        2,050     5\n",
    "Dear Sir, I write to you\nwith regret.\n",
  ])
  func otherTextIsNone(text: String) {
    for options in [Self.required, TableOptions()] {
      let error = #expect(throws: DumpError.self) { try rows(text, options) }
      #expect(error?.code == .notADump)
    }
  }

  @Test func aWideTableIsReadWhole() throws {
    let names = (0..<60_000).map { "c\($0)" }
    let text =
      "user_id," + names.joined(separator: ",") + ",transaction_type,points\n"
      + "u1," + names.joined(separator: ",") + ",award,100\n"
    #expect(text.utf8.count > 2 * (256 << 10))
    #expect(try rows(text).rows == [["u1", "award", "100"]])
  }

  @Test(.timeLimit(.minutes(5))) func headersWithoutEndCostNoQuadraticTime() throws {
    let header = "user_id,transaction_type,points\n"
    let other = "transaction_type;points;user_id\n"
    let text = [UInt8](String(repeating: header + other, count: 10_000).utf8)
    #expect(try rows(text).rows.count == 10_000 - 50)
    let open = Array(String(repeating: header, count: 20_000).utf8) + Array("\"a,b\n".utf8)
    #expect(try rows(open).rows == [nil])
    let cells = Array(("x," + String(repeating: "transaction_type,", count: 50_000)).utf8)
    #expect(try rows(Array(header.utf8) + cells).rows == [nil])
  }

  @Test func quotesThatStayOpenAreBounded() throws {
    let lines = String(repeating: "u1,award,1\n", count: 3_000)
    let text = Self.plain + "\"user_id,transaction_type,points\n" + lines
    let result = try rows(text, readSize: 100)
    #expect(result.rows.count == 4 + 1 + 3_000)
    #expect(result.rows.count { $0 == nil } == 1)
  }
}
