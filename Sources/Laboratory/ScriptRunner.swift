import Model
import SharedMemory

/// Where scripts are played: the present experiment, what is still to be done to it, and what was measured beside it.
///
/// Whoever owns it calls `advance` again and again while it is busy, and may look at the experiment in between.
public final class ScriptRunner {
  public private(set) var experiment: Experiment
  /// The rows of all comparisons, of each size the last.
  public private(set) var measured: [ComparisonRow] = []
  /// When it is to be called next, in nanoseconds of CLOCK_MONOTONIC; nil while there is nothing to do.
  public private(set) var due: UInt64?

  /// How many times as fast as usual it goes where somebody follows it with the eyes.
  public var speed = 1.0

  private var prelude: ArraySlice<ScriptStep> = []
  private var pending: ArraySlice<ScriptStep> = []
  private var act: (any RunningStep)?
  private var isWatched = false
  /// Whether the workers have been seen at their gates since the experiment began.
  private var isReady = false
  /// Whether it is at those deeds that lead to what somebody is to see. Who dies in them is no news.
  public private(set) var isPreparing = false
  private let executable: String
  /// Between two deeds that somebody follows with the eyes, in nanoseconds.
  private static let breath: UInt64 = 300_000_000
  private let create: (Setup, MemoryChoice) throws(ExperimentError) -> Experiment

  /// What happened while it went on.
  public enum News: Sendable, Hashable {
    /// Another experiment has taken the place of the one before.
    case began
    /// A comparison with messages of these sizes has begun.
    case comparing([Int])
    case row(ComparisonRow)
    /// All is done.
    case done
    /// Why a deed could not be done, in a sentence; those after it were given up.
    case failed(String)
  }

  /// - Parameters:
  ///   - executable: what the workers run.
  ///   - onSegment: told how to remove each segment, as of `Experiment`.
  ///   - isCancelled: whether what takes long is to be given up, as of `Experiment`.
  public init(
    _ setup: Setup, memory: MemoryChoice = .posix(), executable: String = OwnProcess.executable,
    onSegment: @escaping (Removal) -> Void = { _ in }, isCancelled: @escaping () -> Bool = { false }
  ) throws(ExperimentError) {
    create = { (setup, memory) throws(ExperimentError) in
      try Experiment(
        setup, memory: memory, executable: executable, onSegment: onSegment, isCancelled: isCancelled)
    }
    self.executable = executable
    experiment = try create(setup, memory)
  }

  /// What conditions are judged by now.
  public var evidence: Observation { Observation(experiment.snapshot(), measured: measured) }

  /// Gives up what it is doing, and begins with this: with the first deeds as fast as it goes, then with those that
  /// somebody is to follow with the eyes.
  public func perform(_ deeds: [ScriptStep], watched: [ScriptStep] = []) {
    stop()
    prelude = deeds[...]
    pending = watched[...]
    isWatched = false
    isPreparing = true
    due = 0
  }

  /// Gives up what it is doing.
  public func stop() {
    act?.stop()
    (act, prelude, pending, due) = (nil, [], [], nil)
    isPreparing = false
  }

  /// From now on nobody follows it with the eyes.
  public func hurry() {
    isPreparing = false
    prelude += pending
    pending = []
    isWatched = false
  }

  /// Goes on with what is due, until this time at most.
  public func advance(until deadline: UInt64) -> [News] {
    var news: [News] = []
    while let due {
      let now = monotonicNanoseconds()
      guard (due <= now || !isWatched && act?.canHurry ?? true) && now < deadline else { break }
      do {
        news += try goOn(now)
      } catch {
        stop()
        news.append(.failed("\(error)"))
      }
    }
    return news
  }

  /// Does all that is left.
  /// - Parameter isCancelled: asked again and again; once it says so, the rest is given up.
  /// - Throws: `Refusal` if a deed cannot be done.
  public func finish(isCancelled: () -> Bool = { false }) throws(Refusal) {
    while let due {
      if isCancelled() { return stop() }
      let now = monotonicNanoseconds()
      if due > now, !(act?.canHurry ?? true) { pause(nanoseconds: min(due - now, 10_000_000)) }
      // A long run is left from time to time, to ask again.
      for case .failed(let reason) in advance(until: now + 20_000_000) { throw Refusal(reason) }
    }
  }

  private func goOn(_ now: UInt64) throws -> [News] {
    if !isReady {
      // A script begins when every worker stands at its gate. Workers that run freely never all do.
      if experiment.isStepped { experiment.waitUntilQuiet() }
      isReady = true
    }
    if var act {
      let turn = try act.goOn(on: experiment)
      self.act = act
      switch turn {
      case .again(let delay): due = now &+ (act.canHurry ? UInt64(Double(delay) / speed) : delay)
      case .over:
        // The last move of one is to be seen as well before the first of the next is made.
        let pause = isWatched && !pending.isEmpty ? UInt64(Double(Self.breath) / speed) : 0
        (self.act, due) = (nil, now &+ pause)
      }
      let rows = act.takeRows()
      measured += rows
      return rows.map(News.row)
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
      // The one that was closed has let this thread use all processors again.
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
    }
    return []
  }

  public func close() {
    stop()
    experiment.close()
  }
}

extension MemoryChoice {
  /// New memory of this kind, named by the system.
  public init(_ backend: Backend) {
    switch backend {
    case .posix: self = .posix()
    case .sysv: self = .sysv()
    case .file: self = .file()
    }
  }
}
