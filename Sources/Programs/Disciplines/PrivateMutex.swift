import Model

/// A mutex that is not process-shared.
enum PrivateMutex: RingCode {
  static let discipline = Discipline(
    name: "private-mutex",
    title: "a mutex without PTHREAD_PROCESS_SHARED",
    does:
      "The same as mutex-condition, but the mutex was made for the threads of one process.",
    verdict:
      "Wrong: its word is shared and excludes, but a wake-up never leaves the process, so who waits for it sleeps for ever.",
    isCorrect: false,
    synchronizers: [
      Synchronizer(.mutex, .mutex(isShared: false, isRobust: false)), Synchronizer(.count, .count),
      Synchronizer(.notFull, .condition), Synchronizer(.notEmpty, .condition),
    ],
    listing: MutexCondition.discipline.listing)

  // The same program, line by line: what is wrong with it stands in none of them.

  static func put(_ worker: inout Worker<some Manner>) throws(Interruption) { try MutexCondition.put(&worker) }

  static func take(_ worker: inout Worker<some Manner>) throws(Interruption) { try MutexCondition.take(&worker) }
}

/// The same around `counter++`.
enum PrivateMutexCounter: CounterCode {
  static let discipline = Discipline(
    name: "private-mutex",
    title: "a mutex without PTHREAD_PROCESS_SHARED",
    does:
      "Locks mutex, adds, unlocks, but the mutex was made for the threads of one process.",
    verdict:
      "Wrong: its word excludes, but a wake-up never leaves the process, so who waits for it sleeps for ever.",
    isCorrect: false,
    program: .counter,
    synchronizers: [Synchronizer(.mutex, .mutex(isShared: false, isRobust: false))],
    listing: MutexCounter.discipline.listing)

  static func add(_ worker: inout Worker<some Manner>) throws(Interruption) { try MutexCounter.add(&worker) }
}
