extension CompletionScript {
  /// `_arguments` does the work: one list of specifications a command.
  static func zsh(_ program: CommandDescription) -> String {
    let commands = program.commands.map {
      "    " + "\($0.commandName):\(colonsEscaped($0.abstract ?? ""))".singleQuoted
    }
    let branches = program.commands.map { command in
      """
          (\(command.commandName))
            shift words
            (( CURRENT-- ))
            _arguments -s -S \\
      \(specifications(of: command))
              '*:file:_files'
            return
            ;;
      """
    }
    return """
      #compdef analyze

      # Files, and in the place of the first one the commands.
      _analyze_first() {
        local -a commands=(
      \(commands.joined(separator: "\n"))
        )
        local -i ret=1
        (( CURRENT == 2 )) && _describe -t commands command commands && ret=0
        _files && ret=0
        return ret
      }

      _analyze() {
        if (( CURRENT > 2 )); then
          case "${words[2]}" in
      \(branches.joined(separator: "\n"))
          esac
        fi
        _arguments -s -S \\
      \(specifications(of: program))
          '*:file:_analyze_first'
      }

      # Sourced, or autoloaded from a directory of $fpath, where the function is called the first time.
      if [[ "${funcstack[1]}" == _analyze ]]; then
        _analyze "$@"
      else
        compdef _analyze analyze
      fi
      """
  }

  private static func specifications(of command: CommandDescription) -> String {
    command.options.map { "        " + specification($0) + " \\" }.joined(separator: "\n")
  }

  /// Such as `'(-o --output)'{-o+,--output=}'[Write to a file.]:file:_files'`.
  private static func specification(_ option: OptionDescription) -> String {
    let names = option.spellings
    var text = "[\(bracketsEscaped(option.summary))]"
    if option.takesValue {
      text += ":\(colonsEscaped(option.valueName ?? "value")):\(action(option.values))"
    }
    let forms = names.map { name in
      option.takesValue ? name + (name.hasPrefix("--") ? "=" : "+") : name
    }
    if option.isRepeating {
      return forms.map { ("*" + $0 + text).singleQuoted }.joined(separator: " ")
    }
    guard forms.count > 1 else { return (forms.joined() + text).singleQuoted }
    return "(\(names.joined(separator: " ")))".singleQuoted
      + "{\(forms.joined(separator: ","))}" + text.singleQuoted
  }

  private static func action(_ values: OptionDescription.Values) -> String {
    switch values {
    case .anything: return " "
    case .words(let words): return "(\(words.joined(separator: " ")))"
    case .file(let extensions) where extensions.isEmpty: return "_files"
    case .file(let extensions): return "_files -g \"*.(\(extensions.joined(separator: "|")))(-.)\""
    case .directory: return "_files -/"
    }
  }

  private static func colonsEscaped(_ text: String) -> String {
    text.replacing("\\", with: "\\\\").replacing(":", with: "\\:")
  }

  private static func bracketsEscaped(_ text: String) -> String {
    colonsEscaped(text).replacing("[", with: "\\[").replacing("]", with: "\\]")
  }
}
