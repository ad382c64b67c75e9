import Model

// The results of a search in words, for its screen and its report.

extension ExplorationResult {
  /// "1 234 states"
  public static func counted(_ number: some BinaryInteger, _ noun: String, _ plural: String? = nil) -> String {
    "\(Quantity.grouped(number)) \(number == 1 ? noun : plural ?? noun + "s")"
  }

  /// What was covered: ("everything", "21 states, 28 moves, 6 runs: 18 of 20 schedules are bad"), from the longest
  /// wording to the shortest.
  public var coverage: (name: String, wordings: [String]) {
    let sizes = [Self.counted(states, "state"), Self.counted(edges, "move"), Self.counted(runs, "run")]
    let long = sizes.joined(separator: ", ")
    let short = "\(sizes[0]), \(sizes[2])"
    guard isExhausted else {
      let rest = limit.map { ": \($0)" } ?? ""
      return ("not everything", [long + rest, short + rest, short])
    }
    guard let schedules, let bad else {
      return (
        "everything", ["\(long): the schedules have no finite number, since a process can go round in a circle", long]
      )
    }
    let shares =
      "\(Quantity.grouped(bad)) of \(Self.counted(schedules, "schedule")) \(schedules == 1 ? "is" : "are") bad"
    return ("everything", ["\(long): \(shares)", "\(short): \(shares)", shares])
  }

  /// How often a run fails: free, at random, among all schedules. Empty if nothing was counted.
  public var frequencies: [String] {
    var parts: [String] = []
    if wild.runs > 0 { parts.append("\(wild.bad) of \(Self.counted(wild.runs, "free run"))") }
    if walk.runs > 0 { parts.append("random walk \(walk.bad * 100 / walk.runs) %") }
    if let schedules, let bad, schedules > 0 {
      parts.append("all schedules \(Quantity.tenths(Double(bad) / Double(schedules) * 100)) %")
    }
    return parts
  }

  /// The result in one sentence.
  public var conclusion: String {
    if let first = findings.first {
      return "broken: \(first.fault.title) at \(Self.counted(first.preemptions, "preemption"))"
    }
    if isExhausted { return "proved: no bug at any number of preemptions, for these items and processes" }
    guard let level = levels.last?.preemptions else { return "nothing was found, and not everything was covered" }
    return "no bug within \(Self.counted(level, "preemption")); the rest was not covered"
  }
}

extension ExplorationResult.Level {
  /// "4 schedules, 4 bad, 9 new states"
  public var words: String {
    let states = ExplorationResult.counted(newStates, "new state")
    guard let schedules, let bad else { return states }
    let verdict = bad == 0 ? "no bug" : "\(Quantity.grouped(bad)) bad"
    return "\(ExplorationResult.counted(schedules, "schedule")), \(verdict), \(states)"
  }
}
