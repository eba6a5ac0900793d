import ArgumentParser
import DumpReader

/// What form the input has.
struct FormOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp(
      "bson, jsonl, json, csv or archive; recognised by content without it.",
      valueName: "format"),
    completion: .list(InputFormat.allCases.map(\.rawValue)), transform: choice)
  var inputFormat: InputFormat?

  @Option(
    name: .long,
    help: ArgumentHelp("The collection to read, where there are several.", valueName: "db.coll"))
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

  @Option(
    name: .long,
    help: ArgumentHelp(
      "The longest JSON document or CSV record; \(ByteCount(InputOptions.defaultMaximumRecordSize)) without it.",
      valueName: "size"),
    transform: ByteCount.parse)
  var maxRecord: ByteCount = ByteCount(InputOptions.defaultMaximumRecordSize)
}
