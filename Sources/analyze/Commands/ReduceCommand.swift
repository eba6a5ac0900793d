import ArgumentParser
import DumpReader
import LoyaltyAnalytics
import LoyaltyReports
import SystemPackage

/// `analyze reduce`: merges partial totals, and prints what one run would have printed.
struct ReduceCommand: DumpCommand {
  static let configuration = CommandConfiguration(
    commandName: "reduce",
    abstract: "Merge partial totals to one result.",
    usage: "analyze reduce [<options>] <part> ...",
    discussion: """
      EXAMPLES:
        analyze reduce part-*.jsonl
        analyze reduce --splits splits.jsonl part-*.jsonl --format json -o totals.json
        analyze reduce --partial part-1*.jsonl > merged.jsonl

      Finds out whether every split ended once, whether nothing between two of them was lost or doubled, \
      and whether all answer the same question. Where that is not so, there is no result: exit status 1, \
      and the splits to be run again. The question is that of the parts; options that ask another one are \
      an error.
      """)

  @Argument(
    help: ArgumentHelp("Partial totals; - is standard input.", valueName: "part"),
    completion: .file())
  var files: [String] = []

  @Option(
    name: .long,
    help: ArgumentHelp(
      "The splits that there have to be, as analyze split wrote them.", valueName: "file"),
    completion: .file())
  var splits: String?

  @Flag(name: .long, help: "Write partial totals again, to be merged further.")
  var partial = false

  @OptionGroup(title: "WHICH TRANSACTIONS COUNT")
  var filter: FilterOptions

  @OptionGroup(title: "WHAT IS SHOWN")
  var result: ResultOptions

  @OptionGroup(title: "HOW IT IS READ")
  var reading: ReadingOptions

  @OptionGroup(title: "RESOURCES")
  var resources: ResourceOptions

  @OptionGroup(title: "WHAT IS TOLD")
  var messages: MessageOptions

  /// What is about totals that are printed.
  private static let optionsOfResult = [
    "sort", "ascending", "top", "skip", "all", "format", "spreadsheet", "wide", "fail-empty",
  ]

  func validate() throws {
    if messages.quiet, messages.verbose {
      throw ValidationError("--quiet and --verbose contradict each other; leave one out")
    }
    guard !partial || result.output == nil else {
      throw ValidationError("--partial writes to standard output; leave --output out")
    }
    guard !partial || result.groups.pseudonymise == nil else {
      throw ValidationError(
        "--partial writes what is to be merged by its keys, which --pseudonymise would hide; give it to "
          + "the reduce that prints the totals")
    }
    let given = ConfigFile.given(Arguments.ofProcess)
    if partial, let option = Self.optionsOfResult.first(where: given.contains) {
      throw ValidationError("--partial writes all groups as they are; leave --\(option) out")
    }
    guard splits != "-" || !files.contains("-") else {
      throw ValidationError("standard input cannot be both the splits and a part")
    }
    guard !result.drawsChart else {
      throw ValidationError("reduce does not take --chart: partial totals have no months")
    }
  }

  func run() throws {
    Diagnostics.configure(messages.level, color: messages.color.isOn(for: .standardError))
    let paths = try inputs(files, usage: "analyze reduce [<options>] <part> ...")
    let memory = try resources.budget()
    let hash = RowHashing.sha256
    do {
      try check(paths)
      let parts = try paths.flatMap { try Self.files(in: $0) }
      try OverwriteGuard(
        inputs: parts, InputOptions(), others: [("the list of splits", splits)]
      ).check(output: result.output, rejects: nil)
      let lines = try splits.map { try SplitLines.read($0) }
      let survey = try PartialSurvey(of: parts, memory, hash: hash)
      let merge = PartialMerge(survey, memory: memory, hash: hash)
      let question = try question(of: survey)
      if partial {
        var output = DescriptorOutput.standardOutput
        return try merge.partial { buffer in
          try output.write(buffer.bytes.span)
          buffer.bytes.removeAll(keepingCapacity: true)
        }
      }
      try print(merge, question, lines, paths, memory)
    } catch let error as PartialError {
      Diagnostics.error(error.sentence)
      guard !error.again.isEmpty else { throw ExitStatus.failed }
      Diagnostics.error(
        "these lines as --splits of analyze map mend it; reduce what comes out together with the rest"
      )
      // As they are: they are to be read by analyze map.
      for line in error.again { Diagnostics.write(String(line.json.dropLast())) }
      throw ExitStatus.failed
    } catch let error as DumpError {
      Diagnostics.error(Advice.message(for: error))
      throw error.code == .usage ? ExitStatus.usage : ExitStatus.failed
    } catch let error as AnalysisError {
      for sentence in sentences(for: error, hidingNames: result.groups.pseudonymise != nil) {
        Diagnostics.error(sentence)
      }
      throw ExitStatus.failed
    } catch let error as RejectLimitReached {
      for sentence in sentences(for: error, hidingNames: result.groups.pseudonymise != nil) {
        Diagnostics.error(sentence)
      }
      throw ExitStatus.failed
    }
  }

  /// The parts in a folder that an engine wrote, in the order of their names; or the file itself.
  private static func files(in path: String) throws -> [String] {
    path == "-" ? [path] : try PartFolder.files(of: path)
  }

  /// The question that the parts answer; nil where nothing has ended.
  ///
  /// - Throws: ``PartialError`` where the options ask another one.
  private func question(of survey: PartialSurvey) throws -> PartialQuestion? {
    guard let question = survey.question else { return nil }
    let asked = try PartialQuestion(
      filter, by: result.groups.by, try inputOptions(), version: Version.number)
    guard !asked.entries.isEmpty, asked.entries != question.entries else { return question }
    let name = (asked.entries + question.entries).map(\.name).first { asked[$0] != question[$0] }
    let difference =
      name == "settings"
      ? "its filters or its mapping are others"
      : name.map { "\($0) is \(question[$0] ?? "not given"), not \(asked[$0] ?? "left out")" }
        ?? "they were made otherwise"
    throw PartialError(
      "the parts answer another question than the options ask: \(difference); leave the options out, or "
        + "run analyze map with them")
  }

  /// Prints the result as the default command does.
  private func print(
    _ merge: PartialMerge, _ question: PartialQuestion?, _ lines: [SplitLine]?, _ paths: [String],
    _ memory: MemoryBudget
  ) throws {
    var totals = try TotalsCommand.parse([])
    totals.filter = try question?.filterOptions() ?? filter
    totals.result = result
    totals.result.groups.by = question?.groups ?? []
    totals.reading = reading
    totals.resources = resources
    totals.messages = messages
    var analysis = Analysis(
      try totals.filter.query(
        by: totals.result.groups.by, try question?.settings() ?? MappingSettings()))
    analysis.ranking = try totals.result.ranking(of: analysis.query)
    analysis.input = try question?.inputOptions() ?? InputOptions()
    analysis.rejects = rejectPolicy
    analysis.memory = memory
    let answer = try merge.result(
      splits: lines, ranking: analysis.ranking, rejects: analysis.rejects)
    // Where they can be reached from here, they are looked at as after a run.
    totals.files = answer.inputs.map(\.path)
    totals.reading.form.namespace = analysis.input.namespace
    totals.reading.form.inputFormat = analysis.input.forcedFormat
    try totals.present(analysis, reading: paths) { _ in answer }
  }
}
