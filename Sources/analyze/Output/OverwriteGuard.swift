import ArgumentParser
import DumpReader
import LoyaltyAnalytics
import SystemPackage

/// Sees to it that an output replaces nothing that the run needs, and no dump.
struct OverwriteGuard {
  /// A file that the command line names for something else than writing, such as "an input".
  struct Role {
    var name: String
    var path: String
  }

  private var roles: [FileIdentity: String] = [:]
  private let columns: TransactionColumns

  /// A guard of what a command line names beside its outputs.
  ///
  /// - Parameters:
  ///   - inputs: Files and directories that are read; of a directory, the files that are chosen there.
  ///   - others: What other files are, with their paths.
  ///   - columns: The columns that make a table a dump.
  init(
    inputs: [String], _ options: InputOptions, others: [(name: String, path: String?)] = [],
    columns: TransactionColumns = TransactionColumns()
  ) {
    var roles = inputs.flatMap { path in
      ((try? ResolvedInput.files(named: path, options: options))?.map(\.path) ?? [path])
        .map { Role(name: "an input", path: $0) }
    }
    for (name, path) in others {
      if let path { roles.append(Role(name: name, path: path)) }
    }
    self.init(roles, columns)
  }

  /// A guard of files; paths that lead to no regular file need none.
  init(_ roles: [Role], _ columns: TransactionColumns = TransactionColumns()) {
    self.columns = columns
    for role in roles {
      guard let file = FileIdentity(role.path), self.roles[file] == nil else { continue }
      self.roles[file] = role.name
    }
  }

  /// Looks at all that a command is about to write. What the shell has opened for it counts: a list that
  /// is appended to its own input has no end.
  ///
  /// - Throws: `ValidationError` that says what the file is.
  func check(output: String?, rejects: String?) throws {
    if let output { try check("--output", output) }
    if let rejects { try check("--rejects", rejects) }
    if output ?? "-" == "-", let file = FileIdentity(.standardOutput), let role = roles[file] {
      throw ValidationError("standard output is \(role); send it to another file")
    }
    if rejects == "-", let file = FileIdentity(.standardError), let role = roles[file] {
      throw ValidationError("standard error is \(role); send it to another file")
    }
    if let rejects { try checkShared(rejects) }
    if let output, let rejects, output != "-", rejects != "-",
      output == rejects || OutputDestination.areSame(output, rejects),
      // What the shell has opened once, for both, it goes on in: both go behind one another.
      output == rejects || OutputDestination.descriptorNumber(output) == nil
        || OutputDestination.descriptorNumber(rejects) == nil
    {
      throw ValidationError("--output and --rejects name the same file")
    }
  }

  /// Sees to it that rejects go to no file that the shell has opened for something else: both would
  /// write over each other. By the name of the descriptor they share it, and its place in the file.
  private func checkShared(_ rejects: String) throws {
    guard let file = OutputDestination.identity(of: rejects),
      OutputDestination.descriptorNumber(rejects) == nil
    else { return }
    for (descriptor, name) in [
      (FileDescriptor.standardOutput, "output"), (.standardError, "error"),
    ] where file == FileIdentity(descriptor) {
      throw ValidationError(
        "--rejects \(rejects) is the file of standard \(name); name another file, or /dev/std"
          + (name == "output" ? "out" : "err"))
    }
  }

  /// Looks at what an option is about to write over. Files are told apart by what they are, not by
  /// their names: links lead to the same one.
  ///
  /// - Throws: `ValidationError` that says what the file is.
  private func check(_ option: String, _ path: String) throws {
    guard let file = OutputDestination.identity(of: path) else { return }
    if let role = roles[file] {
      throw ValidationError("\(option) \(path) is \(role); name another file")
    }
    if let format = ExistingDump.format(path, columns) {
      throw ValidationError(
        "\(option) \(path) holds a dump (\(format)), which is not written over; name another file, "
          + "or remove it first")
    }
  }
}
