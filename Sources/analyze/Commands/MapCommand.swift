import ArgumentParser
import DumpReader
import LoyaltyAnalytics
import SystemPackage

/// `analyze map`: the partial totals of splits.
struct MapCommand: DumpCommand {
  static let configuration = CommandConfiguration(
    commandName: "map",
    abstract: "Write the partial totals of splits.",
    usage: """
      analyze map [<options>] --splits <file>
      analyze map [<options>] -
      """,
    discussion: """
      EXAMPLES:
        analyze map --splits splits.jsonl > part.jsonl
        analyze map --splits - --by month < some-splits.jsonl > part.jsonl
        head -n 1000 export.jsonl | analyze map - > part.jsonl

      Takes the filters and mappings of the default command, and no file of settings unless --config names \
      one. Rejected documents are counted, and the exit status is 0; 1 failed, 2 usage.
      """)

  @Argument(
    help: ArgumentHelp(
      "- for raw data, lines of JSON or BSON, that have no place in a file.", valueName: "file"))
  var files: [String] = []

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Splits to read, as analyze split writes them; - is standard input.", valueName: "file"),
    completion: .file())
  var splits: String?

  @OptionGroup(title: "WHICH TRANSACTIONS COUNT")
  var filter: FilterOptions

  @Option(
    name: .long, parsing: .singleValue,
    help: ArgumentHelp("What the totals are per, as in the default command.", valueName: "field"),
    completion: .list(Grouping.named.map(\.word)))
  var by: [String] = []

  @OptionGroup(title: "HOW IT IS READ")
  var form: FormOptions

  @OptionGroup(title: "RESOURCES")
  var resources: ResourceOptions

  @OptionGroup(title: "WHAT IS TOLD")
  var messages: MessageOptions

  /// The same as options of the default command.
  var reading: ReadingOptions {
    guard var reading = try? ReadingOptions.parse([]) else { return ReadingOptions() }
    reading.form = form
    return reading
  }

  func validate() throws {
    if messages.quiet, messages.verbose {
      throw ValidationError("--quiet and --verbose contradict each other; leave one out")
    }
    guard files.isEmpty || files == ["-"] else {
      throw ValidationError(
        "map takes - for raw data, or --splits FILE; analyze split \(files[0].shellQuoted) cuts a file "
          + "into splits")
    }
    guard files.isEmpty || splits == nil else {
      throw ValidationError("- and --splits contradict each other; leave one out")
    }
    guard !files.isEmpty || splits != nil || filter.printMapping else {
      throw ValidationError("map takes --splits FILE, or - for raw data")
    }
  }

  func run() throws {
    Diagnostics.configure(messages.level, color: messages.color.isOn(for: .standardError))
    if filter.printMapping {
      var output = DescriptorOutput.standardOutput
      var settings = try filter.settings()
      try settings.take(filter, by: by, reading)
      try output.write(settings.toml)
      return
    }
    let query = try filter.query(by: by)
    let input = try inputOptions()
    var analysis = PartialAnalysis(
      query, try PartialQuestion(filter, by: by, input, version: Version.number),
      hash: RowHashing.sha256)
    analysis.input = input
    analysis.threads = try resources.threadCount()
    analysis.memory = try resources.budget()
    do {
      try check([])
      let lines = try splits.map { try SplitLines.read($0) }
      try OverwriteGuard(
        inputs: lines.map { Array(Set($0.map(\.range.path))) } ?? files, input,
        others: [("the list of splits", splits)]
      ).check(output: nil, rejects: nil)
      try messages.withProgress("what was written is of no use") { progress in
        var output = DescriptorOutput.standardOutput
        func write(_ buffer: inout LoyaltyAnalytics.TextBuffer) throws {
          try output.write(buffer.bytes.span)
        }
        guard let lines else { return try analysis.map(nil, progress: progress, write: write) }
        for line in lines { try analysis.map(line, progress: progress, write: write) }
      }
    } catch let error as PartialError {
      Diagnostics.error(error.sentence)
      throw ExitStatus.failed
    } catch let error where error is OutputError || error is ValidationError {
      throw error
    } catch {
      for sentence in sentences(for: error, hidingNames: false) { Diagnostics.error(sentence) }
      throw ExitStatus.failed
    }
  }
}
