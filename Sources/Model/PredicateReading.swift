// Parsing predicates from words.

extension Predicate {
  init(reading words: [String]) throws(Term.Mistake) {
    let text = words.joined(separator: " ")
    if words == ["everyone", "waits"] {
      self = .everyoneWaits
    } else if words.count >= 3, words[1] == "is" {
      guard let id = WorkerID(words[0]) else {
        throw Term.Mistake(description: "`\(words[0])` is not a process; write one like P1, in: \(text)")
      }
      self = .worker(id, try Property(reading: Array(words[2...])))
    } else if words.count == 3, let comparison = Comparison(rawValue: words[1]) {
      let term = try Term(reading: words[0])
      let operand = try Operand(reading: words[2], comparedWith: term)
      self = .compares(term, comparison, operand)
    } else {
      throw Term.Mistake(
        description: "`\(text)` is not a condition; write one like lost = 1, P1 is blocked on empty, or everyone waits")
    }
  }
}

extension Predicate.Operand {
  /// Reads a number, a quoted text, a term, or, if the other side may be words, a word.
  init(reading word: String, comparedWith term: Term) throws(Term.Mistake) {
    if word.hasPrefix("\"") {
      self = .value(.text(String(word.dropFirst())))
    } else if let number = Self.number(word) {
      self = .value(.number(number))
    } else if term.kind != .number, !word.hasPrefix("slot[") {
      // `empty` and `P1.2` name contents of slots here, although terms have the same names.
      self = .value(.text(word))
    } else {
      self = .term(try Term(reading: word))
    }
  }

  /// Reads a decimal number, negative or not, or a hexadecimal one such as a key: 0x5249.
  private static func number(_ word: String) -> Double? {
    if word.hasPrefix("0x") {
      let digits = word.dropFirst(2)
      return digits.allSatisfy(\.isHexDigit) ? UInt64(digits, radix: 16).map(Double.init) : nil
    }
    let isNegative = word.hasPrefix("-")
    return Double(decimal: isNegative ? word.dropFirst() : word[...]).map { isNegative ? -$0 : $0 }
  }
}

extension Predicate.Property {
  private static let states = [
    "starting", "running", "parked", "blocked", "spinning", "resting", "finished", "killed", "ended",
  ]

  init(reading words: [String]) throws(Term.Mistake) {
    let variable = words.count == 3 ? SharedVariable(reading: words[2]) : nil
    switch (words.count, words[0]) {
    case (1, "inside"): self = .inside
    case (1, "alive"): self = .alive
    case (1, "waiting"): self = .waiting
    case (1, let state) where Self.states.contains(state): self = .state(state)
    case (3, "blocked") where words[1] == "on" && variable != nil: self = .blockedOn(variable!)
    case (3, "waiting") where words[1] == "for" && words[2] == "ever": self = .waitingForEver
    case (3, "waiting") where words[1] == "for" && variable != nil: self = .waitingFor(variable!)
    default:
      throw Term.Mistake(
        description: """
          a process is never '\(words.joined(separator: " "))'; it is parked, running, blocked, blocked on empty, \
          waiting, waiting for mutex, waiting for ever, inside, alive, killed or ended
          """)
    }
  }
}
