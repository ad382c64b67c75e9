import Model

/// An experiment that a lesson begins.
struct ExperimentSetup {
  var setup: Setup
  var backend: Backend
}

extension LessonReader {
  /// A block `setup`.
  mutating func setupPart(_ fence: Fence) -> LessonPart? {
    guard let yaml = yaml(fence.body, openedAt: fence.line), let setup = setup(yaml, line: fence.line) else {
      knowsExperiments = false
      return nil
    }
    return LessonPart(line: fence.line, .deeds([Located(line: fence.line, .begin(setup.setup, setup.backend))]))
  }

  /// Reads a setup. What it leaves out is as with `ringside run`.
  mutating func setup(_ yaml: YAML, line: Int) -> ExperimentSetup? {
    let known = [
      "program", "discipline", "backend", "slots", "words", "producers", "consumers", "processes", "text", "seed",
      "provoke",
    ]
    let before = mistakes.count
    guard
      let fields = fields(of: yaml, "a setup", line: line, known: known, required: ["program", "discipline"]),
      let program = choice(fields, "program", among: Program.allCases)
    else { return nil }
    checkMisplaced(fields, program)
    let counts = counts(fields, program)
    var setup = Setup(program: program, producers: counts.first, consumers: counts.second, pace: .step)
    setup.slots = number(fields, "slots", in: Setup.Limit.slots) ?? 10
    setup.words = number(fields, "words", in: Setup.Limit.words) ?? 1
    setup.seed = number(fields, "seed", in: 0...UInt64.max) ?? 1
    let provoke = number(fields, "provoke", in: Setup.Limit.provoke)
    setup.provoke = provoke ?? Provocation.standard
    setup.text = writing(fields) ?? Setup.standardText
    let backend = choice(fields, "backend", among: Backend.allCases) ?? .posix
    guard let discipline = text(fields, "discipline") else { return nil }
    setup.discipline = discipline.value
    if let reason = whyNot(discipline.value, setup) { mistake(discipline.line, reason) }
    if let provoke, let line = fields["provoke"]?.line, let reason = whyNot(provoking: provoke, setup) {
      mistake(line, reason)
    }
    return mistakes.count == before ? ExperimentSetup(setup: setup, backend: backend) : nil
  }

  /// Why a setup cannot run under a discipline; nil if it can.
  func whyNot(_ name: String, _ setup: Setup) -> String? {
    let offered = disciplines.filter { $0.program == setup.program }
    guard let discipline = offered.first(where: { $0.name == name }) else {
      return unknown("a discipline of the program \(setup.program.rawValue)", name, among: offered.map(\.name))
    }
    return discipline.whyNot(setup)
  }

  private func whyNot(provoking interval: Int, _ setup: Setup) -> String? {
    disciplines.first { $0.program == setup.program && $0.name == setup.discipline }?
      .whyNot(provokingEvery: interval, among: disciplines)
  }

  private mutating func choice<Choice: RawRepresentable<String>>(
    _ fields: Fields, _ name: String, among all: [Choice]
  ) -> Choice? {
    guard let text = text(fields, name) else { return nil }
    guard let choice = Choice(rawValue: text.value) else {
      mistake(text.line, unknown("a \(name)", text.value, among: all.map(\.rawValue)))
      return nil
    }
    return choice
  }

  /// How many workers each role has.
  private mutating func counts(_ fields: Fields, _ program: Program) -> (first: Int, second: Int) {
    let perRole = Setup.Limit.workersPerRole
    switch program {
    case .ring:
      let producers = number(fields, "producers", in: perRole) ?? 1
      let consumers = number(fields, "consumers", in: perRole) ?? 1
      if producers + consumers == 0 {
        mistake(fields.line, "there is no process; use at least one producer or consumer")
      }
      return (producers, consumers)
    case .counter: return (number(fields, "processes", in: 1...perRole.upperBound) ?? 2, 0)
    case .message: return (1, number(fields, "processes", in: 1...perRole.upperBound) ?? 1)
    }
  }

  private mutating func checkMisplaced(_ fields: Fields, _ program: Program) {
    if program == .ring, let processes = fields["processes"] {
      mistake(processes.line, "the ring has no `processes`; use `producers` and `consumers`")
    }
    if program != .ring, let workers = fields["producers"] ?? fields["consumers"] {
      mistake(
        workers.line, "only the ring has producers and consumers; use `processes` for the program \(program.rawValue)")
    }
    if program != .message, let text = fields["text"] {
      mistake(text.line, "the program \(program.rawValue) has no `text`; only message has one")
    }
  }

  /// What the writer of the message writes.
  private mutating func writing(_ fields: Fields) -> String? {
    guard let text = text(fields, "text") else { return nil }
    guard text.value.utf8.count <= MessageView.longest, !text.value.contains(where: \.isNewline) else {
      mistake(text.line, "`text` must be one line of at most \(MessageView.longest) bytes")
      return nil
    }
    return text.value
  }
}
