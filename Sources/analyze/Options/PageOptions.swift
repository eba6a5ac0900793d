import ArgumentParser
import LoyaltyReports

/// What a page shows.
struct PageOptions: ParsableArguments {
  @Option(
    name: [.customShort("o", allowingJoined: true), .long],
    help: ArgumentHelp(
      "Write the page to a file, as a whole or not at all; .gz or .zst behind the name compresses. - is standard output.",
      valueName: "file"),
    completion: .file(extensions: ["html"]))
  var output: String?

  @OptionGroup
  var groups: GroupOptions
}

extension PageOptions {
  /// The same as options of the default command.
  ///
  /// - Throws: `ValidationError` for a name that promises another format.
  func resultOptions() throws -> ResultOptions {
    if let output, output != "-", let format = ReportFormat(pathExtension: output),
      format != .html
    {
      throw ValidationError(
        "--output \(output.shellQuoted): a report is a page of html; without the word report, "
          + "'analyze FILE -o \(output.shellQuoted)' writes \(format.rawValue)")
    }
    if let output, output != "-" {
      try ReportFormat.checkExtension(
        of: output, Array(Arguments.ofProcess.drop { $0 == "report" }), among: [.html],
        columns: ReportFormat.typedColumnsOfTotals)
    }
    var result = try ResultOptions.parse([])
    result.groups = groups
    result.output = output
    result.format = .html
    return result
  }
}
