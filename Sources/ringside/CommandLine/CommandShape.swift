import FoundationEssentials

/// A command as the command line defines it: its options, its arguments and its subcommands. ArgumentParser describes
/// them itself, so that nothing is defined twice.
struct CommandShape: Decodable {
  var commandName: String
  var abstract: String?
  var shouldDisplay: Bool
  var defaultSubcommand: String?
  var subcommands: [CommandShape]?
  var arguments: [Argument]?

  struct Argument: Decodable {
    enum Kind: String, Decodable { case positional, option, flag }

    struct Name: Decodable {
      var kind: String
      var name: String

      /// The form in which it is typed: `--slots`, `-h`.
      var typed: String { (kind == "long" ? "--" : "-") + name }
    }

    struct Completion: Decodable {
      struct List: Decodable { var values: [String] }
      struct File: Decodable { var extensions: [String] }
      var list: List?
      var file: File?
    }

    var kind: Kind
    var names: [Name]?
    var isRepeating: Bool
    var isOptional: Bool?
    var valueName: String?
    var shouldDisplay: Bool?
    var abstract: String?
    var parsingStrategy: String
    var completionKind: Completion?

    var typedNames: [String] { (names ?? []).map(\.typed) }

    /// Its values, if there are only a few, or good examples of them.
    var values: [String] { completionKind?.list?.values ?? [] }
    var takesFile: Bool { completionKind?.file != nil }

    /// Its help, on one line.
    var help: String { (abstract ?? "").split(separator: "\n").joined(separator: " ") }

    /// The first sentence of its help.
    var summary: String {
      let text = help
      return text.firstRange(of: ". ").map { String(text[..<$0.lowerBound]) + "." } ?? text
    }
  }

  private struct Description: Decodable { var command: CommandShape }

  /// The whole program.
  static func ringside() throws -> CommandShape {
    let text = Ringside._dumpHelp()
    return try JSONDecoder().decode(Description.self, from: Data(text.utf8)).command
  }

  /// The subcommands that help shows.
  var shownSubcommands: [CommandShape] { (subcommands ?? []).filter(\.shouldDisplay) }

  func subcommand(_ name: String) -> CommandShape? { subcommands?.first { $0.commandName == name } }

  /// The command that runs without the name of a subcommand.
  private var implied: CommandShape? { defaultSubcommand.flatMap(subcommand) }

  /// The arguments that may follow its name directly: its own, and those of the implied command.
  var accepted: [Argument] {
    var seen: Set<String> = []
    return ((arguments ?? []) + (implied?.accepted ?? [])).filter { argument in
      guard let name = argument.typedNames.first else { return true }
      return seen.insert(name).inserted
    }
  }

  var options: [Argument] { accepted.filter { $0.kind != .positional } }
  var positionals: [Argument] { accepted.filter { $0.kind == .positional } }

  func option(_ name: String) -> Argument? { options.first { $0.typedNames.contains(name) } }
}
