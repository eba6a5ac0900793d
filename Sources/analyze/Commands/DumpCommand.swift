import ArgumentParser
import DumpReader
import LoyaltyAnalytics
import LoyaltyReports
import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// A command that asks a question about dumps: what such commands share.
protocol DumpCommand: ParsableCommand {
  var filter: FilterOptions { get }
  var reading: ReadingOptions { get }
  var resources: ResourceOptions { get }
  var messages: MessageOptions { get }
}

extension DumpCommand {
  /// How the inputs are to be read.
  ///
  /// - Throws: `ValidationError` for a limit that is none.
  func inputOptions() throws -> InputOptions {
    guard reading.maxErrors >= 1 else {
      throw ValidationError("--max-errors must be at least 1")
    }
    guard (2...InputOptions.largestRecordSize).contains(reading.form.maxRecord.bytes) else {
      throw ValidationError(
        "--max-record must be between two bytes, which the smallest document has, and "
          + "\(ByteCount(InputOptions.largestRecordSize))")
    }
    var input = InputOptions(
      forcedFormat: reading.form.inputFormat, namespace: reading.form.namespace,
      maximumRecordSize: reading.form.maxRecord.bytes)
    let settings = try filter.settings()
    input.records = try reading.form.recordsPath ?? settings.records
    input.invalidUTF8 = reading.form.invalidUTF8 ?? settings.invalidUTF8 ?? .reject
    input.rangeSize = resources.forcedRangeSize
    return input
  }

  /// What to do about documents that are refused.
  var rejectPolicy: RejectPolicy {
    var policy = RejectPolicy()
    policy.isStrict = reading.strict
    policy.maximumMalformed = reading.maxErrors
    policy.keepsEachFinding = messages.verbose
    return policy
  }

  /// Told of each input that is opened.
  var onOpen: (@Sendable (InputOutcome) -> Void)? {
    guard messages.verbose else { return nil }
    return { Diagnostics.note("\($0.displayName): opened as \($0.format)") }
  }

  /// Sees to it that nothing is written over what is read, or over another dump.
  ///
  /// - Parameters:
  ///   - inputs: Files and directories that are read.
  ///   - key: The key of `--pseudonymise`.
  func protect(
    _ inputs: [String], _ options: InputOptions, output: String?, key: String?
  ) throws {
    let files = OverwriteGuard(
      inputs: inputs, options, arguments: Arguments.ofProcess,
      others: [("the file of --mapping", filter.mapping), ("the key of --pseudonymise", key)],
      columns: TransactionColumns(try filter.settings().fields))
    try files.check(output: output, rejects: reading.rejects)
  }

  /// Finds out whether the inputs are there, and room beside the memory, before the first of them has
  /// been read for an hour.
  func check(_ paths: [String]) throws {
    if let directory = resources.tempDir, unsafe access("\(directory)/.", W_OK | X_OK) != 0 {
      throw AnalysisError(.noTemporaryFile(in: directory, errno: errno))
    }
    for path in paths where path != "-" {
      guard unsafe PlatformPath.with(path, { unsafe access($0, R_OK) }) == 0 else {
        throw DumpError(.cannotOpen(errno: errno), path: path)
      }
    }
  }

  /// What puts other names into a row, as `--pseudonymise` asks.
  ///
  /// - Throws: ``SettingsError`` when the key is none; `ValidationError` when names stand where values
  ///   are told.
  func hiding(
    _ query: Query, key path: String?
  ) throws -> (@Sendable (TotalsRow) -> TotalsRow)? {
    guard let path else { return nil }
    let mapping = query.mapping
    var hidden = mapping.personalPaths
    for case .field(let path) in query.grouping.parts { hidden.append(path) }
    for (name, field) in [
      ("store", mapping.store), ("status", mapping.status), ("type", mapping.type),
    ] where hidden.contains(field) || query.namesPerson(field) {
      throw ValidationError(
        "--pseudonymise hides what is in \(field), from which the \(name) is to be read; --fields "
          + "\(name)=PATH names another field")
    }
    for (name, field) in [
      ("points", mapping.points), ("time", mapping.time), ("awarded", mapping.awarded),
      ("redeemed", mapping.redeemed), ("deducted", mapping.deducted),
    ] {
      guard let field, query.namesPerson(field) else { continue }
      throw ValidationError(
        "--pseudonymise hides what is in \(field), from which \(name) would be shown; --fields "
          + "\(name)=PATH names another field")
    }
    let pseudonyms = try Pseudonymizer(keyFile: path)
    let hidesKeyParts = query.keyPartsNamePersons
    for (part, isHidden) in zip(query.grouping.parts, hidesKeyParts) {
      guard case .field(let path) = part, !isHidden else { continue }
      Diagnostics.warn(
        "--pseudonymise leaves \(path) as it is, because it is neither the user nor an e-mail "
          + "address; --fields user=\(path.shellQuoted) makes it the user")
    }
    return { row in pseudonyms.hide(row, keyParts: hidesKeyParts) }
  }

  /// Says what is to be known of inputs and documents beside the result.
  func tell(_ answer: Analysis.Result, hidingNames: Bool) {
    RunMessages.tell(
      answer.inputs, answer.documents.rejected, answer.firstRejects, hidingNames: hidingNames)
  }

  /// Says that a result is incomplete, to those who want to know of nothing else.
  ///
  /// - Parameters:
  ///   - summary: Made when somebody wants to know.
  ///   - side: What it is called where there are several.
  func remark(_ summary: @autoclosure () -> ReportSummary, of side: String? = nil) {
    guard messages.quiet, let line = summary().closing.first else { return }
    Diagnostics.remark((side.map { "\($0): " } ?? "") + line)
  }

  /// What an error that ended a run says.
  func sentences(for error: any Error, hidingNames: Bool) -> [String] {
    RunMessages.sentences(for: error, hidingNames: hidingNames)
  }

  /// The inputs; standard input without any.
  ///
  /// - Throws: `ExitStatus.usage` where nobody sends anything there.
  func inputs(_ files: [String], usage: String) throws -> [String] {
    guard files.isEmpty else { return files }
    guard !Terminal.isTerminal(.standardInput) else {
      Diagnostics.write("analyze: no file to read\n\nusage: \(usage)")
      throw ExitStatus.usage
    }
    return ["-"]
  }
}
