extension CompletionScript {
  static func bash(_ routes: [Route]) -> String {
    """
    # Completes ringside in bash: source this, or put it into a folder of bash-completion.
    _ringside() {
        local current="${COMP_WORDS[COMP_CWORD]}" previous="${COMP_WORDS[COMP_CWORD-1]}"
        local route=ringside options='' words='' files='' word i
        # bash takes the = of --option=value for a word of its own.
        if [[ $current == '=' ]]; then
            current=''
        elif [[ $previous == '=' ]]; then
            previous="${COMP_WORDS[COMP_CWORD-2]}"
        fi
        for ((i = 1; i < COMP_CWORD; i++)); do
            word="${COMP_WORDS[i]}"
            case "$route $word" in
            \(steps(routes, separator: " | "))) route="$route $word" ;;
            esac
        done
        case "$route:$previous" in
    \(values(routes) { option in
      option.takesFile ? "files=yes" : "words=" + quoted(option.values.joined(separator: " "))
    })
        *)
            case "$route" in
    \(routes.map { route in
      let options = quoted(route.optionNames.joined(separator: " "))
      let words = quoted(route.words.joined(separator: " "))
      return "        \(quoted(route.path))) options=\(options) words=\(words)\(route.takesFile ? " files=yes" : "") ;;"
    }.joined(separator: "\n"))
            esac
            if [[ $current == -* || -z $words$files ]]; then words="$options" files=''; fi
        esac
        COMPREPLY=($(compgen -W "$words" -- "$current"))
        if [[ -n $files || ${#COMPREPLY[@]} -eq 0 && $route == 'ringside lesson'* ]]; then
            compopt -o filenames 2>/dev/null
            while IFS='' read -r word; do COMPREPLY+=("$word"); done < <(compgen -f -- "$current")
        fi
    }
    complete -F _ringside ringside

    """
  }

  static func zsh(_ routes: [Route]) -> String {
    """
    #compdef ringside
    # Completes ringside in zsh: save this as _ringside in a folder of $fpath, or source it after compinit.
    _ringside() {
        local current="${words[CURRENT]}" previous="${words[CURRENT-1]}" route=ringside word
        local -a options offered
        for word in "${(@)words[2,CURRENT-1]}"; do
            case "$route $word" in
            (\(steps(routes, separator: "|"))) route="$route $word" ;;
            esac
        done
        case "$route:$previous" in
    \(values(routes) { option in
      option.takesFile ? "_files; return" : "compadd -- \(option.values.map(quoted).joined(separator: " ")); return"
    })
        esac
        case "$route" in
    \(routes.map { route in
      let options = route.shape.options.flatMap { option in
        option.typedNames.filter { $0.hasPrefix("--") }.map { described($0, option.summary) }
      }
      let words = route.commands.map { described($0.commandName, $0.abstract ?? "") }
        + route.shape.positionals.flatMap(\.values).map(quoted)
      return """
                (\(quoted(route.path)))
                options=(\(options.joined(separator: " ")))
                offered=(\(words.joined(separator: " "))) ;;
        """
    }.joined(separator: "\n"))
        esac
        if [[ $current == -* || ${#offered} -eq 0 ]]; then _describe option options; else _describe word offered; fi
        if [[ $current != -* && ( $route == 'ringside lesson check' || $current == */* ) ]]; then _files; fi
    }
    if [[ $funcstack[1] == _ringside ]]; then _ringside "$@"; else compdef _ringside ringside; fi

    """
  }

  static func fish(_ routes: [Route]) -> String {
    let lines = routes.flatMap { route -> [String] in
      let start = "complete -c ringside -n \"__ringside_at \(quoted(route.path))\""
      let commands = route.commands.map { "\(start) -a \(quoted($0.commandName)) -d \(quoted($0.abstract ?? ""))" }
      let values = route.shape.positionals.flatMap(\.values)
      let words = values.isEmpty ? [] : ["\(start) -a \(quoted(values.joined(separator: " ")))"]
      let files = route.takesFile ? ["\(start) -F"] : []
      let options = route.shape.options.flatMap { option in
        option.typedNames.filter { $0.hasPrefix("--") }.map { name in
          let takes =
            option.kind == .flag
            ? "" : option.takesFile ? " -r -F" : " -x -a " + quoted(option.values.joined(separator: " "))
          return "\(start) -l \(name.dropFirst(2))\(takes) -d \(quoted(option.summary))"
        }
      }
      return commands + words + files + options
    }
    return """
      # Completes ringside in fish: save this as ~/.config/fish/completions/ringside.fish.
      function __ringside_at
          set -l route ringside
          for word in (commandline -opc)[2..-1]
              switch "$route $word"
                  case \(steps(routes, separator: " "))
                      set route "$route $word"
              end
          end
          test "$route" = "$argv[1]"
      end
      complete -c ringside -f
      \(lines.joined(separator: "\n"))

      """
  }

  /// A case for the values of each option of each command.
  private static func values(_ routes: [Route], _ action: (CommandShape.Argument) -> String) -> String {
    routes.flatMap { route in
      route.shape.options.filter { $0.kind == .option }.map { option in
        let names = option.typedNames.map { quoted("\(route.path):\($0)") }.joined(separator: "|")
        return "    \(names)) \(action(option)) ;;"
      }
    }.joined(separator: "\n")
  }

  /// A word with its explanation, in the format of zsh's _describe.
  private static func described(_ word: String, _ summary: String) -> String {
    quoted(word.replacing(":", with: "\\:") + ":" + summary)
  }
}
