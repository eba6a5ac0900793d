import ArgumentParser
import DumpReader
import LoyaltyAnalytics
import LoyaltyReports
import SystemPackage

/// `analyze inspect FILE…`: what is in a dump, and how to add it up.
struct InspectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect",
    abstract: "Show the fields of a dump, and the command line that adds it up.",
    usage: "analyze inspect [<options>] [<file> ...]",
    discussion: """
      EXAMPLES:
        analyze inspect export.jsonl
        analyze inspect ledger.csv --sample 10000 --format json

      Reads all that the totals read. The command line that it ends with can be pasted; what could not \
      be known stands below it.
      """)

  /// How it is printed.
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case table, json
  }

  @Argument(
    help: ArgumentHelp("Dumps to look at, in this order.", valueName: "file"), completion: .file())
  var files: [String] = []

  @Option(name: .long, help: ArgumentHelp("table (default) or json.", valueName: "format"))
  var format = Format.table

  @Option(
    name: .long, parsing: .unconditional,
    help: ArgumentHelp("Read the first so many documents only.", valueName: "n"))
  var sample: Int?

  @Flag(name: .long, help: "Show values that name a person as well.")
  var examples = false

  @OptionGroup(title: "HOW IT IS READ")
  var reading: ReadingOptions

  @Option(
    name: .long, parsing: .unconditional,
    help: ArgumentHelp("Threads; one per processor without it.", valueName: "n"))
  var threads: Int?

  @OptionGroup(title: "WHAT IS TOLD")
  var messages: MessageOptions

  func validate() throws {
    if let sample, sample < 1 { throw ValidationError("--sample must be at least 1") }
    if let threads, !(1...1024).contains(threads) {
      throw ValidationError("--threads must be between 1 and 1024")
    }
    if messages.quiet, messages.verbose {
      throw ValidationError("--quiet and --verbose contradict each other; leave one out")
    }
  }

  func run() throws {
    Diagnostics.configure(messages.level, color: messages.color.isOn(for: .standardError))
    var paths = files
    if paths.isEmpty {
      guard !Terminal.isTerminal(.standardInput) else {
        Diagnostics.write(
          "analyze: no file to inspect\n\nusage: analyze inspect [<options>] <file> ...")
        throw ExitStatus.usage
      }
      paths = ["-"]
    }
    var inspector = try makeInspector()
    try OverwriteGuard(inputs: paths, inspector.input, arguments: Arguments.ofProcess).check(
      output: nil, rejects: reading.rejects)
    let result: Inspector.Result
    do {
      let rejects = try reading.rejects.map { try RejectsFile(path: $0) }
      inspector.rejects.onReject = rejects?.append
      inspector.onOpen = rejects.beginning(inspector.onOpen)
      var proposal: MappingProposal
      (result, proposal) = try look(paths, inspector)
      if proposal.assignments.isEmpty {
        try UncountedInput.check(result.inputs, documents: result.documents.read)
      }
      let command = ProposedCommand(proposal, reading: reading.form.words, files: files)
      if let other = proposal.ofInnerChanges.flatMap(self.command) {
        proposal.choices.append(
          "Those that were inserted together, as in a transaction, are added up apart: \(other)")
      }
      for other in proposal.ofOtherArrays {
        guard let unwind = other.unwind, let line = self.command(other) else { continue }
        proposal.choices.append(
          "\(unwind) has amounts as well, which are not in these totals: \(line)")
      }
      if proposal.lessensAwards {
        proposal.choices.append(
          "Amounts below zero of what is awarded lessen it; --negative redeem takes them for redeemed "
            + "points.")
      }
      proposal.choices += command.omissions
      let report = InspectionReport(
        result, proposal, command: command.words, quote: quoted, showsPersons: examples)
      try rejects?.close()
      try show(report)
    } catch {
      for sentence in RunMessages.sentences(for: error, hidingNames: false) {
        Diagnostics.error(sentence)
      }
      throw ExitStatus.failed
    }
    RunMessages.tell(
      result.inputs, result.documents.rejected, result.firstRejects, hidingNames: false)
    let isComplete =
      result.documents.rejected.total == 0
      && result.inputs.allSatisfy { $0.bytesSkipped == 0 && $0.damage == nil }
    if !isComplete {
      if messages.quiet { Diagnostics.remark(Self.incomplete(result)) }
      throw ExitStatus.incomplete
    }
  }

  /// The run that the options ask for.
  private func makeInspector() throws -> Inspector {
    var inspector = Inspector()
    inspector.input = InputOptions(
      forcedFormat: reading.form.inputFormat, namespace: reading.form.namespace,
      maximumRecordSize: reading.form.maxRecord.bytes)
    inspector.input.records = try reading.form.recordsPath
    inspector.input.invalidUTF8 = reading.form.invalidUTF8 ?? .reject
    inspector.rejects.isStrict = reading.strict
    inspector.rejects.maximumMalformed = reading.maxErrors
    inspector.threads = threads ?? SystemResources.processorCount
    inspector.sample = sample
    return inspector
  }

  /// Reads all inputs, and tells meanwhile how far it has got.
  private func look(
    _ paths: [String], _ inspector: Inspector
  ) throws -> (result: Inspector.Result, proposal: MappingProposal) {
    try messages.withProgress("nothing was printed") {
      try inspector.look(
        paths, canReadAgain: paths.allSatisfy { $0 != "-" && FileIdentity($0) != nil },
        presets: PresetShape.all, progress: $0)
    }
  }

  /// The command line of a proposal beside the first one; nil where nothing fits.
  private func command(_ proposal: MappingProposal) -> String? {
    ProposedCommand(proposal, reading: reading.form.words, files: files).words?
      .map(quoted).joined(separator: " ")
  }

  /// That not all was looked at.
  private static func incomplete(_ result: Inspector.Result) -> String {
    let rejected = result.documents.rejected.total
    let skipped = result.inputs.reduce(0) { $0 + $1.bytesSkipped }
    var parts: [String] = []
    if rejected > 0 {
      parts.append("\(rejected.grouped) \(rejected == 1 ? "document" : "documents") rejected")
    }
    if skipped > 0 {
      parts.append("\(skipped.grouped) \(skipped == 1 ? "byte" : "bytes") skipped")
    }
    if result.inputs.contains(where: { $0.damage != nil }) { parts.append("an input is damaged") }
    return "INCOMPLETE: \(parts.joined(separator: ", "))"
  }

  /// A word of a command as the output can show it; JSON has no escapes of a terminal's in it.
  private func quoted(_ word: String) -> String {
    word.quotedForShell(
      inASCII: format == .table && !OutputDestination.standardOutput.isUnicode)
  }

  private func show(_ report: InspectionReport) throws {
    let target = OutputDestination.standardOutput
    var output = DescriptorOutput.standardOutput(isStyled: format == .table)
    switch format {
    case .json: try InspectionJSONWriter().write(report, to: &output)
    case .table:
      try InspectionTableWriter(target.style(messages.color)).write(report, to: &output)
    }
  }
}
