/// What can be true of an experiment, in words: `lost = 1 and in = out`, `P2 is blocked on empty`, `everyone waits`.
///
/// A condition is one claim, or several with `and` between them, or several such with `or` between them. A claim compares
/// a term with a number, a word or another term by `=`, `!=`, `<`, `<=`, `>` or `>=`; or says of a worker what it `is`
/// (`blocked on empty`, `waiting`, `inside`, `alive`, or what its state is called); or is `everyone waits`.
public struct Condition: Sendable, Hashable, CustomStringConvertible {
  /// Alternatives of claims that must all hold.
  let alternatives: [[Claim]]
  public let description: String

  public init(reading text: String) throws(Term.Mistake) {
    let words = try Self.words(of: text)
    guard !words.isEmpty else {
      throw Term.Mistake(description: "a condition is missing; one is written like lost = 1 and in = out")
    }
    var alternatives: [[Claim]] = []
    for alternative in words.split(separator: "or", omittingEmptySubsequences: false) {
      var claims: [Claim] = []
      for claim in alternative.split(separator: "and", omittingEmptySubsequences: false) {
        claims.append(try Claim(reading: Array(claim)))
      }
      alternatives.append(claims)
    }
    self.alternatives = alternatives
    description = words.map { $0.hasPrefix("\"") ? $0 + "\"" : $0 }.joined(separator: " ")
  }

  /// The words of a condition. What stands between quotes is one, and keeps the first quote as a mark.
  private static func words(of text: String) throws(Term.Mistake) -> [String] {
    var words: [String] = []
    let pieces = text.split(separator: "\"", omittingEmptySubsequences: false)
    guard pieces.count % 2 == 1 else { throw Term.Mistake(description: "a quotation mark is missing in: \(text)") }
    for (index, piece) in pieces.enumerated() {
      if index % 2 == 1 { words.append("\"" + piece) } else { words += piece.split(separator: " ").map(String.init) }
    }
    return words
  }

  public func holds(in evidence: Evidence) -> Bool {
    alternatives.contains { $0.allSatisfy { $0.holds(in: evidence) } }
  }

  /// What its terms are instead: `lost = 0, in = 3`.
  public func findings(in evidence: Evidence) -> String {
    var found: [String] = []
    for finding in alternatives.joined().flatMap({ $0.findings(in: evidence) }) where !found.contains(finding) {
      found.append(finding)
    }
    return found.joined(separator: ", ")
  }

  /// The workers it names.
  public var workers: [WorkerID] { alternatives.joined().flatMap(\.workers) }
}

/// One claim of a condition.
enum Claim: Sendable, Hashable {
  enum Comparison: String, Sendable, Hashable, CaseIterable {
    case equal = "="
    case unequal = "!="
    case less = "<"
    case atMost = "<="
    case greater = ">"
    case atLeast = ">="
  }

  enum Operand: Sendable, Hashable {
    case term(Term)
    case value(Term.Value)
  }

  /// What a worker is said to be.
  enum Property: Sendable, Hashable {
    case inside, alive, waiting
    case waitingFor(SharedVariable)
    case blockedOn(SharedVariable)
    case state(String)
  }

  case compares(Term, Comparison, Operand)
  case worker(WorkerID, Property)
  case everyoneWaits

  init(reading words: [String]) throws(Term.Mistake) {
    let text = words.joined(separator: " ")
    if words == ["everyone", "waits"] {
      self = .everyoneWaits
    } else if words.count >= 3, words[1] == "is" {
      guard let id = WorkerID(words[0]) else {
        throw Term.Mistake(description: "'\(words[0])' is no process; one is written like P1, in: \(text)")
      }
      self = .worker(id, try Property(reading: Array(words[2...])))
    } else if words.count == 3, let comparison = Comparison(rawValue: words[1]) {
      let term = try Term(reading: words[0])
      let operand = try Operand(reading: words[2], comparedWith: term)
      self = .compares(term, comparison, operand)
    } else {
      throw Term.Mistake(
        description: "'\(text)' is no condition; one is written like lost = 1, P1 is blocked on empty, everyone waits")
    }
  }
}

extension Claim.Operand {
  /// A number, a quoted text, a term, or, where the other side is words, a word.
  init(reading word: String, comparedWith term: Term) throws(Term.Mistake) {
    if word.hasPrefix("\"") {
      self = .value(.text(String(word.dropFirst())))
    } else if let number = Double(word) {
      self = .value(.number(number))
    } else if term.isWords {
      self = .value(.text(word))
    } else {
      self = .term(try Term(reading: word))
    }
  }
}

extension Claim.Property {
  private static let states = [
    "starting", "running", "parked", "blocked", "spinning", "resting", "finished", "killed", "ended",
  ]

  init(reading words: [String]) throws(Term.Mistake) {
    let variable = words.count == 3 ? SharedVariable(named: words[2]) : nil
    switch (words.count, words[0]) {
    case (1, "inside"): self = .inside
    case (1, "alive"): self = .alive
    case (1, "waiting"): self = .waiting
    case (1, let state) where Self.states.contains(state): self = .state(state)
    case (3, "blocked") where words[1] == "on" && variable != nil: self = .blockedOn(variable!)
    case (3, "waiting") where words[1] == "for" && variable != nil: self = .waitingFor(variable!)
    default:
      throw Term.Mistake(
        description: """
          a process is never '\(words.joined(separator: " "))'; it is parked, running, blocked, blocked on empty, \
          waiting, waiting for mutex, inside, alive, killed or ended
          """)
    }
  }
}

extension Term {
  /// Whether its value is in words and not a number.
  var isWords: Bool {
    switch meaning {
    case .slot, .holder, .fact: true
    case .count(let count): [.text, .backend, .discipline].contains(count)
    case .worker(_, let term):
      switch term {
      case .items: false
      // `i` and `o` hold numbers, `item` an item.
      case .register(let name): name == "item"
      default: true
      }
    case .variable, .waiters, .measured: false
    }
  }
}

// MARK: Judging

extension Claim {
  func holds(in evidence: Evidence) -> Bool {
    switch self {
    case .everyoneWaits: return evidence.snapshot.isStuck && !evidence.snapshot.canWakeUp
    case .compares(let term, let comparison, let operand):
      guard let left = term.value(in: evidence), let right = operand.value(in: evidence) else { return false }
      return comparison.holds(left, right)
    case .worker(let id, let property):
      guard let worker = evidence.snapshot.worker(id) else { return false }
      return property.holds(worker, evidence.snapshot)
    }
  }

  func findings(in evidence: Evidence) -> [String] {
    let finding = { (term: Term) in "\(term) = \(term.value(in: evidence)?.description ?? "not there")" }
    switch self {
    case .everyoneWaits:
      let movable = evidence.snapshot.workers.filter { $0.isAlive && $0.waitsFor == nil }.map(\.id.description)
      return [movable.isEmpty ? "nobody is alive" : "\(movable.joined(separator: ", ")) can move"]
    case .compares(let term, _, .term(let other)): return [finding(term), finding(other)]
    case .compares(let term, _, .value): return [finding(term)]
    case .worker(let id, let property):
      guard let worker = evidence.snapshot.worker(id) else { return ["there is no \(id)"] }
      let isInside = evidence.snapshot.isInside(worker) ? "inside" : "not inside"
      if property == .inside { return ["\(id) is \(isInside)"] }
      let waits = worker.waitsInTruthFor.map { " on \($0.name)" } ?? ""
      return ["\(id) is \(worker.stateWord)\(waits)"]
    }
  }

  var workers: [WorkerID] {
    switch self {
    case .everyoneWaits: []
    case .worker(let id, _): [id]
    case .compares(let term, _, .term(let other)): [term, other].compactMap(\.worker)
    case .compares(let term, _, .value): [term].compactMap(\.worker)
    }
  }
}

extension Claim.Operand {
  func value(in evidence: Evidence) -> Term.Value? {
    switch self {
    case .term(let term): term.value(in: evidence)
    case .value(let value): value
    }
  }
}

extension Claim.Comparison {
  func holds(_ left: Term.Value, _ right: Term.Value) -> Bool {
    if case .number(let left) = left, case .number(let right) = right {
      return switch self {
      case .equal: left == right
      case .unequal: left != right
      case .less: left < right
      case .atMost: left <= right
      case .greater: left > right
      case .atLeast: left >= right
      }
    }
    switch self {
    case .equal: return left.description == right.description
    case .unequal: return left.description != right.description
    default: return false
    }
  }
}

extension Claim.Property {
  func holds(_ worker: WorkerView, _ snapshot: Snapshot) -> Bool {
    switch self {
    case .inside: worker.isAlive && snapshot.isInside(worker)
    case .alive: worker.isAlive
    case .waiting: worker.waitsFor != nil
    case .waitingFor(let variable): worker.waitsInTruthFor == variable
    case .blockedOn(let variable): worker.isBlocked && worker.waitsInTruthFor == variable
    case .state(let state): worker.stateWord == state
    }
  }
}
