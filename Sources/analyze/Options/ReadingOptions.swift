import ArgumentParser

/// How the input is read.
struct ReadingOptions: ParsableArguments {
  @OptionGroup
  var form: FormOptions

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
}
