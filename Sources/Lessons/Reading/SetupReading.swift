import Model
import PlainYAML

/// An experiment that a lesson begins.
struct ExperimentSetup {
  var setup: Setup
  var backend: Backend
}

extension LessonReader {
  /// Reads a `setup` block.
  mutating func setupPart(_ fence: Fence) -> LessonPart? {
    guard let yaml = yaml(fence.body, openedAt: fence.line), let setup = setup(yaml, line: fence.line) else {
      knowsExperiments = false
      return nil
    }
    return LessonPart(line: fence.line, .deeds([Located(line: fence.line, .begin(setup.setup, setup.backend))]))
  }

  /// Reads a setup. Missing fields have the defaults of `ringside run`.
  mutating func setup(_ yaml: YAML, line: Int) -> ExperimentSetup? {
    let known =
      ["program", "discipline", "backend", "slots", "words", "processes", "text", "seed", "provoke"]
      + Set(programs.flatMap(\.parts).map(\.plural)).sorted()
    let before = mistakes.count
    guard
      let fields = fields(of: yaml, "a setup", line: line, known: known, required: ["program", "discipline"]),
      let program = choice(fields, "program", among: programs, named: \.name)
    else { return nil }
    checkMisplaced(fields, program)
    var setup = Setup(program, counts: counts(fields, program), discipline: "", pace: .step)
    setup.slots = number(fields, "slots", in: Setup.Limit.slots) ?? 10
    setup.words = number(fields, "words", in: Setup.Limit.words) ?? 1
    setup.seed = number(fields, "seed", in: 0...UInt64.max) ?? 1
    let provoke = number(fields, "provoke", in: Setup.Limit.provoke)
    setup.provoke = provoke ?? Provocation.standard
    setup.text = writing(fields) ?? Setup.standardText
    let backend = choice(fields, "backend", among: Backend.allCases, named: \.rawValue) ?? .posix
    guard let discipline = text(fields, "discipline") else { return nil }
    setup.discipline = discipline.value
    if let reason = whyNot(discipline.value, setup) { mistake(discipline.line, reason) }
    if let provoke, let line = fields["provoke"]?.line, let reason = whyNot(provoking: provoke, setup) {
      mistake(line, reason)
    }
    return mistakes.count == before ? ExperimentSetup(setup: setup, backend: backend) : nil
  }

  /// The reason why a setup cannot run under a discipline; nil if it can.
  func whyNot(_ name: String, _ setup: Setup) -> String? {
    let offered = disciplines.filter { $0.belongs(to: setup.program) }
    guard let discipline = offered.first(where: { $0.name == name }) else {
      return unknown("a discipline of the program \(setup.program.name)", name, among: offered.map(\.name))
    }
    return discipline.whyNot(setup)
  }

  private func whyNot(provoking interval: Int, _ setup: Setup) -> String? {
    disciplines.first { $0.belongs(to: setup.program) && $0.name == setup.discipline }?
      .whyNot(provokingEvery: interval, among: disciplines)
  }

  /// All programs, in order.
  private var programs: [Program] {
    var found: [Program] = []
    for discipline in disciplines where !found.contains(discipline.program) { found.append(discipline.program) }
    return found
  }

  private mutating func choice<Choice>(
    _ fields: Fields, _ name: String, among all: [Choice], named title: KeyPath<Choice, String>
  ) -> Choice? {
    guard let text = text(fields, name) else { return nil }
    guard let choice = all.first(where: { $0[keyPath: title] == text.value }) else {
      mistake(text.line, unknown("a \(name)", text.value, among: all.map { $0[keyPath: title] }))
      return nil
    }
    return choice
  }

  /// How many workers each role has.
  private mutating func counts(_ fields: Fields, _ program: Program) -> [Role: Int] {
    var counts = program.standardCounts
    for part in program.parts {
      let name = part.role == program.variablePart?.role && fields[part.plural] == nil ? "processes" : part.plural
      if let count = number(fields, name, in: part.counts) { counts[part.role] = count }
    }
    if counts.values.allSatisfy({ $0 == 0 }) {
      let nouns = program.parts.map(\.noun).joined(separator: " or ")
      mistake(fields.line, "there is no process; use at least one \(nouns)")
    }
    return counts
  }

  private mutating func checkMisplaced(_ fields: Fields, _ program: Program) {
    if program.variablePart == nil, let processes = fields["processes"] {
      let plurals = program.parts.map { "`\($0.plural)`" }.joined(separator: " and ")
      mistake(processes.line, "the \(program.shortTitle) has no `processes`; use \(plurals)")
    }
    for part in programs.flatMap(\.parts) where program.part(part.role)?.noun != part.noun {
      guard let workers = fields[part.plural] else { continue }
      let use =
        program.variablePart == nil ? program.parts.map { "`\($0.plural)`" }.joined(separator: " and ") : "`processes`"
      mistake(workers.line, "the program \(program.name) has no \(part.plural); use \(use)")
      break
    }
    if !program.settings.contains(.text), let text = fields["text"] {
      let others = programs.filter { $0.settings.contains(.text) }.map(\.name).joined(separator: " and ")
      mistake(text.line, "the program \(program.name) has no `text`; only \(others) has one")
    }
  }

  /// The text that the writer writes.
  private mutating func writing(_ fields: Fields) -> String? {
    guard let text = text(fields, "text") else { return nil }
    guard text.value.utf8.count <= MessageView.longest, !text.value.contains(where: \.isNewline) else {
      mistake(text.line, "`text` must be one line of at most \(MessageView.longest) bytes")
      return nil
    }
    return text.value
  }
}
