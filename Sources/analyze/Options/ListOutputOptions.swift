import ArgumentParser

/// Where a list goes, and for whom it is made.
struct ListOutputOptions: ParsableArguments {
  @Option(
    name: [.customShort("o", allowingJoined: true), .long],
    help: ArgumentHelp(
      "Write to a file, as a whole or not at all; its extension tells the format, .gz or .zst behind it compresses. - is standard output.",
      valueName: "file"),
    completion: .file())
  var output: String?

  @Flag(
    name: .long,
    help: "CSV and TSV for a spreadsheet: a byte order mark, and ' before what it would run.")
  var spreadsheet = false

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Tokens in place of user keys, e-mails and names, made with the key in a file.",
      valueName: "keyfile"),
    completion: .file())
  var pseudonymise: String?

  @Flag(name: .long, help: "Fail when nothing was counted.")
  var failEmpty = false
}
