/// Finds the first misplaced word of a command line, and explains in one sentence the right form.
///
/// It knows the commands and their options, but not the meaning of their values: each option checks its own.
struct UsageMistake {
  private let root: CommandShape
  private var path: [CommandShape]
  /// The last option that was read at this command.
  private var optionBefore: String?
  private var given: Set<String> = []
  private var positionals = 0

  private init(_ root: CommandShape) { (self.root, path) = (root, [root]) }

  /// The sentence; nil if no word is misplaced.
  static func sentence(for words: [String], _ root: CommandShape) -> String? {
    var mistake = UsageMistake(root)
    return mistake.find(words)
  }

  /// Whether to check a command line although ArgumentParser accepts it: it silently takes the last of two values,
  /// reads `-headless` as `-h`, and shows its own help for a command that does not exist.
  static func isDoubtful(_ words: [String]) -> Bool {
    if words.first == "help" { return true }
    var seen: Set<Substring> = []
    for word in words.prefix(while: { $0 != "--" }) where word.hasPrefix("-") {
      if !word.hasPrefix("--") && word.count > 2 { return true }
      if word.hasPrefix("--"), !seen.insert(word.prefix { $0 != "=" }).inserted { return true }
    }
    return false
  }

  private var command: CommandShape { path[path.count - 1] }
  private var name: String { path.map(\.commandName).joined(separator: " ") }

  private mutating func find(_ words: [String]) -> String? {
    if words.first == "help" { return helpMistake(Array(words.dropFirst())) }
    var index = 0
    var onlyArguments = false
    while index < words.count {
      let word = words[index]
      index += 1
      if word == "--" && !onlyArguments {
        onlyArguments = true
      } else if word.hasPrefix("-") && word != "-" && !onlyArguments {
        let parts = word.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard let option = command.option(parts[0]) else { return unknownOption(parts[0]) }
        let next = index < words.count ? words[index] : nil
        if let sentence = mistake(in: option, parts, next) { return sentence }
        if option.kind == .option && parts.count == 1 { index += 1 }
        optionBefore = parts[0]
      } else if let sentence = argument(word, mayBeCommand: !onlyArguments) {
        return sentence
      }
    }
    return nil
  }

  private mutating func mistake(
    in option: CommandShape.Argument, _ parts: [String], _ next: String?
  ) -> String? {
    let name = parts[0]
    if option.kind == .flag {
      if parts.count > 1 { return "`\(name)` takes no value; leave out `=\(parts[1])`" }
      return given.insert(name).inserted ? nil : "`\(name)` is given twice; give it once"
    }
    let value = parts.count == 2 ? parts[1] : next
    let isMissing =
      value == nil || (parts.count == 2 && parts[1].isEmpty)
      || (parts.count == 1 && option.parsingStrategy == "default" && value?.hasPrefix("-") == true)
    if isMissing { return "`\(name)` needs a value after it: \(option.summary)" }
    if !option.isRepeating && !given.insert(name).inserted { return "`\(name)` is given twice; give it once" }
    return nil
  }

  private mutating func argument(_ word: String, mayBeCommand: Bool) -> String? {
    if positionals == 0, mayBeCommand, let chosen = command.subcommand(word) {
      if let option = optionBefore {
        return "`\(word)` is a command and must come before the options; write `\(name) \(word)`, then `\(option)`"
      }
      path.append(chosen)
      return nil
    }
    positionals += 1
    let allowed = command.positionals
    if allowed.contains(where: \.isRepeating) || positionals <= allowed.count { return nil }
    let quoted = Suggestion.quoted(word)
    if !mayBeCommand && allowed.isEmpty { return "`\(name)` takes no arguments after `--`; leave out \(quoted)" }
    let names = command.shownSubcommands.map(\.commandName)
    if !names.isEmpty, allowed.isEmpty {
      let question = Suggestion.question(word, among: names)
      return "\(quoted) is not a command of `\(name)`; "
        + (question.map { "\($0) Try" } ?? "use \(names.listed("or")), or try") + " `\(name) --help`"
    }
    return allowed.isEmpty
      ? "`\(name)` takes only options, not \(quoted); see `\(name) --help`"
      : "`\(name)` takes only one argument, and \(quoted) is one more; see `\(name) --help`"
  }

  private func unknownOption(_ name: String) -> String {
    let known = command.options.flatMap(\.typedNames).filter { $0.hasPrefix("--") }
    let quoted = Suggestion.quoted(name)
    if name.hasPrefix("--"), let others = commands(with: name) {
      return "\(quoted) is an option of \(others), not of `\(self.name)`; see `\(self.name) --help`"
    }
    let wanted = name.hasPrefix("--") ? name : "-" + name
    if let near = Suggestion.nearest(to: wanted, among: known) {
      return "`\(self.name)` has no option \(quoted); did you mean `\(near)`? See `\(self.name) --help`"
    }
    return "`\(self.name)` has no option \(quoted); see `\(self.name) --help`"
  }

  /// The commands with this option.
  private func commands(with option: String) -> String? {
    func find(_ shape: CommandShape, _ path: String) -> [String] {
      let own = (shape.arguments ?? []).contains { $0.typedNames.contains(option) }
      return (own ? ["`\(path)`"] : []) + (shape.subcommands ?? []).flatMap { find($0, "\(path) \($0.commandName)") }
    }
    let found = find(root, root.commandName)
    return found.isEmpty ? nil : found.prefix(3).listed()
  }

  /// `help` takes the names of commands, each below the one before.
  private mutating func helpMistake(_ words: [String]) -> String? {
    for word in words where !word.hasPrefix("-") {
      guard let chosen = command.subcommand(word) else {
        let names = command.shownSubcommands.map(\.commandName)
        if names.isEmpty { return "`\(name)` has no commands below it; see `\(name) --help`" }
        return Suggestion.refusal(word, isNot: "a command of `\(name)`", among: names)
      }
      path.append(chosen)
    }
    return nil
  }
}
