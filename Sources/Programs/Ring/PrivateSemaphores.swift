import Model

/// Semaphores that are not shared between processes.
enum PrivateSemaphores: RingCode {
  static let discipline = Discipline(
    name: "private-semaphores",
    title: "sem_init with pshared 0",
    summary:
      "The textbook's three, but made with pshared 0, for the threads of one process.",
    verdict:
      "Wrong: the counts are shared, but no wake-up leaves a process, so a process that falls asleep sleeps for ever.",
    isCorrect: false,
    synchronizers: Synchronizer.semaphores(isShared: false),
    listing: Semaphores.discipline.listing)

  // The same program, line by line: the error is not in any of its lines.

  static func put(_ worker: inout Worker<some ExecutionMode>) throws(Interruption) { try Semaphores.put(&worker) }

  static func take(_ worker: inout Worker<some ExecutionMode>) throws(Interruption) { try Semaphores.take(&worker) }
}
