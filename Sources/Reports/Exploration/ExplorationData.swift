import Model

/// A report of a search as one object, for JSON.
public struct ExplorationData: Encodable {
  /// The units of its figures. All others are counts of the things that they name.
  public static let units = ["elapsedSeconds": "s"]

  private let report: ExplorationReport

  public init(_ report: ExplorationReport) { self.report = report }

  private enum Key: String, CodingKey {
    case program, discipline, setup, states, edges, runs, exhausted, bound, levels, schedules, bad, findings, wild, walk
    case elapsedSeconds, limit
  }

  public func encode(to encoder: any Encoder) throws {
    var object = encoder.container(keyedBy: Key.self)
    try object.encode(report.setup.program.name, forKey: .program)
    try object.encode(report.setup.discipline, forKey: .discipline)
    try object.encode(SetupData(report), forKey: .setup)
    try object.encode(report.result.states, forKey: .states)
    try object.encode(report.result.edges, forKey: .edges)
    try object.encode(report.result.runs, forKey: .runs)
    try object.encode(report.result.isExhausted, forKey: .exhausted)
    try object.encodeIfPresent(report.result.limit, forKey: .limit)
    try object.encode(report.bound, forKey: .bound)
    try object.encode(report.result.levels.map(LevelData.init), forKey: .levels)
    try object.encode(report.result.schedules, forKey: .schedules)
    try object.encode(report.result.bad, forKey: .bad)
    try object.encode(report.result.findings.map(FindingData.init), forKey: .findings)
    try object.encode(WildData(report.result.wild), forKey: .wild)
    try object.encode(["runs": report.result.walk.runs, "bad": report.result.walk.bad], forKey: .walk)
    try object.encode(report.result.elapsedSeconds, forKey: .elapsedSeconds)
  }
}

/// The sizes, the processes of each role, and what was asked for.
private struct SetupData: Encodable {
  let report: ExplorationReport

  init(_ report: ExplorationReport) { self.report = report }

  private struct Key: CodingKey {
    let stringValue: String
    var intValue: Int? { nil }
    init(_ name: String) { stringValue = name }
    init?(stringValue: String) { self.init(stringValue) }
    init?(intValue: Int) { nil }
  }

  func encode(to encoder: any Encoder) throws {
    var object = encoder.container(keyedBy: Key.self)
    let setup = report.setup
    try object.encode(report.backend.rawValue, forKey: Key("backend"))
    let numbers =
      [("slots", setup.slots), ("words", setup.words), ("items", Int(clamping: report.items)), ("kills", report.kills)]
      + setup.program.parts.map { ($0.plural, setup.count(of: $0.role)) }
    for (name, number) in numbers { try object.encode(number, forKey: Key(name)) }
  }
}

private struct LevelData: Encodable {
  let preemptions: Int
  let schedules: UInt128?
  let bad: UInt128?
  let newStates: Int

  init(_ level: ExplorationResult.Level) {
    (preemptions, schedules, bad, newStates) = (level.preemptions, level.schedules, level.bad, level.newStates)
  }

  private enum Key: String, CodingKey { case preemptions, schedules, bad, newStates }

  func encode(to encoder: any Encoder) throws {
    var object = encoder.container(keyedBy: Key.self)
    try object.encode(preemptions, forKey: .preemptions)
    // Null where there is no number, so that the field is always there.
    try object.encode(schedules, forKey: .schedules)
    try object.encode(bad, forKey: .bad)
    try object.encode(newStates, forKey: .newStates)
  }
}

private struct FindingData: Encodable {
  let kind: String
  let schedule: String
  let steps: Int
  let preemptions: Int
  let simplest: Bool
  let verdict: String
  let why: String
  let passing: String?
  let difference: String

  init(_ finding: ExplorationResult.Finding) {
    kind = finding.fault.rawValue
    schedule = finding.schedule.description
    steps = finding.steps
    preemptions = finding.preemptions
    simplest = finding.isSimplest
    verdict = finding.verdict.rawValue
    why = finding.why
    passing = finding.passing?.description
    difference = finding.difference
  }

  private enum Key: String, CodingKey {
    case kind, schedule, steps, preemptions, simplest, verdict, why, passing, difference
  }

  func encode(to encoder: any Encoder) throws {
    var object = encoder.container(keyedBy: Key.self)
    try object.encode(kind, forKey: .kind)
    try object.encode(schedule, forKey: .schedule)
    try object.encode(steps, forKey: .steps)
    try object.encode(preemptions, forKey: .preemptions)
    try object.encode(simplest, forKey: .simplest)
    try object.encode(verdict, forKey: .verdict)
    try object.encode(why, forKey: .why)
    try object.encode(passing, forKey: .passing)
    try object.encode(difference, forKey: .difference)
  }
}

private struct WildData: Encodable {
  let runs: Int
  let bad: Int
  let low: Double?
  let high: Double?

  init(_ frequency: Frequency) {
    (runs, bad) = (frequency.runs, frequency.bad)
    (low, high) = (frequency.interval?.lowerBound, frequency.interval?.upperBound)
  }

  private enum Key: String, CodingKey { case runs, bad, low, high }

  func encode(to encoder: any Encoder) throws {
    var object = encoder.container(keyedBy: Key.self)
    try object.encode(runs, forKey: .runs)
    try object.encode(bad, forKey: .bad)
    // Null without runs.
    try object.encode(low, forKey: .low)
    try object.encode(high, forKey: .high)
  }
}
