import Model
import Programs
import SharedMemory

/// An experiment in which each worker does a number of items, and nothing happens but steps and a number of kills.
///
/// A worker that has done its items stands at its gate like any other, but is no longer stepped: so a schedule leads
/// to the same state here as in an experiment without an end.
public final class BoundedExperiment: Steppable {
  public let experiment: Experiment
  private let trial: Trial
  private let kills: Int
  private let quotas: [WorkerID: UInt64]

  /// Starts the workers.
  ///
  /// - Parameters:
  ///   - trial: the setup and the memory. Its items are shared out among the workers.
  ///   - kills: how many workers may be killed in a schedule.
  ///   - isCancelled: polled by everything that takes long.
  public init(
    _ trial: Trial, kills: Int = 0, isCancelled: @escaping () -> Bool = { false }
  ) throws(ExperimentError) {
    self.trial = trial
    self.kills = kills
    var setup = trial.setup
    setup.pace = .step
    experiment = try Experiment(
      setup, memory: trial.memory, executable: trial.executable, onSegment: trial.onSegment, isCancelled: isCancelled)
    quotas = Dictionary(uniqueKeysWithValues: setup.roster.map { ($0, trial.quota(of: $0)) })
    experiment.waitUntilQuiet(patience: Experiment.patienceForStarts)
  }

  public func reset() throws(Refusal) { try experiment.reset() }

  public func make(_ move: Move) throws(Refusal) {
    guard case .step(let id) = move else { return try experiment.make(move) }
    _ = try step(id, times: 1)
  }

  public func step(_ id: WorkerID, times: Int) throws(Refusal) -> Int { try experiment.step(id, times: times) }

  public func snapshot() -> Snapshot { experiment.snapshot() }

  public var stateKey: Fingerprint { experiment.fingerprint }

  public var verdict: Verdict { outcome.verdict }

  /// The steps of the workers that are at their gates and have items to do, and kills while there are some left.
  public var enabledMoves: [Move] {
    let ids = experiment.members.keys.sorted()
    let steps = ids.filter(canStep).map(Move.step)
    let dead = ids.count { experiment.members[$0]?.process.isRunning == false }
    guard dead < kills else { return steps }
    return steps + ids.filter { experiment.members[$0]?.process.isRunning == true && !hasFinished($0) }.map(Move.kill)
  }

  private func canStep(_ id: WorkerID) -> Bool {
    guard experiment.members[id]?.process.isRunning == true,
      experiment.words(of: id).state.loadAcquire() == RegionValue.parked
    else { return false }
    return !hasFinished(id)
  }

  /// Whether a worker has done its items, and stands before the next one.
  private func hasFinished(_ id: WorkerID) -> Bool {
    let words = experiment.words(of: id)
    return words.state.loadAcquire() == RegionValue.parked && words.operation.load() == 0
      && experiment.setup.program.done(id.role, words) >= quotas[id] ?? 0
  }

  // MARK: - Faults

  public var faults: Set<Fault> {
    let snapshot = experiment.snapshot(withSchedule: false, ofSleepersOnly: true)
    let outcome = outcome(of: snapshot)
    var faults = outcome.faults(in: snapshot)
    if faults.contains(.sleeper), !enabledMoves.contains(where: { if case .step = $0 { true } else { false } }) {
      faults.remove(.sleeper)
      faults.insert(.deadlock)
    }
    return faults
  }

  /// The outcome so far.
  public var outcome: Outcome { outcome(of: experiment.snapshot(withSchedule: false, ofSleepersOnly: true)) }

  /// A process that waits for the work of a killed one is no fault of the discipline.
  private func outcome(of snapshot: Snapshot) -> Outcome {
    let outcome = Outcome(of: snapshot, troubles: experiment.troubles)
    guard kills > 0, snapshot.workers.contains(where: { !$0.isAlive }) else { return outcome }
    return Outcome(of: snapshot, waits: outcome.waits.filter { $0.helper == nil }, troubles: experiment.troubles)
  }

  public func close() { experiment.close() }
}
