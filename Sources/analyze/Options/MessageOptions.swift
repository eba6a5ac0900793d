import ArgumentParser
import DumpReader
import LoyaltyAnalytics

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

  @Flag(name: .shortAndLong, help: "Errors only, and a line when the result is incomplete.")
  var quiet = false

  @Flag(
    name: .shortAndLong, help: "Tell what was decided and why, and an example of every finding.")
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

extension MessageOptions {
  /// Runs a scan, and tells meanwhile how far it has got.
  ///
  /// - Parameter consequence: What an interrupt means for the result.
  func withProgress<Result>(
    _ consequence: String, _ body: (ScanProgress) throws -> Result
  ) throws -> Result {
    let scan = ScanProgress()
    let display =
      quiet ? nil : progress.delay.map { ProgressDisplay(scan, after: $0) }
    defer { display?.stop() }
    let interrupt = Signals.onInterrupt(.last) {
      display?.stop()
      Diagnostics.error(
        "interrupted after \(scan.documents.grouped) documents, "
          + "\(scan.source.consumed.grouped) bytes; \(consequence)")
    }
    defer { Signals.cancel(interrupt) }
    return try body(scan)
  }
}
