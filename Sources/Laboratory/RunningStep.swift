import Glibc
import Model
import SharedMemory

/// A script step that takes more than a moment.
protocol RunningStep {
  /// Whether it may continue early when nobody watches.
  var canHurry: Bool { get }
  /// Does the next piece of its work.
  mutating func goOn(on experiment: Experiment) throws -> Turn
  /// The rows that were measured since the last call.
  mutating func takeRows() -> [ComparisonRow]
  /// The result of a search that has just ended.
  mutating func takeResult() -> ExplorationResult?
  func stop()
}

enum Turn {
  case over
  /// After this many nanoseconds.
  case again(UInt64)
}

extension RunningStep {
  var canHurry: Bool { true }
  mutating func takeRows() -> [ComparisonRow] { [] }
  mutating func takeResult() -> ExplorationResult? { nil }
  func stop() {}
}

/// Moves, one after the other.
struct RunningMoves: RunningStep {
  private var left: ArraySlice<Move>
  /// The delay between two moves: long enough to see each, short enough for many.
  private let delay: UInt64

  init(_ schedule: Schedule) {
    left = schedule.moves[...]
    delay = min(300_000_000, 3_000_000_000 / UInt64(max(1, left.count)))
  }

  mutating func goOn(on experiment: Experiment) throws -> Turn {
    if let next = left.popFirst() { try experiment.make(next) }
    return left.isEmpty ? .over : .again(delay)
  }
}

extension ScriptStep.Run {
  func act(seed: UInt64) -> any RunningStep {
    switch speed {
    case .stepped(let limit): SteppedRun(until: until, limit: limit, seed: seed)
    case .free(let seconds): FreeRun(until: until, seconds: seconds)
    }
  }
}

/// Makes steps in an order that a seed decides, until a condition holds.
struct SteppedRun: RunningStep {
  let until: Condition
  let limit: Int
  private var done = 0
  private var timetable: Timetable

  /// The first steps are slow enough to follow one by one; the others are fast.
  private static let slowSteps = 40
  private static let delay: UInt64 = 80_000_000

  init(until: Condition, limit: Int, seed: UInt64) {
    (self.until, self.limit) = (until, limit)
    timetable = Timetable(delay: 1000, seed: seed)
  }

  mutating func goOn(on experiment: Experiment) throws -> Turn {
    let evidence = Observation(experiment.snapshot())
    if until.holds(in: evidence) { return .over }
    guard done < limit else { throw UnmetCondition(until, evidence, "after \(done) steps") }
    let ready = evidence.snapshot.workers.filter { $0.state == .parked }.map(\.id)
    guard let (id, _) = timetable.next(of: ready) else {
      throw UnmetCondition(until, evidence, "after \(done) steps, when nobody could move any more")
    }
    try experiment.apply(.step(id))
    done += 1
    return .again(done < Self.slowSteps ? Self.delay : 0)
  }
}

/// Lets all workers run at full speed until a condition holds, and still holds when all stand still.
struct FreeRun: RunningStep {
  let until: Condition
  let seconds: Double
  private var deadline: UInt64?

  init(until: Condition, seconds: Double) { (self.until, self.seconds) = (until, seconds) }

  var canHurry: Bool { false }

  private static let look: UInt64 = 2_000_000

  mutating func goOn(on experiment: Experiment) throws -> Turn {
    guard let deadline else {
      self.deadline = monotonicNanoseconds() &+ UInt64(seconds * 1e9)
      try experiment.apply(.pace(.full))
      return .again(Self.look)
    }
    experiment.reap()
    let isLate = monotonicNanoseconds() >= deadline
    guard isLate || until.holds(in: Observation(experiment.snapshot())) else { return .again(Self.look) }
    try experiment.apply(.pace(.step))
    let evidence = Observation(experiment.snapshot())
    if until.holds(in: evidence) { return .over }
    if isLate { throw UnmetCondition(until, evidence, "after \(Int(seconds.rounded(.up))) s at full speed") }
    try experiment.apply(.pace(.full))
    return .again(Self.look)
  }
}

/// Measures every transport, in a separate process.
struct ComparisonAct: RunningStep {
  private let comparison: RunningComparison
  private var rows: [ComparisonRow] = []

  private static let secondsPerRow = 0.3

  /// - Parameter processors: how many; if only one is available, both processes share it.
  init(_ sizes: [Int], processors: Int, executable: String) throws(SystemError) {
    comparison = try RunningComparison(
      sizes: sizes, seconds: Self.secondsPerRow, processors: Processors.lowest(processors), executable: executable)
  }

  var canHurry: Bool { false }

  mutating func goOn(on experiment: Experiment) throws -> Turn {
    for news in comparison.news() {
      switch news {
      case .row(let row): rows.append(row)
      case .ended(nil): return .over
      case .ended(let reason?): throw Refusal(reason)
      }
    }
    return .again(50_000_000)
  }

  mutating func takeRows() -> [ComparisonRow] {
    defer { rows = [] }
    return rows
  }

  func stop() { comparison.end() }
}

/// A search for a schedule that breaks a program, beside this process.
public protocol RunningSearch: AnyObject {
  /// The news since the last call. Never blocks.
  func news() -> [ExplorationNews]
  /// Ends it, and waits until it is gone.
  func end()
}

/// Waits for a search, and checks what it was to prove.
struct ExplorationAct: RunningStep {
  private let search: any RunningSearch
  private let exploration: ScriptExploration
  private var result: ExplorationResult?

  init(_ search: any RunningSearch, _ exploration: ScriptExploration) {
    (self.search, self.exploration) = (search, exploration)
  }

  var canHurry: Bool { false }

  mutating func goOn(on experiment: Experiment) throws -> Turn {
    for news in search.news() {
      switch news {
      case .progress: break
      case .failed(let reason): throw Refusal(reason)
      case .result(let result):
        if let reason = exploration.whyNot(result) { throw Refusal(reason) }
        self.result = result
        return .over
      }
    }
    return .again(20_000_000)
  }

  mutating func takeResult() -> ExplorationResult? {
    defer { result = nil }
    return result
  }

  func stop() { search.end() }
}

/// The failure of a run in which the condition never held.
struct UnmetCondition: Error, CustomStringConvertible {
  let description: String

  init(_ condition: Condition, _ evidence: Observation, _ when: String) {
    description = "\(condition) did not come true: \(when), \(condition.findings(in: evidence))"
  }
}

/// Sleeps for this long, or until a signal arrives: nanosleep(2).
func pause(nanoseconds: UInt64) {
  var time = timespec(tv_sec: Int(nanoseconds / 1_000_000_000), tv_nsec: Int(nanoseconds % 1_000_000_000))
  nanosleep(&time, nil)
}
