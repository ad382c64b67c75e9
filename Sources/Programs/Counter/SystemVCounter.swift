import Model

/// A System V semaphore around `counter++`.
enum SystemVCounter: CounterCode {
  static let discipline = Discipline(
    name: "sysv-semaphores",
    title: "a System V semaphore with SEM_UNDO",
    summary:
      "A process takes mutex with semop before it loads the counter, and gives it back with semop.",
    verdict:
      "Right for any number, even if one is killed inside: SEM_UNDO gives mutex back. Each addition costs two system calls.",
    isCorrect: true,
    program: .counter,
    synchronizers: [Synchronizer(.mutex, .systemVSemaphore)],
    listing: Listing(
      adder: [
        .init(Operation(.wait, .mutex, "semop(mutex - 1, SEM_UNDO)", letter: "m")),
        .init(Operation(.load, .counter, "r = counter", letter: "l", holdsMutex: true)),
        .init(Operation(.compute, .counter, "r = r + 1", letter: "a", holdsMutex: true)),
        .init(Operation(.store, .counter, "counter = r", letter: "s", holdsMutex: true)),
        .init(Operation(.post, .mutex, "semop(mutex + 1, SEM_UNDO)", letter: "M", holdsMutex: true)),
      ]))

  static func add(_ worker: inout Worker<some ExecutionMode>) throws(Interruption) {
    try worker.take(.mutex, at: 0)
    let r = try worker.loadCounter(at: 1)
    let sum = try worker.addOne(to: r, at: 2)
    try worker.storeCounter(sum, at: 3)
    try worker.giveBack(.mutex, at: 4)
  }
}
