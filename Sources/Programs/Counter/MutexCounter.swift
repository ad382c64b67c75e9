import Model

/// A process-shared mutex around `counter++`.
enum MutexCounter: CounterCode {
  static let discipline = Discipline(
    name: "mutex",
    title: "a process-shared mutex",
    summary:
      "A process locks mutex before it loads the counter, and unlocks it after the store.",
    verdict:
      "Right for any number of processes. Without contention it never enters the kernel.",
    isCorrect: true,
    program: .counter,
    synchronizers: [Synchronizer(.mutex, .mutex(isShared: true, isRobust: false))],
    listing: Listing(
      adder: [
        .init(Operation(.wait, .mutex, "pthread_mutex_lock(&mutex)", letter: "m")),
        .init(Operation(.load, .counter, "r = counter", letter: "l", holdsMutex: true)),
        .init(Operation(.compute, .counter, "r = r + 1", letter: "a", holdsMutex: true)),
        .init(Operation(.store, .counter, "counter = r", letter: "s", holdsMutex: true)),
        .init(Operation(.post, .mutex, "pthread_mutex_unlock(&mutex)", letter: "M", holdsMutex: true)),
      ]))

  static func add(_ worker: inout Worker<some ExecutionMode>) throws(Interruption) {
    try worker.lock(at: 0)
    let r = try worker.loadCounter(at: 1)
    let sum = try worker.addOne(to: r, at: 2)
    try worker.storeCounter(sum, at: 3)
    try worker.unlock(at: 4)
  }
}
