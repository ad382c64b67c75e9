import Model

extension LessonReader {
  /// Reads an `explore` block.
  mutating func explorationPart(_ fence: Fence) -> LessonPart? {
    guard let yaml = yaml(fence.body, openedAt: fence.line),
      let fields = fields(
        of: yaml, "an explore block", line: fence.line, known: ["claim", "items", "kills", "find"], required: ["claim"])
    else { return nil }
    var exploration = ScriptExploration(claim: .noBug)
    if let items = number(fields, "items", in: ScriptExploration.Limit.items) { exploration.items = items }
    if let kills = number(fields, "kills", in: ScriptExploration.Limit.kills) { exploration.kills = kills }
    if let name = text(fields, "find"), name.value != "any" {
      guard let fault = Fault(rawValue: name.value) else {
        mistake(name.line, unknown("a kind of bug", name.value[...], among: Fault.allCases.map(\.rawValue) + ["any"]))
        return nil
      }
      exploration.fault = fault
    }
    guard let text = text(fields, "claim") else { return nil }
    guard let claim = ScriptExploration.Claim(reading: text.value) else {
      mistake(
        text.line,
        "\(quoted(text.value)) is not a claim; write `no bug at any number of preemptions`, "
          + "`no bug within 1 preemption` or `found within 1 preemption`")
      return nil
    }
    exploration.claim = claim
    return LessonPart(line: fence.line, .deeds([Located(line: text.line, .explore(exploration))]))
  }
}
