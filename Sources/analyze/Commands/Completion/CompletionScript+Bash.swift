extension CompletionScript {
  /// Words are offered; names of files are left to readline, which knows how to quote them.
  static func bash(_ program: CommandDescription) -> String {
    let branches = program.commands.map { command in
      """
          \(command.commandName))
            options=\(names(of: command))
            case $option in
      \(values(of: command))
            esac
            ;;
      """
    }
    return """
      # bash completion for analyze
      _analyze() {
        local cur=${COMP_WORDS[COMP_CWORD]} option=${COMP_WORDS[COMP_CWORD-1]} command= options= words=
        local kind=files IFS=$' \\t\\n'
        local commands=$'\(program.commands.map(\.commandName).joined(separator: "\\n"))'
        COMPREPLY=()
        # --format=json is three words to readline.
        if [[ $cur == = ]]; then
          cur=
        elif [[ $option == = ]] && (( COMP_CWORD > 1 )); then
          option=${COMP_WORDS[COMP_CWORD-2]}
        fi
        (( COMP_CWORD > 1 )) && command=${COMP_WORDS[1]}
        case $command in
      \(branches.joined(separator: "\n"))
          *)
            options=\(names(of: program))
            case $option in
      \(values(of: program))
            esac
            ;;
        esac
        if [[ $kind == words ]]; then
          compopt +o default +o bashdefault 2>/dev/null
          COMPREPLY=($(compgen -W "$words" -- "$cur"))
        elif [[ $kind == directory ]]; then
          compopt -o dirnames +o default +o bashdefault 2>/dev/null
        elif [[ $kind == files && $cur == -* ]]; then
          COMPREPLY=($(compgen -W "$options" -- "$cur"))
        elif [[ $kind == files ]] && (( COMP_CWORD == 1 )); then
          compopt -o filenames 2>/dev/null
          IFS=$'\\n'
          COMPREPLY=($(compgen -W "$commands" -- "$cur") $(compgen -f -- "$cur"))
        fi
      }
      complete -o bashdefault -o default -F _analyze analyze
      """
  }

  private static func names(of command: CommandDescription) -> String {
    command.options.flatMap(\.spellings).joined(separator: " ").singleQuoted
  }

  /// What a value may be, by the option before it.
  private static func values(of command: CommandDescription) -> String {
    command.options.filter(\.takesValue).map { option in
      let names = option.spellings.joined(separator: " | ")
      let action =
        switch option.values {
        case .anything: "kind=words"
        case .words(let words): "kind=words words=\(words.joined(separator: " ").singleQuoted)"
        case .file: "kind=file"
        case .directory: "kind=directory"
        }
      return "        \(names)) \(action) ;;"
    }.joined(separator: "\n")
  }
}
