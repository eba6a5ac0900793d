import ArgumentParser
import LoyaltyAnalytics
import LoyaltyReports
import SystemPackage

extension ReportFormat {
  /// A column whose cells are no texts, and its type in SQL.
  typealias TypedColumn = (name: String, type: String)

  /// Amounts have 18 fraction digits and at most 20 before them.
  private static let decimal = "DECIMAL(38,18)"

  /// The columns of totals that are no texts.
  static let typedColumnsOfTotals =
    sums("") + ["first_time", "last_time"].map { ($0, "TIMESTAMP") }

  /// Those of differences.
  static let typedColumnsOfDifferences = ["before_", "after_", "difference_"].flatMap(sums)

  /// Those of transactions.
  static func typedColumnsOfTransactions(hasBalance: Bool) -> [TypedColumn] {
    (hasBalance ? ["points", "balance"] : ["points"]).map { ($0, decimal) }
      + [("time", "TIMESTAMP"), ("document", "BIGINT"), ("offset", "BIGINT")]
  }

  private static func sums(_ side: String) -> [TypedColumn] {
    ["awarded", "redeemed", "deducted", "net"].map { ("\(side)\($0)_points", decimal) }
      + [("\(side)transactions", "BIGINT")]
  }

  /// Sees to it that a file will hold what its name promises.
  ///
  /// - Parameters:
  ///   - formats: The formats that can be had.
  ///   - columns: Those that are no texts.
  /// - Throws: `ValidationError` for an extension that stands for no format.
  static func checkExtension(
    of path: String, _ arguments: [String], among formats: [ReportFormat] = allCases,
    columns: [TypedColumn]
  ) throws {
    let bare = Compressor.bareName(path)
    guard let name = FilePath(bare).extension, name.contains(where: \.isLetter),
      !["log", "out"].contains(name.lowercased()), ReportFormat(pathExtension: path) == nil
    else { return }
    if name.lowercased() == "parquet" {
      throw ValidationError(
        "there is no format .parquet; DuckDB makes it of csv: "
          + duckDBCommand(bare, withoutOutput(arguments), columns))
    }
    let known = formats.compactMap { $0.extensions.first.map { ".\($0)" } }
    let others =
      known.count == 1
      ? "a page is \(known[0])"
      : "\(known.joined(separator: ", ")) do, and --format names one for any file"
    throw ValidationError(
      "--output \(path.shellQuoted): .\(name) stands for no format; \(others)"
        + SpellingSuggestion.question(name, among: known.map { String($0.dropFirst()) }))
  }

  /// The command that makes Parquet of CSV: keys and all other texts stay what they are.
  private static func duckDBCommand(
    _ path: String, _ arguments: [String], _ columns: [TypedColumn]
  ) -> String {
    // In quotes: offset is a word of SQL.
    let types = columns.map { "'\($0.name)': '\($0.type)'" }.joined(separator: ", ")
    let query =
      "COPY (FROM read_csv('/dev/stdin', all_varchar = true, types = {\(types)})) TO "
      + "'\(path.replacing("'", with: "''"))'"
    // Between double quotes a shell looks for these.
    let isPlain = !query.contains { "$`\"\\!".contains($0) || $0.isNewline }
    var words = arguments
    // What stands behind -- is a file.
    words.insert(contentsOf: ["--format", "csv"], at: words.firstIndex(of: "--") ?? words.count)
    return
      "analyze \(words.map(\.shellQuoted).joined(separator: " ")) | duckdb -c "
      + (isPlain ? "\"\(query)\"" : query.shellQuoted)
  }

  /// Reads the value of `--format`.
  ///
  /// - Throws: `ValidationError` that lists the formats, and names the one that is called otherwise
  ///   elsewhere; for Parquet with the command that makes it.
  static func named(_ text: String) throws -> ReportFormat { try named(text, among: allCases) }

  /// Reads the value of `--format` of a list of rows.
  static func namedOfRows(_ text: String) throws -> ReportFormat { try named(text, among: ofRows) }

  private static func named(
    _ text: String, among formats: [ReportFormat]
  ) throws -> ReportFormat {
    let name = text.lowercased()
    if let format = ReportFormat(rawValue: text) { return format }
    if name == "parquet" {
      let arguments = Arguments.ofProcess
      let (file, columns) =
        switch arguments.first {
        case "transactions":
          (
            "transactions",
            typedColumnsOfTransactions(hasBalance: arguments.contains { $0.hasPrefix("--user") })
          )
        case "diff": ("differences", typedColumnsOfDifferences)
        default: ("totals", typedColumnsOfTotals)
        }
      throw ValidationError(
        "DuckDB makes it of csv: "
          + duckDBCommand("\(file).parquet", withoutOutput(arguments), columns))
    }
    let other =
      ["excel": xlsx, "xls": xlsx, "text": table, "plain": table, "jsonlines": jsonl][name]
      ?? formats.first { $0.extensions.contains(name) }
    throw ValidationError(
      SpellingSuggestion.choices(
        formats.map(\.rawValue), for: text,
        other: other.flatMap { formats.contains($0) ? $0.rawValue : nil }))
  }

  /// A command line without what it says about the output and its format.
  private static func withoutOutput(_ arguments: [String]) -> [String] {
    let end = arguments.firstIndex(of: "--") ?? arguments.count
    var result: [String] = []
    var isValue = false
    for argument in arguments[..<end] {
      if isValue {
        isValue = false
      } else if argument == "--output" || argument == "--format" {
        isValue = true
      } else if argument.hasPrefix("-"), !argument.hasPrefix("--"), argument.contains("o") {
        // Among letters, the last of which has the name behind it or as the next argument.
        let letters = argument.prefix { $0 != "o" }
        if letters.count > 1 { result.append(String(letters)) }
        isValue = argument.hasSuffix("o") && letters.count == argument.count - 1
      } else if !argument.hasPrefix("--output="), !argument.hasPrefix("--format=") {
        result.append(argument)
      }
    }
    return result + arguments[end...]
  }
}
