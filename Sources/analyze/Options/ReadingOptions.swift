import ArgumentParser
import DumpReader

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

  @Option(
    name: .long,
    help: ArgumentHelp(
      "The rows are in one JSON object: in the array, or the map from ids to rows, at this path; . is the object itself.",
      valueName: "path"))
  var records: String?

  @Option(
    name: .customLong("invalid-utf8"),
    help: ArgumentHelp(
      "reject (default) or accept documents with text that is not valid UTF-8.",
      valueName: "choice"),
    completion: .list(InvalidUTF8Policy.allCases.map(\.rawValue)), transform: choice)
  var invalidUTF8: InvalidUTF8Policy?

  @Flag(name: .long, help: "End at the first rejected document, without totals.")
  var strict = false

  @Option(
    name: .long, parsing: .unconditional,
    help: ArgumentHelp("End after so many malformed documents, without totals.", valueName: "n"))
  var maxErrors = 1000

  @Option(
    name: .long,
    help: ArgumentHelp(
      "A JSON line per rejected document; - is standard error.", valueName: "file"),
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
