import Model

/// A semaphore of one around `counter++`.
enum SemaphoreCounter: CounterCode {
  static let discipline = Discipline(
    name: "semaphores",
    title: "a semaphore of one",
    summary:
      "A process takes mutex down to 0 before it loads the counter, and posts it after the store.",
    verdict:
      "Right for any number of processes. Waiting or waking costs a system call.",
    isCorrect: true,
    program: .counter,
    synchronizers: [Synchronizer(.mutex, .semaphore(isShared: true))],
    listing: Listing(
      adder: [
        .init(Operation(.wait, .mutex, "sem_wait(mutex)", letter: "m")),
        .init(Operation(.load, .counter, "r = counter", letter: "l", holdsMutex: true)),
        .init(Operation(.compute, .counter, "r = r + 1", letter: "a", holdsMutex: true)),
        .init(Operation(.store, .counter, "counter = r", letter: "s", holdsMutex: true)),
        .init(Operation(.post, .mutex, "sem_post(mutex)", letter: "M", holdsMutex: true)),
      ]))

  static func add(_ worker: inout Worker<some ExecutionMode>) throws(Interruption) {
    try worker.wait(worker.region.mutex, .mutex, at: 0)
    let r = try worker.loadCounter(at: 1)
    let sum = try worker.addOne(to: r, at: 2)
    try worker.storeCounter(sum, at: 3)
    try worker.post(worker.region.mutex, at: 4)
  }
}
