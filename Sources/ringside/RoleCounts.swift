import ArgumentParser
import Model
import Programs

/// A requested number of processes of a role: `--producers 2`.
struct RoleCount {
  /// The name of the option, without hyphens.
  var plural: String
  var count: Int
}

/// The options for the number of processes of each role: one for each role of each program, all read by one property.
/// A word of the command line does not show the option before it, so each value is first tagged with its option's
/// name.
enum RoleCounts {
  /// The names of the options, each once.
  static let plurals = Catalogue.programs.flatMap(\.parts).reduce(into: [String]()) { names, part in
    if !names.contains(part.plural) { names.append(part.plural) }
  }

  static var names: NameSpecification { NameSpecification(plurals.map { .customLong($0) }) }

  /// The words of a command line, with each of these values tagged by its option: `--producers producers=2`.
  static func tagged(_ words: [String]) -> [String] {
    var words = words
    let end = words.firstIndex(of: "--") ?? words.endIndex
    for index in words.indices where index < end {
      for plural in plurals {
        if words[index] == "--\(plural)", index + 1 < end { words[index + 1] = "\(plural)=\(words[index + 1])" }
        if words[index].hasPrefix("--\(plural)=") {
          words[index] = "--\(plural)=\(plural)=" + words[index].dropFirst(plural.count + 3)
        }
      }
    }
    return words
  }

  /// Reads a tagged value.
  static func read(_ text: String) throws -> RoleCount {
    let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2 else { throw RefusedValue.error("use a whole number") }
    let range = Setup.Limit.workersPerRole
    guard let count = Int(decimal: parts[1]), range.contains(count) else {
      let value = parts[1].isEmpty ? "empty" : Suggestion.quoted(String(parts[1]))
      throw RefusedValue.error(
        "`--\(parts[0])` cannot be \(value); use a whole number from \(OptionParsing.text(range))")
    }
    return RoleCount(plural: String(parts[0]), count: count)
  }

  /// How many workers each role of a program has.
  /// - Throws: a sentence if a role or option was requested that the program does not have.
  static func counts(_ given: [RoleCount], processes: Int?, _ program: Program) throws -> [Role: Int] {
    var counts = program.standardCounts
    if let processes {
      guard let part = program.variablePart else {
        throw ValidationError("--processes is not for the \(program.shortTitle); use \(options(of: program))")
      }
      counts[part.role] = processes
    }
    for (index, wish) in given.enumerated() {
      if given[..<index].contains(where: { $0.plural == wish.plural }) {
        throw ValidationError("`--\(wish.plural)` is given twice; give it once")
      }
      guard let part = program.parts.first(where: { $0.plural == wish.plural }) else {
        throw ValidationError(
          "--\(wish.plural) is not for the program \(program.name), which has no \(wish.plural); "
            + "use \(options(of: program))")
      }
      guard part.counts.contains(wish.count) else {
        throw ValidationError(
          "`--\(wish.plural)` cannot be `\(wish.count)` with the program \(program.name); "
            + "use a whole number from \(OptionParsing.text(part.counts))")
      }
      counts[part.role] = wish.count
    }
    if counts.values.allSatisfy({ $0 == 0 }) {
      throw ValidationError("there must be at least one process; give \(options(of: program, joinedBy: " or "))")
    }
    return counts
  }

  private static func options(of program: Program, joinedBy word: String = " and ") -> String {
    program.variablePart == nil ? program.parts.map { "--\($0.plural)" }.joined(separator: word) : "--processes"
  }

  /// The processes that `--processes` counts, for each program that takes it: "adders of the counter (default: 2)".
  static var processesHelp: String {
    let parts = Catalogue.programs.compactMap { program in
      program.variablePart.map { "\($0.plural) of the \(program.shortTitle) (default: \($0.standardCount))" }
    }
    return "Processes: \(parts.joined(separator: ", ")); 1 to \(Setup.Limit.workersPerRole.upperBound)."
  }

  static var help: String {
    let parts = Catalogue.programs.filter { $0.variablePart == nil }.map { program in
      "\(program.parts.map(\.plural).joined(separator: " and ")) of the \(program.shortTitle)"
    }
    return "Processes of each role, \(OptionParsing.text(Setup.Limit.workersPerRole)): "
      + parts.joined(separator: ", ") + ". (default: 1 each)"
  }
}
