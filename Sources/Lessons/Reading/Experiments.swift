import Model

/// A part of a lesson with one experiment, from its setup to the next.
private struct Stretch {
  var setup: Setup
  /// The workers at the start, and those that are added later.
  var workers: Set<WorkerID>
  /// In the order of the file, each with the index of its step.
  var parts: [(step: Int, part: LessonPart)] = []

  init(_ setup: Setup) {
    self.setup = setup
    workers = Set(
      setup.program.roles.flatMap { role in
        (0..<setup.count(of: role)).map { WorkerID(role, $0 + 1) }
      })
  }

  mutating func append(_ part: LessonPart, step: Int) {
    parts.append((step, part))
    for move in part.moves.map(\.value).joined() { if case .add(let id) = move { workers.insert(id) } }
  }

  var slots: Range<Int> { 0..<(setup.program.hasSlots ? setup.slots : 0) }

  /// The slots in words.
  var row: String {
    guard let last = slots.last else { return "the program \(setup.program.name) has no slots" }
    return last == 0 ? "use slot[0]" : "use slot[0] to slot[\(last)]"
  }

  /// The workers at the start: `P1 to P3, C1`.
  var cast: String {
    setup.program.roles.compactMap { role in
      switch setup.count(of: role) {
      case 0: nil
      case 1: "\(role.letter)1"
      case let count: "\(role.letter)1 to \(role.letter)\(count)"
      }
    }.joined(separator: ", ")
  }
}

extension LessonReader {
  /// Checks the names in the steps against the experiments on which they run.
  mutating func checkExperiments(_ steps: [Step], beginningWith setup: Setup) {
    let stretches = Self.stretches(of: steps, beginningWith: setup)
    for (index, stretch) in stretches.enumerated() {
      for (step, part) in stretch.parts {
        // A prediction may be about an experiment that begins after it, with the next script steps.
        let next = stretches.dropFirst(index + 1).filter { $0.parts.first?.step == step }
        let possible = part.isPrediction ? [stretch] + next : [stretch]
        for (id, line) in part.workers where !possible.contains(where: { $0.workers.contains(id) }) {
          mistake(line, "there is no process \(id); use \(stretch.cast), or add it first")
        }
        for (slot, line) in part.slots where !possible.contains(where: { $0.slots.contains(slot) }) {
          mistake(line, "there is no slot[\(slot)]; \(stretch.row)")
        }
        check(part, stretch.setup)
      }
    }
  }

  private static func stretches(of steps: [Step], beginningWith setup: Setup) -> [Stretch] {
    var stretches = [Stretch(setup)]
    for (index, step) in steps.enumerated() {
      for part in step.parts {
        if let setup = part.beginning { stretches.append(Stretch(setup)) }
        stretches[stretches.count - 1].append(part, step: index)
      }
    }
    return stretches
  }

  /// Checks a part's script steps as far as that is possible in advance.
  private mutating func check(_ part: LessonPart, _ setup: Setup) {
    for deed in part.deeds {
      if case .discipline(let name) = deed.value, let reason = whyNot(name, setup) { mistake(deed.line, reason) }
    }
    for schedule in part.moves {
      for move in schedule.value {
        guard case .add(let id) = move, let reason = Self.whyNotAdd(id, setup) else { continue }
        mistake(schedule.line, reason)
      }
    }
  }

  private static func whyNotAdd(_ id: WorkerID, _ setup: Setup) -> String? {
    if !setup.program.roles.contains(id.role) {
      return "the program \(setup.program.name) has no process \(id)"
    }
    let most = Setup.Limit.workersPerRole.upperBound
    return id.number > most ? "\(id) cannot be added; a role has at most \(most) processes" : nil
  }
}

extension LessonPart {
  /// The experiment that begins with it, if there is one.
  fileprivate var beginning: Setup? {
    if case .begin(let setup, _) = deeds.first?.value { setup } else { nil }
  }

  fileprivate var deeds: [Located<ScriptStep>] { if case .deeds(let deeds) = content { deeds } else { [] } }

  fileprivate var isPrediction: Bool { if case .prediction = content { true } else { false } }

  /// The moves that it makes, or that win it.
  fileprivate var moves: [Located<[Move]>] {
    switch content {
    case .challenge(let challenge): [Located(line: challenge.solution.line, challenge.solution.value.moves)]
    case .deeds(let deeds):
      deeds.compactMap { deed in
        if case .moves(let schedule) = deed.value { Located(line: deed.line, schedule.moves) } else { nil }
      }
    default: []
    }
  }

  /// The conditions that it checks.
  private var conditions: [Located<Condition>] {
    switch content {
    case .deeds(let deeds):
      deeds.compactMap { deed in
        if case .run(let run) = deed.value { Located(line: deed.line, run.until) } else { nil }
      }
    case .expectations(let expected): expected
    case .challenge(let challenge): [challenge.condition]
    case .prediction(let prediction):
      if case .choice(let choices, _) = prediction.form { choices.map(\.condition) } else { [] }
    case .text, .hint, .notes: []
    }
  }

  /// The term whose value it asks for, if it does.
  private var askedTerm: Term? {
    guard case .prediction(let prediction) = content else { return nil }
    switch prediction.form {
    case .number(let term, _), .text(let term, _): return term
    case .choice: return nil
    }
  }

  /// The workers that it names, each once per line.
  fileprivate var workers: [(id: WorkerID, line: Int)] {
    var named: [(id: WorkerID, line: Int)] = moves.flatMap { moves in
      Set(moves.value.map(\.worker)).map { ($0, moves.line) }
    }
    named += askedTerm?.worker.map { [($0, line)] } ?? []
    named += conditions.flatMap { condition in Set(condition.value.workers).map { ($0, condition.line) } }
    return named.sorted { ($0.line, $0.id) < ($1.line, $1.id) }
  }

  /// The slots that it names, each once per line.
  fileprivate var slots: [(slot: Int, line: Int)] {
    var named: [(slot: Int, line: Int)] = askedTerm?.slot.map { [($0, line)] } ?? []
    named += conditions.flatMap { condition in
      Set(condition.value.terms.compactMap(\.slot)).sorted().map { ($0, condition.line) }
    }
    return named
  }
}
