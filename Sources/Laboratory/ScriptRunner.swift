import Model
import SharedMemory

/// Runs scripts: holds the present experiment, the steps still to do, and the measurements.
///
/// Its owner calls `advance` repeatedly while it is busy, and may read the experiment in between.
public final class ScriptRunner {
  public private(set) var experiment: Experiment
  /// The rows of all comparisons; for each size the last.
  public private(set) var measured: [ComparisonRow] = []
  /// The result of the last search.
  public private(set) var explored: ExplorationResult?
  /// When to call `advance` next, in nanoseconds of CLOCK_MONOTONIC; nil while there is nothing to do.
  public private(set) var due: UInt64?

  /// A factor on the usual speed of the steps that somebody watches.
  public var speed = 1.0

  private var prelude: ArraySlice<ScriptStep> = []
  private var pending: ArraySlice<ScriptStep> = []
  private var act: (any RunningStep)?
  private var isWatched = false
  /// Whether the workers were at their gates since the experiment began.
  private var isReady = false
  /// Whether it is doing the preparing steps, which nobody watches. Deaths of workers in these are no news.
  public private(set) var isPreparing = false
  private let executable: String
  /// The pause between two steps that somebody watches, in nanoseconds.
  private static let breath: UInt64 = 300_000_000
  private let explorer: Explorer?
  private let create: (Setup, MemoryChoice) throws(ExperimentError) -> Experiment

  /// The events of a script.
  public enum News: Sendable, Hashable {
    /// A new experiment has replaced the one before.
    case began
    /// A comparison with messages of these sizes has begun.
    case comparing([Int])
    case row(ComparisonRow)
    /// A search has begun.
    case exploring
    case explored(ExplorationResult)
    /// All is done.
    case done
    /// The reason why a step failed, in a sentence; the steps after it were abandoned.
    case failed(String)
  }

  /// Starts a search of an experiment's present setup.
  public typealias Explorer = (ScriptExploration, Setup, Backend) throws -> any RunningSearch

  /// - Parameters:
  ///   - executable: the program that the workers run.
  ///   - onSegment: receives the removal of each segment, as for `Experiment`.
  ///   - isCancelled: whether to give up what takes long, as for `Experiment`.
  ///   - explorer: makes the searches of a script; without it, such a step fails.
  public init(
    _ setup: Setup, memory: MemoryChoice = .posix(), executable: String = OwnProcess.executable,
    onSegment: @escaping (Removal) -> Void = { _ in }, isCancelled: @escaping () -> Bool = { false },
    explorer: Explorer? = nil
  ) throws(ExperimentError) {
    self.explorer = explorer
    create = { (setup, memory) throws(ExperimentError) in
      try Experiment(
        setup, memory: memory, executable: executable, onSegment: onSegment, isCancelled: isCancelled)
    }
    self.executable = executable
    experiment = try create(setup, memory)
  }

  /// The present data against which conditions are judged.
  public var evidence: Observation { Observation(experiment.snapshot(), measured: measured, explored: explored) }

  /// Abandons the present script and starts this one: first the preparing steps, as fast as possible, then the steps
  /// that somebody watches.
  public func perform(_ deeds: [ScriptStep], watched: [ScriptStep] = []) {
    stop()
    prelude = deeds[...]
    pending = watched[...]
    isWatched = false
    isPreparing = true
    due = 0
  }

  /// Abandons the present script.
  public func stop() {
    act?.stop()
    (act, prelude, pending, due) = (nil, [], [], nil)
    isPreparing = false
  }

  /// Does the rest as fast as possible, because nobody watches any more.
  public func hurry() {
    isPreparing = false
    prelude += pending
    pending = []
    isWatched = false
  }

  /// Does the steps that are due, until this time at most.
  public func advance(until deadline: UInt64) -> [News] {
    var news: [News] = []
    while case let now = monotonicNanoseconds(), now < deadline, isDue(at: now) { news += advance(at: now) }
    return news
  }

  /// Does the next piece of work if it is due: one move at most, for an owner that describes each of them.
  public func advanceOnce() -> [News] {
    let now = monotonicNanoseconds()
    return isDue(at: now) ? advance(at: now) : []
  }

  private func isDue(at now: UInt64) -> Bool {
    due.map { $0 <= now || !isWatched && act?.canHurry ?? true } ?? false
  }

  private func advance(at now: UInt64) -> [News] {
    do {
      return try goOn(now)
    } catch {
      stop()
      return [.failed("\(error)")]
    }
  }

  /// Does all remaining steps.
  ///
  /// - Parameters:
  ///   - isCancelled: polled; once it returns true, the rest is abandoned.
  ///   - onNews: receives what happens, other than a failure.
  /// - Throws: `Refusal` if a step fails.
  public func finish(
    isCancelled: () -> Bool = { false }, onNews: (News) -> Void = { _ in }
  ) throws(Refusal) {
    while let due {
      if isCancelled() { return stop() }
      let now = monotonicNanoseconds()
      if due > now, !(act?.canHurry ?? true) { pause(nanoseconds: min(due - now, 10_000_000)) }
      // Returns from a long run now and then, to check for cancellation.
      for news in advance(until: now + 20_000_000) {
        if case .failed(let reason) = news { throw Refusal(reason) }
        onNews(news)
      }
    }
  }

  private func goOn(_ now: UInt64) throws -> [News] {
    if !isReady {
      // A script begins when every worker is at its gate. Workers that run freely are never all there.
      if experiment.isStepped { experiment.waitUntilQuiet() }
      isReady = true
    }
    if var act {
      let turn = try act.goOn(on: experiment)
      self.act = act
      switch turn {
      case .again(let delay): due = now &+ (act.canHurry ? UInt64(Double(delay) / speed) : delay)
      case .over:
        // Shows the last move of a step before the first move of the next one.
        let pause = isWatched && !pending.isEmpty ? UInt64(Double(Self.breath) / speed) : 0
        (self.act, due) = (nil, now &+ pause)
      }
      let rows = act.takeRows()
      measured += rows
      let result = act.takeResult()
      if let result { explored = result }
      return rows.map(News.row) + (result.map { [.explored($0)] } ?? [])
    }
    if let deed = prelude.popFirst() { return try begin(deed) }
    if isPreparing {
      experiment.reap()
      _ = experiment.takeNotices()
      isPreparing = false
    }
    if let deed = pending.popFirst() {
      isWatched = true
      return try begin(deed)
    }
    due = nil
    return [.done]
  }

  private func begin(_ deed: ScriptStep) throws -> [News] {
    switch deed {
    case .begin(let setup, let backend):
      if setup == experiment.setup, backend == experiment.locator.backend, experiment.isUntouched { return [] }
      let next = try create(setup, MemoryChoice(backend))
      experiment.close()
      experiment = next
      // The experiment that was closed has unpinned this thread.
      next.pin()
      isReady = false
      return [.began]
    case .reset: try experiment.apply(.reset)
    case .discipline(let name): try experiment.apply(.discipline(name))
    case .moves(let schedule): act = RunningMoves(schedule)
    case .run(let run): act = run.act(seed: experiment.setup.seed)
    case .compare(let sizes, let processors):
      measured.removeAll { sizes.contains($0.size) }
      act = try ComparisonAct(sizes, processors: processors, executable: executable)
      return [.comparing(sizes)]
    case .explore(let exploration):
      guard let explorer else { throw Refusal("no search can be made here") }
      explored = nil
      let search = try explorer(exploration, experiment.presentSetup, experiment.locator.backend)
      act = ExplorationAct(search, exploration)
      return [.exploring]
    }
    return []
  }

  public func close() {
    stop()
    experiment.close()
  }
}

extension MemoryChoice {
  /// New memory of this kind, with the default name.
  public init(_ backend: Backend) {
    switch backend {
    case .posix: self = .posix()
    case .sysv: self = .sysv()
    case .file: self = .file()
    }
  }
}
