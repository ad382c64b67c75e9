import Model

/// A mutex that is not process-shared. A process with one thread acquires and releases such a mutex without an atomic
/// instruction (glibc, nptl/pthread_mutex_lock.c), which is enough for the threads of one process.
enum PrivateMutex: RingCode {
  static let discipline = Discipline(
    name: "private-mutex",
    title: "a mutex without PTHREAD_PROCESS_SHARED",
    summary:
      "Like mutex-condition, but the mutex was made for the threads of one process.",
    verdict:
      "Wrong: no wake-up leaves a process, so a process that waits sleeps for ever; sometimes two are inside at once.",
    isCorrect: false,
    synchronizers: [
      Synchronizer(.mutex, .mutex(isShared: false, isRobust: false)), .count,
      Synchronizer(.notFull, .condition), Synchronizer(.notEmpty, .condition),
    ],
    listing: MutexCondition.discipline.listing)

  // The same program, line by line: the error is not in any of its lines.

  static func put(_ worker: inout Worker<some ExecutionMode>) throws(Interruption) { try MutexCondition.put(&worker) }

  static func take(_ worker: inout Worker<some ExecutionMode>) throws(Interruption) { try MutexCondition.take(&worker) }
}
