import Glibc

/// The scripts with which a shell completes a command line of Ringside: commands, options and their values.
///
/// ArgumentParser's own scripts offer nothing for the command that is implied if none is named
/// (apple/swift-argument-parser#488), and no values beside subcommands.
enum CompletionScript {
  private static let option = "--generate-completion-script"

  enum Shell: String, CaseIterable { case bash, zsh, fish }

  /// The script that a command line asks for; nil if it asks for none.
  static func asked(by words: [String]) throws -> String? {
    guard let first = words.first, first == option || first.hasPrefix(option + "=") else { return nil }
    let named = first == option ? words.dropFirst().first : String(first.dropFirst(option.count + 1))
    let name = named ?? getenv("SHELL").map { String(cString: $0) }?.split(separator: "/").last.map(String.init) ?? ""
    guard let shell = Shell(rawValue: name) else {
      throw RefusedValue.error(
        Suggestion.refusal(name, isNot: "a shell that can be completed", among: Shell.allCases.map(\.rawValue)))
    }
    let root = try CommandShape.ringside()
    return switch shell {
    case .bash: bash(routes(root))
    case .zsh: zsh(routes(root))
    case .fish: fish(routes(root))
    }
  }

  /// A command with the words that lead to it: `ringside lesson check`.
  struct Route {
    let path: String
    let shape: CommandShape

    var commands: [CommandShape] { shape.shownSubcommands }
    /// The words that may be typed unless an option has begun.
    var words: [String] {
      commands.map(\.commandName) + shape.positionals.flatMap(\.values)
    }
    var takesFile: Bool { shape.positionals.contains(where: \.takesFile) }
    var optionNames: [String] { shape.options.flatMap(\.typedNames).filter { $0.hasPrefix("--") } }
  }

  static func routes(_ shape: CommandShape, below path: String = "") -> [Route] {
    let route = Route(path: path + shape.commandName, shape: shape)
    return [route] + (shape.subcommands ?? []).flatMap { routes($0, below: route.path + " ") }
  }

  /// In single quotes, for each of the shells. Ringside's own words contain no quote, and a quote in a help text must
  /// not end them.
  static func quoted(_ text: String) -> String { "'" + text.replacing("'", with: "’") + "'" }

  /// The cases that lead from a command to its subcommands.
  static func steps(_ routes: [Route], separator: String) -> String {
    routes.dropFirst().map { quoted($0.path) }.joined(separator: separator)
  }
}
