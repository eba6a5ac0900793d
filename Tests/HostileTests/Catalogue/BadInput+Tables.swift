internal import DumpReader
internal import LoyaltyAnalytics

extension BadInput {
  /// Lines of a table between two sound ones.
  private static func table(_ lines: String, end: String = "\n") -> String {
    ("user_id,transaction_type,points\nada,award,10\n" + lines + "\nada,award,10\n")
      .replacing("\n", with: end)
  }

  /// Tables of text, and what only looks like one.
  static let tables: [BadInput] = [
    BadInput("csv-columns", "a CSV line with a cell too many", table("ada,award,10,7")),
    BadInput(
      "csv-empty-cells", "empty cells too many at the end of a line", table("ada,award,10,,")),
    BadInput(
      "csv-long", "a CSV record over --max-record",
      table("\(String(repeating: "a", count: 100)),award,10")
    ) { $0.input.maximumRecordSize = 100 },
    BadInput(
      "csv-long-quote", "an open CSV quote that goes on over --max-record",
      table("\"ada\naward,10\n\(String(repeating: "a", count: 100))")
    ) { $0.input.maximumRecordSize = 100 },
    BadInput("csv-quote", "a CSV cell with a quote inside", table("a\"da,award,10")),
    BadInput(
      "csv-open-quote", "a CSV quote that stays open",
      "user_id,transaction_type,points\nada,award,10\n\"ada,award,10\n"),
    BadInput("csv-points", "CSV points that are no number", table("ada,award,ten")),
    BadInput("csv-formula-open", "a text as a formula that stays open", table("=\"ada,award,10")),
    BadInput("csv-carriage-returns", "lines that end in CR", table("ada,award,10", end: "\r")),
    BadInput(
      "csv-returns-twice", "lines that end in CR CR LF", table("ada,award,10", end: "\r\r\n")),
    BadInput(
      "csv-header-again", "a header again, its columns in another order",
      table("points,user_id,transaction_type\n10,ada,award\nuser_id,transaction_type,points")),
    BadInput(
      "csv-header-almost", "a row that is the header in all cells but one",
      table("user_id,transaction_type,7")),
    BadInput(
      "csv-header-quoted", "a header within quotes",
      table("\"\nuser_id,transaction_type,points\n\",award,10")),
    BadInput(
      "csv-header-lacks", "a header again without points",
      table("transaction_type,user_id,amount,note\naward,ada,10,")),
    BadInput(
      "csv-no-points", "a header without points", "user_id,transaction_type\nada,award\n"),
    BadInput("csv-no-header", "a table without a header", "ada,award,10\nada,award,10\n"),
    BadInput("csv-count", "a number of rows, and one that is none", table("(1 row)\n(one row)")),
    BadInput(
      "csv-title", "a title above the header", "Ledger, March, all stores\n" + table("ada,award,10")
    ),
    BadInput(
      "sql-line", "a statement of SQL",
      "INSERT INTO tx (user_id, transaction_type, points) VALUES ('ada', 'award', 10);\n"),
  ]
}
