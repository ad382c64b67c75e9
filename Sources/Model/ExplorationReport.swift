/// What was searched for a schedule that breaks a program, and the result.
public struct ExplorationReport: Sendable, Hashable {
  public var setup: Setup
  public var backend: Backend
  /// How many items the processes do.
  public var items: UInt64
  /// How many processes may be killed in a schedule.
  public var kills: Int
  /// The most preemptions that were asked for; nil for any number.
  public var bound: Int?
  public var result: ExplorationResult

  public init(setup: Setup, backend: Backend, items: UInt64, kills: Int, bound: Int?, result: ExplorationResult) {
    self.setup = setup
    self.backend = backend
    self.items = items
    self.kills = kills
    self.bound = bound
    self.result = result
  }
}

/// The result of a search for a schedule that breaks a program.
public struct ExplorationResult: Sendable, Hashable, Codable {
  /// The schedules with one number of preemptions.
  public struct Level: Sendable, Hashable, Codable {
    public var preemptions: Int
    /// The complete schedules with exactly so many preemptions, and those that end badly; nil if there is no finite
    /// number, or if counting them would take too long.
    public var schedules: UInt128?
    public var bad: UInt128?
    /// How many states no schedule with fewer preemptions leads to.
    public var newStates: Int

    public init(preemptions: Int, schedules: UInt128?, bad: UInt128?, newStates: Int) {
      (self.preemptions, self.schedules, self.bad, self.newStates) = (preemptions, schedules, bad, newStates)
    }
  }

  /// A schedule that leads to a fault, beside a run without one.
  public struct Finding: Sendable, Hashable, Codable {
    public var fault: Fault
    /// The moves up to the one that shows the fault.
    public var schedule: Schedule
    public var preemptions: Int
    /// Whether no simpler schedule leads to the fault.
    public var isSimplest: Bool
    /// The verdict of a run of this schedule.
    public var verdict: Verdict
    /// One sentence or two, with code between backticks.
    public var why: String
    /// The complete run without a fault that is nearest to it, if one is known.
    public var passing: Schedule?
    /// How the two differ, in words.
    public var difference: String
    /// The steps of both, for drawing them side by side.
    public var failingSteps: [RunStep]
    public var passingSteps: [RunStep]

    public init(
      fault: Fault, schedule: Schedule, preemptions: Int, isSimplest: Bool, verdict: Verdict, why: String,
      passing: Schedule?, difference: String, failingSteps: [RunStep] = [], passingSteps: [RunStep] = []
    ) {
      self.fault = fault
      self.schedule = schedule
      self.preemptions = preemptions
      self.isSimplest = isSimplest
      self.verdict = verdict
      self.why = why
      self.passing = passing
      self.difference = difference
      self.failingSteps = failingSteps
      self.passingSteps = passingSteps
    }

    /// How many moves lead to the fault.
    public var steps: Int { schedule.moves.count }
  }

  public var states: Int
  public var edges: Int
  /// How often the processes were sent back to their start.
  public var runs: Int
  /// Whether every state and every move was covered.
  public var isExhausted: Bool
  /// Why the search ended, if it did not cover everything: the end of a sentence.
  public var limit: String?
  public var levels: [Level]
  /// The complete schedules, and those that end badly; nil if not everything was covered, or if there is no finite
  /// number.
  public var schedules: UInt128?
  public var bad: UInt128?
  /// The simplest of each fault, the simplest of all first.
  public var findings: [Finding] = []
  /// Free runs, unprovoked.
  public var wild = Frequency()
  /// Runs in which the next move was chosen at random.
  public var walk = Frequency()
  public var elapsedSeconds = 0.0

  public init(
    states: Int, edges: Int, runs: Int, isExhausted: Bool, limit: String? = nil, levels: [Level] = [],
    schedules: UInt128? = nil, bad: UInt128? = nil
  ) {
    self.states = states
    self.edges = edges
    self.runs = runs
    self.isExhausted = isExhausted
    self.limit = limit
    self.levels = levels
    self.schedules = schedules
    self.bad = bad
  }
}

/// How far a search has come.
public struct ExplorationProgress: Sendable, Hashable, Codable {
  /// How many preemptions are allowed at present.
  public var level: Int
  public var states: Int
  /// How many moves of the present level are still open.
  public var frontier: Int
  public var runs: Int
  public var seconds: Double

  public init(level: Int, states: Int, frontier: Int, runs: Int, seconds: Double) {
    (self.level, self.states, self.frontier, self.runs, self.seconds) = (level, states, frontier, runs, seconds)
  }

  public var runsPerSecond: Double { seconds > 0 ? Double(runs) / seconds : 0 }
}

/// News of a search that is under way.
public enum ExplorationNews: Sendable, Hashable, Codable {
  case progress(ExplorationProgress)
  case result(ExplorationResult)
  /// It could not be made, for this reason.
  case failed(String)
}
