/// What shells complete, as a script for each of them.
///
/// The argument parser writes scripts as well, but its zsh one fails where files and subcommands stand
/// beside each other (`_arguments:comparguments: doubled rest argument definition`), and none of them
/// knows the options of the default command. These are made from the same description of the command
/// line; `Tests/Checks/completions` asks the real shells.
enum CompletionScript {
  /// The script for a shell.
  ///
  /// - Parameter shell: `bash`, `zsh` or `fish`.
  /// - Returns: nil for another shell.
  /// - Throws: what ``CommandDescription/program()`` does.
  static func text(for shell: String) throws -> String? {
    switch shell {
    case "bash": bash(try .program())
    case "zsh": zsh(try .program())
    case "fish": fish(try .program())
    default: nil
    }
  }

  /// The shells that there are scripts for.
  static let shells = ["bash", "zsh", "fish"]
}
