import Model

/// A command that is typed in a line. Most have the letter of the screen's key as well.
enum LinearCommand: Sendable, Hashable {
  case next, back, hint, steps, giveUp, again, freePlay, lesson, undo, redo
  /// To a step by its number, from 1.
  case step(Int)
  case quit, help, page, state, ledger, listing, memory, schedule
  case moves([Move])
  case stepSelected, stepAll
  case stepRole(RolePlace), add(RolePlace)
  case onProcess(Verb, WorkerID?)
  case toggleSynchronization, nextDiscipline, disciplines
  case discipline(String)
  /// Let all processes run for so many seconds.
  case run(seconds: Double)

  enum Verb: String, Sendable, Hashable {
    case select, step, kill, restart, remove
  }

  /// The reason why a line is not a command, as a sentence.
  struct Mistake: Error, Hashable {
    var sentence: String
  }

  /// Reads a line; nil if its first word is not one of a command.
  init?(_ line: String) throws(Mistake) {
    let words = line.split(separator: " ").map(String.init)
    guard let first = words.first else { return nil }
    let rest = Array(words.dropFirst())
    // A letter is a key, and p is not P. A word may be typed in any way.
    let name = first.count == 1 ? first : first.lowercased()
    if rest.isEmpty, let simple = Self.simple[name] {
      self = simple
      return
    }
    if line.count > 1, let phrase = Self.simple[line.lowercased()] {
      self = phrase
      return
    }
    if let command = try Self.withArgument(name, rest) {
      self = command
      return
    }
    guard words.contains(where: Self.looksLikeMove) else { return nil }
    self = .moves(try Self.moves(words))
  }

  private static let simple: [String: LinearCommand] = [
    "next": .next, "n": .next, "continue": .next, "back": .back, "hint": .hint, "h": .hint, "steps": .steps,
    "g": .steps, "give up": .giveUp, "solution": .giveUp, "again": .again, "R": .again, "reset": .again,
    "play": .freePlay, "f": .freePlay, "lesson": .lesson, "undo": .undo, "b": .undo, "redo": .redo, "forward": .redo,
    "B": .redo, "quit": .quit, "q": .quit, "exit": .quit, "leave": .quit, "help": .help, "?": .help, "repeat": .page,
    "page": .page, "state": .state, "ledger": .ledger, "listing": .listing, "v": .listing, "memory": .memory,
    "m": .memory, "schedule": .schedule, "e": .schedule, "s": .stepSelected, "t": .stepAll, "all": .stepAll,
    "p": .stepRole(.first), "c": .stepRole(.second), "a": .add(.first), "A": .add(.second),
    "K": .onProcess(.kill, nil), "u": .onProcess(.restart, nil),
    "restart": .onProcess(.restart, nil), "x": .onProcess(.remove, nil), "remove": .onProcess(.remove, nil),
    "r": .toggleSynchronization, "d": .nextDiscipline,
    "discipline": .disciplines, "disciplines": .disciplines,
  ]

  /// The names of all commands that are words, for a guess at a mistyped one.
  static var words: [String] {
    simple.keys.filter { $0.count > 1 }.sorted() + ["run", "select", "step", "add", "kill"]
  }

  private static func withArgument(_ name: String, _ rest: [String]) throws(Mistake) -> LinearCommand? {
    guard rest.count == 1, let argument = rest.first else { return nil }
    switch name {
    case "step", "go", "g":
      if let number = Int(decimal: argument) { return .step(number) }
      return .onProcess(.step, try process(argument))
    case "s": return .onProcess(.step, try process(argument))
    case "select": return .onProcess(.select, try process(argument))
    case "kill", "K": return .onProcess(.kill, try process(argument))
    case "restart", "u": return .onProcess(.restart, try process(argument))
    case "remove", "x": return .onProcess(.remove, try process(argument))
    case "add": return .moves([.add(try process(argument))])
    case "discipline", "d": return .discipline(argument)
    case "run":
      guard let seconds = Double(argument), seconds > 0, seconds <= mostSeconds else {
        throw Mistake(
          sentence: "run takes a number of seconds, more than 0 and up to \(Int(mostSeconds)), such as run 2.")
      }
      return .run(seconds: seconds)
    default: return nil
    }
  }

  private static let mostSeconds = 60.0
  /// The most moves of one line, each of which is described.
  static let mostMoves = 200

  private static func process(_ word: String) throws(Mistake) -> WorkerID {
    guard let id = WorkerID(word.prefix(1).uppercased() + word.dropFirst()) else {
      throw Mistake(sentence: "\(word) is not a process; write its letter and its number, such as P1.")
    }
    return id
  }

  private static func looksLikeMove(_ word: String) -> Bool {
    guard let last = word.split(separator: ":").last, let letter = last.first, letter.isASCII, letter.isLetter else {
      return false
    }
    return last.dropFirst().first?.isNumber == true
  }

  /// `P1*4 kill:P1 c1`, in which a process's letter may be a small one.
  private static func moves(_ words: [String]) throws(Mistake) -> [Move] {
    let pieces = words.map { word -> String in
      let parts = word.split(separator: ":", omittingEmptySubsequences: false)
      guard let last = parts.last, let letter = last.first else { return word }
      return (parts.dropLast().map { $0.lowercased() } + [letter.uppercased() + last.dropFirst()])
        .joined(separator: ":")
    }
    let schedule: Schedule
    do { schedule = try Schedule(reading: pieces.joined(separator: " ")) } catch {
      throw Mistake(sentence: error.description.asSentence)
    }
    guard schedule.moves.count <= mostMoves else {
      throw Mistake(sentence: "That is \(schedule.moves.count) moves; a line can have \(mostMoves) at most.")
    }
    return schedule.moves
  }
}
