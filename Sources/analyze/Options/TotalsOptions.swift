import ArgumentParser
import DumpReader
import LoyaltyAnalytics
import LoyaltyReports

/// Which transactions count.
struct FilterOptions: ParsableArguments {
  @Option(
    name: .long, parsing: .singleValue,
    help: ArgumentHelp("Only this store; may be repeated.", valueName: "id"))
  var store: [String] = []

  @Option(
    name: .long, parsing: .singleValue,
    help: ArgumentHelp(
      "Only these statuses, or any; may be repeated. Without it: \(StatusRule.standardValues.joined(separator: ", ")), or none at all.",
      valueName: "a,b|any"))
  var status: [String] = []

  @Option(
    name: .long,
    help: ArgumentHelp("From this day or instant on.", valueName: "date"))
  var from: String?

  @Option(
    name: .long,
    help: ArgumentHelp("Through the end of this day, or before this instant.", valueName: "date"))
  var to: String?

  @Option(
    name: .long, parsing: .unconditional,
    help: ArgumentHelp(
      "The zone of dates, such as Europe/Vienna or +02:00.", valueName: "name"))
  var timezone = "UTC"

  @Option(
    name: .customLong("where"), parsing: .singleValue,
    help: ArgumentHelp(
      "Only where a field equals a value; may be repeated, all must hold.",
      valueName: "field=value"))
  var conditions: [String] = []

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Field names and type values of another product: \(FieldMapping.presetNames.dropFirst().joined(separator: ", ")).",
      valueName: "name"),
    completion: .list(FieldMapping.presetNames))
  var preset: String?

  @Option(
    name: .long,
    help: ArgumentHelp("Such names and values from a TOML file.", valueName: "file"),
    completion: .file(extensions: ["toml"]))
  var mapping: String?

  @Option(
    name: .long, parsing: .singleValue,
    help: ArgumentHelp(
      "Other fields, as in user=customer.id; may be repeated. The names: user, email, first_name, last_name, type, points, status, store, time.",
      valueName: "name=path"))
  var fields: [String] = []

  @Option(
    name: .long, parsing: .singleValue,
    help: ArgumentHelp(
      "What a further value of the type field means, award, redeem or deduct; may be repeated.",
      valueName: "expire=deduct"))
  var type: [String] = []
}

/// What is shown, and how.
struct ResultOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "Totals per store, type, status, day, month, year, or any field instead of the user.",
      valueName: "field"))
  var by: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Rank by awarded (default), redeemed, deducted, net, transactions or user.",
      valueName: "column"),
    completion: .list(Ranking.Column.allCases.map(\.rawValue)), transform: choice)
  var sort = Ranking.Column.awarded

  @Flag(name: .long, help: "Rank from the smallest.")
  var ascending = false

  // Numbers below zero are values too, and wrong ones; without this they would be unknown options.
  @Option(
    name: .long, parsing: .unconditional, help: ArgumentHelp("Show so many.", valueName: "n"))
  var top = 20

  @Option(
    name: .long, parsing: .unconditional,
    help: ArgumentHelp("Pass over so many first.", valueName: "n"))
  var skip = 0

  @Flag(name: .long, help: "Show all.")
  var all = false

  @Option(
    name: .long,
    help: ArgumentHelp("table (default), json, jsonl, csv, tsv or markdown.", valueName: "format"),
    completion: .list(ReportFormat.allCases.map(\.rawValue)), transform: choice)
  var format: ReportFormat?

  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Write to a file, as a whole or not at all, for its owner's eyes only; its extension tells the format. - is standard output.",
      valueName: "file"),
    completion: .file())
  var output: String?

  @Flag(name: .long, help: "CSV and TSV texts as they are, also those like formulas.")
  var rawCells = false

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Tokens in place of user keys, e-mails and names, made with the key in a file.",
      valueName: "keyfile"),
    completion: .file())
  var pseudonymise: String?

  @Flag(name: .long, help: "Draw points by month and the top users below the table.")
  var chart = false
}

/// What is told beside the result.
struct MessageOptions: ParsableArguments {
  @Option(
    name: .long, help: ArgumentHelp("auto (default), always or never.", valueName: "when"),
    completion: .list(ColorChoice.allCases.map(\.rawValue)), transform: choice)
  var color = ColorChoice.auto

  @Option(
    name: .long,
    help: ArgumentHelp("A progress line: auto (default), always or never.", valueName: "when"),
    completion: .list(ProgressChoice.allCases.map(\.rawValue)), transform: choice)
  var progress = ProgressChoice.auto

  @Flag(name: .shortAndLong, help: "Errors only: no progress, no warnings.")
  var quiet = false

  @Flag(name: .shortAndLong, help: "Tell what is opened, and an example of every finding.")
  var verbose = false

  @Flag(name: .long, help: "Tell where time and memory went, on standard error.")
  var stats = false

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Defaults of options. Without it: $ANALYZE_CONFIG, or analyze/config.toml in $XDG_CONFIG_HOME or ~/.config.",
      valueName: "file"),
    completion: .file(extensions: ["toml"]))
  var config: String?

  @Flag(name: .long, help: "Take no defaults from a file.")
  var noConfig = false

  /// How much is said.
  var level: Diagnostics.Level { quiet ? .quiet : verbose ? .verbose : .normal }
}

/// How the input is read.
struct ReadingOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "bson, jsonl, json, csv or archive; recognised by content without it.",
      valueName: "format"),
    completion: .list(InputFormat.allCases.map(\.rawValue)), transform: choice)
  var inputFormat: InputFormat?

  @Option(
    name: .long,
    help: ArgumentHelp("The collection to read of an archive or directory.", valueName: "db.coll"))
  var namespace: String?

  @Flag(name: .long, help: "End at the first rejected document, without totals.")
  var strict = false

  @Option(
    name: .long, parsing: .unconditional,
    help: ArgumentHelp("End after so many malformed documents, without totals.", valueName: "n"))
  var maxErrors = 1000

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Write a JSON line per rejected document; - is standard error.", valueName: "file"),
    completion: .file())
  var rejects: String?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "The longest JSON document or CSV record; \(ByteCount(InputOptions.defaultMaximumRecordSize)) without it.",
      valueName: "size"),
    transform: ByteCount.parse)
  var maxRecord: ByteCount = ByteCount(InputOptions.defaultMaximumRecordSize)
}

/// What the run may take of the machine.
struct ResourceOptions: ParsableArguments {
  @Option(
    name: .long, parsing: .unconditional,
    help: ArgumentHelp("Threads; one per processor without it.", valueName: "n"))
  var threads: Int?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Memory for users, such as 512MiB or 2GB; beyond it they go to temporary files. A quarter of the machine's without it.",
      valueName: "size"),
    transform: ByteCount.parse)
  var memory: ByteCount?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "The directory of temporary files; $TMPDIR or /tmp without it.", valueName: "dir"),
    completion: .directory)
  var tempDir: String?

  @Option(
    name: .long, help: ArgumentHelp("The most that temporary files may take.", valueName: "size"),
    transform: ByteCount.parse)
  var tempLimit: ByteCount?

  @Option(name: .long, help: .hidden)
  var spillUsers: Int?
}
