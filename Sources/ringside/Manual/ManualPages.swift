import Glibc
import Programs
import Reports

/// The manual pages of all commands, made from the command line's own tables.
enum ManualPages {
  private static let texts: [String: CommandManual] = [
    "": .root, "run": .run, "explore": .explore, "watch": .watch, "view": .view, "source": .source,
    "lesson": .lesson, "lesson list": .lessonList, "lesson check": .lessonCheck, "segments": .segments,
    "disciplines": .disciplines, "compare": .compare, "config": .config, "keys": .keys,
  ]

  /// A page for each command that help shows, the program's own first.
  static func all() throws -> [ManualPage] {
    let root = try CommandShape.ringside()
    let pages = pages(of: root, path: [])
    return pages.map { page in
      var page = page
      let others = pages.map(\.name).filter { $0 != page.name }
      page.sections.append(
        ManualPage.Section(
          "See also",
          [.paragraph(others.map { "\($0)(1)" }.joined(separator: ", ") + ", shm_overview(7), sem_overview(7)")]))
      return page
    }
  }

  private static func pages(of shape: CommandShape, path: [String]) -> [ManualPage] {
    guard let text = texts[path.joined(separator: " ")] else { return [] }
    return [page(shape, path, text)]
      + shape.shownSubcommands.flatMap { pages(of: $0, path: path + [$0.commandName]) }
  }

  /// The page that a command line such as `help run` or `help ringside` asks for; nil if it asks for none.
  static func page(askedBy words: [String]) throws -> ManualPage? {
    guard words.first == "help", words.count > 1 else { return nil }
    let path = words[1] == "ringside" ? words.dropFirst(2) : words.dropFirst()
    let name = (["ringside"] + path).joined(separator: "-")
    return try all().first { $0.name == name }
  }

  /// The width of a page's text: that of the terminal, if it is narrower than 80 cells.
  static var width: Int {
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return standardWidth }
    return min(Int(size.ws_col), standardWidth)
  }

  private static let standardWidth = 80

  private static func page(_ shape: CommandShape, _ path: [String], _ text: CommandManual) -> ManualPage {
    let command = (["ringside"] + path).joined(separator: " ")
    var sections = [
      ManualPage.Section("Description", text.description.map { .paragraph($0) }),
      ManualPage.Section("Commands", path.isEmpty ? commands(shape) : []),
      ManualPage.Section("Arguments", terms(shape.positionals)),
      ManualPage.Section("Options", terms(shape.options)),
    ]
    sections += text.details
    if path == ["keys"] { sections.append(ManualPage.Section("Keys", [.lines(KeySheet.lines(for: .ring, width: 76))])) }
    sections += [
      ManualPage.Section("Exit status", [.terms(text.exitCodes.map { ManualPage.Term($0.code, $0.meaning) })]),
      ManualPage.Section("Examples", [.lines(text.examples)]),
    ]
    return ManualPage(
      name: command.replacing(" ", with: "-"), summary: sentence(shape.abstract ?? ""),
      synopsis: synopsis(shape, command), sections: sections.filter { !$0.blocks.isEmpty },
      version: "Ringside \(Ringside.version)")
  }

  /// Without its full stop, and beginning with a small letter.
  private static func sentence(_ text: String) -> String {
    let words = text.hasSuffix(".") ? String(text.dropLast()) : text
    return words.prefix(1).lowercased() + words.dropFirst()
  }

  private static func synopsis(_ shape: CommandShape, _ command: String) -> [String] {
    let positionals = shape.positionals.map { argument in
      let name = (argument.valueName ?? "value").uppercased()
      let whole = argument.isRepeating ? "\(name) ..." : name
      return argument.isOptional == true ? "[\(whole)]" : whole
    }
    let own = ([command] + ["[OPTIONS]"] + positionals).joined(separator: " ")
    return [own] + shape.shownSubcommands.map { "\(command) \($0.commandName) ..." }
  }

  private static func commands(_ shape: CommandShape) -> [ManualPage.Block] {
    [.terms(shape.shownSubcommands.map { ManualPage.Term($0.commandName, $0.abstract ?? "") })]
  }

  private static func terms(_ arguments: [CommandShape.Argument]) -> [ManualPage.Block] {
    guard !arguments.isEmpty else { return [] }
    return [
      .terms(
        arguments.map { argument in
          let value = argument.valueName.map { $0.uppercased() } ?? "VALUE"
          let names = argument.typedNames.joined(separator: ", ")
          let name =
            switch argument.kind {
            case .positional: value
            case .flag: names
            case .option: "\(names) \(value)"
            }
          return ManualPage.Term(name, argument.help)
        })
    ]
  }
}
