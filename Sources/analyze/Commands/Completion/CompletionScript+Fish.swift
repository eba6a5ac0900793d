extension CompletionScript {
  /// A line for each option of each command.
  static func fish(_ program: CommandDescription) -> String {
    let names = program.commands.map(\.commandName).joined(separator: " ")
    var lines = [
      "# fish completion for analyze",
      "function __analyze_command",
      "  set -l words (commandline -opc)",
      "  test (count $words) -ge 2; or return 1",
      "  contains -- $words[2] $argv",
      "end",
      "function __analyze_first",
      "  test (count (commandline -opc)) -eq 1",
      "end",
    ]
    lines += program.commands.map {
      "complete -c analyze -n __analyze_first -a \($0.commandName) -d "
        + quoted($0.abstract ?? "")
    }
    lines += program.options.map { line($0, condition: "not __analyze_command \(names)") }
    for command in program.commands {
      lines += command.options.map {
        line($0, condition: "__analyze_command \(command.commandName)")
      }
    }
    return lines.joined(separator: "\n")
  }

  private static func line(_ option: OptionDescription, condition: String) -> String {
    var line = "complete -c analyze -n \(quoted(condition))"
    for name in option.spellings {
      line += name.hasPrefix("--") ? " -l \(name.dropFirst(2))" : " -s \(name.dropFirst())"
    }
    if option.takesValue {
      switch option.values {
      case .anything: line += " -x"
      case .words(let words): line += " -x -a \(quoted(words.joined(separator: " ")))"
      case .file(let extensions) where extensions.isEmpty: line += " -r -F"
      case .file(let extensions):
        line +=
          " -r -F -k -a \(quoted("(__fish_complete_suffix .\(extensions.joined(separator: " .")))"))"
      case .directory: line += " -x -a \(quoted("(__fish_complete_directories)"))"
      }
    }
    return line + " -d \(quoted(option.summary))"
  }

  private static func quoted(_ text: String) -> String {
    "'" + text.replacing("\\", with: "\\\\").replacing("'", with: "\\'") + "'"
  }
}
