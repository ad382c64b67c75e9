import Model

/// A robust mutex around `counter++`.
enum RobustMutexCounter: CounterCode {
  static let discipline = Discipline(
    name: "robust-mutex",
    title: "a mutex that survives its holder",
    summary:
      "When its holder dies, the next process gets the mutex with EOWNERDEAD, makes it consistent and continues.",
    verdict:
      "Right even if a process is killed inside: the counter is one word, and a word is never half written.",
    isCorrect: true,
    program: .counter,
    synchronizers: [Synchronizer(.mutex, .mutex(isShared: true, isRobust: true))],
    listing: Listing(
      adder: [
        .init(Operation(.wait, .mutex, "if (lock(&mutex) == EOWNERDEAD)", letter: "m")),
        .init(
          Operation(
            .update, .mutex, "  pthread_mutex_consistent(&mutex)", letter: "x", holdsMutex: true, isConditional: true)),
        .init(Operation(.load, .counter, "r = counter", letter: "l", holdsMutex: true)),
        .init(Operation(.compute, .counter, "r = r + 1", letter: "a", holdsMutex: true)),
        .init(Operation(.store, .counter, "counter = r", letter: "s", holdsMutex: true)),
        .init(Operation(.post, .mutex, "pthread_mutex_unlock(&mutex)", letter: "M", holdsMutex: true)),
      ]))

  static func add(_ worker: inout Worker<some ExecutionMode>) throws(Interruption) {
    if try worker.lock(at: 0) { try worker.makeConsistent(at: 1) }
    let r = try worker.loadCounter(at: 2)
    let sum = try worker.addOne(to: r, at: 3)
    try worker.storeCounter(sum, at: 4)
    try worker.unlock(at: 5)
  }
}
