import Model
import Programs
import SharedMemory

/// Assumes which workers sleep if the kernel does not report it, from their records and the time.
///
/// A worker stores that it is blocked before it falls asleep, and stores that it runs after it has woken up; in
/// between it stores nothing. Therefore a worker counts as asleep when its record has not changed for a while and the
/// thing that it waits for is not available.
struct SleepBelief {
  /// How long a worker's record must say that it is blocked, in nanoseconds.
  static let delay: UInt64 = 20_000_000
  /// How long all workers must have stood still before that counts as a deadlock, in nanoseconds.
  static let proof: UInt64 = 1_000_000_000

  private struct Words: Equatable {
    var state, operation, waitsFor, passed: UInt32
    var sequence, taken: UInt64

    init(_ worker: WorkerWords) {
      state = worker.state.loadAcquire()
      operation = worker.operation.load()
      waitsFor = worker.waitsFor.load()
      passed = worker.passed.load()
      sequence = worker.sequence.load()
      taken = worker.taken.load()
    }
  }

  private var first: [WorkerID: (words: Words, time: UInt64)] = [:]

  /// Forgets everything, after an event that may have woken any worker.
  mutating func reset() { first = [:] }

  /// Whether a worker with a blocked record counts as asleep. Call it repeatedly.
  mutating func isAsleep(_ id: WorkerID, _ worker: WorkerWords, isAvailable: Bool) -> Bool {
    let words = Words(worker)
    let now = monotonicNanoseconds()
    guard !isAvailable, let before = first[id], before.words == words else {
      first[id] = (words, now)
      return false
    }
    return now - before.time >= Self.delay
  }
}

extension Experiment {
  /// Whether the kernel reports on what each of the workers sleeps: proc(5).
  var kernelTells: Bool {
    members.values.allSatisfy { !$0.process.isRunning || $0.reader.knowsSleep }
  }

  /// The missing observation and its substitute, in a sentence; nil if the kernel reports everything.
  public var limitation: String? {
    guard !kernelTells else { return nil }
    let why =
      ProcessFiles.kind == .missing
      ? "/proc is not mounted here, or belongs to another pid namespace"
      : "/proc does not tell about other processes here"
    let (delay, proof) = (SleepBelief.delay / 1_000_000, SleepBelief.proof / 1_000_000_000)
    return "\(why), so the kernel cannot confirm which processes sleep: each counts as asleep after \(delay) ms "
      + "without change, and a deadlock is reported after \(proof) s"
  }

  /// Whether a worker whose record says that it is blocked on a variable sleeps, as far as that is known without the
  /// kernel.
  func isBelievedAsleep(_ id: WorkerID, on variable: SharedVariable) -> Bool {
    let view = region.synchronizers().first { $0.variable == variable }
    // The kernel counts the sleepers of a System V semaphore.
    if let sleepers = view?.waiters { return sleepers >= blocked(on: variable) }
    // A private semaphore or mutex may be free although the wake-up never arrives.
    let isAvailable = view.map { $0.hasValue && !$0.synchronizer.isPrivate && $0.value > 0 } ?? false
    return sleepBelief.isAsleep(id, words(of: id), isAvailable: isAvailable)
  }

  private func blocked(on variable: SharedVariable) -> Int {
    members.count { id, member in
      let words = words(of: id)
      return member.process.isRunning && words.state.loadAcquire() == RegionValue.blocked
        && region.variable(of: words) == variable
    }
  }
}
