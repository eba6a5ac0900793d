import DumpReader

extension OverwriteGuard {
  /// A guard of the inputs, and of every file that the command line or the surroundings name for
  /// something else: also those that another option takes the place of, and the settings that
  /// `--no-config` or the command leaves alone. Nobody means them to be emptied.
  ///
  /// - Parameters:
  ///   - inputs: Files and directories that are read.
  ///   - columns: Names of the columns that transactions have, where the question says so.
  ///   - others: What other files are, with their paths, such as those that a file of settings names.
  init(
    inputs: [String], _ options: InputOptions, arguments: [String],
    others: [(name: String, path: String?)] = [], columns: TransactionColumns = TransactionColumns()
  ) {
    var files = others
    for (option, name) in [
      ("--mapping", "the file of --mapping"), ("--pseudonymise", "the key of --pseudonymise"),
      ("--config", "the file of settings"),
    ] {
      files += Arguments.values(of: option, in: arguments).map { (name, $0) }
    }
    files += ConfigFile.pathsOfSurroundings.map { ("the file of settings", $0) }
    self.init(inputs: inputs, options, others: files, columns: columns)
  }
}
