import Model
import Programs
import SharedMemory

/// Whether workers sleep, where the kernel does not say so: by their own words in the region, and time.
///
/// A worker says that it is blocked before it falls asleep, and takes that back when it has woken up. In between it says
/// nothing. So one is believed to be asleep once it has said the same thing for a while, and what it waits for is not there.
struct SleepBelief {
  /// How long a worker must have said that it is blocked, in nanoseconds.
  static let delay: UInt64 = 20_000_000
  /// How long all must have stood still before that counts as a deadlock, in nanoseconds.
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

  /// Forgets everything: something has happened that may have woken anybody.
  mutating func reset() { first = [:] }

  /// Whether a worker that says that it is blocked is believed. Ask again and again.
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
  /// Whether the kernel tells on what each of the workers sleeps: proc(5).
  var kernelTells: Bool {
    members.values.allSatisfy { !$0.process.isRunning || $0.reader.knowsSleep }
  }

  /// What cannot be known here, and what is done instead, in a sentence; nil where the kernel tells everything.
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

  /// Whether a worker that says that it is blocked on a variable sleeps, as far as that can be told without the kernel.
  func isBelievedAsleep(_ id: WorkerID, on variable: SharedVariable) -> Bool {
    let view = region.synchronizers().first { $0.variable == variable }
    // The kernel counts who sleeps on a System V semaphore.
    if let sleepers = view?.waiters { return sleepers >= blocked(on: variable) }
    // A private semaphore or mutex may be free, and the wake-up never comes.
    let isAvailable = view.map { $0.hasValue && !$0.synchronizer.isPrivate && $0.value > 0 } ?? false
    return sleepBelief.isAsleep(id, words(of: id), isAvailable: isAvailable)
  }

  private func blocked(on variable: SharedVariable) -> Int {
    members.count { id, member in
      let words = words(of: id)
      return member.process.isRunning && words.state.loadAcquire() == RegionValue.blocked && region.variable(of: words) == variable
    }
  }
}
