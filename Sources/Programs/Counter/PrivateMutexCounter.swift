import Model

/// A mutex around `counter++` that is not shared between processes.
enum PrivateMutexCounter: CounterCode {
  static let discipline = Discipline(
    name: "private-mutex",
    title: "a mutex without PTHREAD_PROCESS_SHARED",
    summary:
      "A process locks mutex, adds and unlocks, but the mutex was made for the threads of one process.",
    verdict:
      "Wrong: no wake-up leaves a process, so a waiting one sleeps for ever, two are inside at once, or glibc notices and aborts.",
    isCorrect: false,
    program: .counter,
    synchronizers: [Synchronizer(.mutex, .mutex(isShared: false, isRobust: false))],
    listing: MutexCounter.discipline.listing)

  static func add(_ worker: inout Worker<some ExecutionMode>) throws(Interruption) { try MutexCounter.add(&worker) }
}
