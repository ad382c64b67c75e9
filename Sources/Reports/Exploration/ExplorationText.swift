import Model

extension ExplorationReport {
  /// The report as text, a sentence for each line.
  public var sentences: [String] {
    levelLines + [coverage] + findings.flatMap(lines) + frequencies + [conclusion]
  }

  /// "1 234 states"
  private func grouped(_ number: some BinaryInteger, _ noun: String) -> String {
    "\(Quantity.grouped(number)) \(noun)\(number == 1 ? "" : "s")"
  }

  private var levelLines: [String] {
    levels.map { level in
      let name = "\(grouped(level.preemptions, "preemption")): "
      let states = "\(grouped(level.newStates, "new state"))"
      guard let schedules = level.schedules, let bad = level.bad else { return name + states }
      let verdict = bad == 0 ? "no bug" : "\(Quantity.grouped(bad)) bad"
      return name + "\(grouped(schedules, "schedule")), \(verdict), \(states)"
    }
  }

  /// "everything: 21 states, 30 moves, 10 runs; 18 of 20 schedules are bad"
  private var coverage: String {
    let sizes =
      "\(grouped(states, "state")), \(grouped(edges, "move")), \(grouped(runs, "run"))"
    guard isExhausted else { return "not everything: \(sizes)\(limit.map { "; \($0)" } ?? "")" }
    guard let schedules, let bad else {
      return "everything: \(sizes); a process can go round in a circle, so the schedules have no finite number"
    }
    return "everything: \(sizes); \(Quantity.grouped(bad)) of \(grouped(schedules, "schedule")) "
      + (schedules == 1 ? "is bad" : "are bad")
  }

  /// The longest schedule that is in a sentence, in steps. A longer one is only in the command that replays it.
  private static let longest = 200

  private func lines(of finding: Finding) -> [String] {
    let simplest = finding.isSimplest ? "" : " (there may be a simpler one)"
    let passing = finding.passing.map { ["passes: \($0)"] } ?? []
    let schedule = finding.steps > Self.longest ? "" : ": \(finding.schedule)"
    return [
      "found \(finding.fault.title) at \(grouped(finding.preemptions, "preemption")) after "
        + "\(grouped(finding.steps, "step"))\(simplest)\(schedule)",
      "why: \(finding.why)",
    ] + passing + [finding.difference]
  }

  private var frequencies: [String] {
    var parts: [String] = []
    if wild.runs > 0 { parts.append("wild \(wild.bad) of \(grouped(wild.runs, "run"))") }
    if walk.runs > 0 { parts.append("random walk \(walk.bad) of \(walk.runs)") }
    return parts.isEmpty ? [] : ["how often: " + parts.joined(separator: ", ")]
  }

  /// The result in one sentence.
  public var conclusion: String {
    if let first = findings.first {
      return "broken: \(first.fault.title) at \(grouped(first.preemptions, "preemption"))"
    }
    if isExhausted { return "proved: no bug at any number of preemptions, for these items and processes" }
    guard let level = levels.last?.preemptions else { return "nothing found, and not everything was covered" }
    return "no bug within \(grouped(level, "preemption")); beyond that it was not covered"
  }

  /// The command that replays a schedule.
  public func replayCommand(_ schedule: Schedule) -> String {
    let program = setup.program
    var words = ["ringside run"]
    if backend != .posix { words.append("--backend \(backend.rawValue)") }
    words += ["--program \(program.name)", "--discipline \(setup.discipline)"]
    if program.hasSlots { words.append("--slots \(setup.slots)") }
    if program.hasSlots && setup.words > 1 { words.append("--words \(setup.words)") }
    for part in program.parts where setup.count(of: part.role) != part.standardCount {
      words.append("--\(part.plural) \(setup.count(of: part.role))")
    }
    return (words + ["--schedule '\(schedule)'"]).joined(separator: " ")
  }
}
