import Model

/// A spinlock around `counter++`.
enum SpinlockCounter: CounterCode {
  static let discipline = Discipline(
    name: "spinlock",
    title: "one word, tried again and again",
    summary:
      "A process spins until it acquires lock, and stores 0 into it afterwards. After 100 looks it also calls sched_yield().",
    verdict:
      "Right for any number, and fast where each has a processor. If the holder is killed, the others spin for ever.",
    isCorrect: true,
    program: .counter,
    synchronizers: [Synchronizer(.lock, .spinlock)],
    listing: Listing(
      adder: [
        .init(Operation(.spin, .lock, "while (!cas(&lock, 0, me))", letter: "l")),
        .init(Operation(.load, .counter, "r = counter", letter: "l", holdsMutex: true)),
        .init(Operation(.compute, .counter, "r = r + 1", letter: "a", holdsMutex: true)),
        .init(Operation(.store, .counter, "counter = r", letter: "s", holdsMutex: true)),
        .init(Operation(.post, .lock, "lock = 0", letter: "L", holdsMutex: true)),
      ]))

  static func add(_ worker: inout Worker<some ExecutionMode>) throws(Interruption) {
    try worker.acquire(at: 0)
    worker.foundIt()
    let r = try worker.loadCounter(at: 1)
    let sum = try worker.addOne(to: r, at: 2)
    try worker.storeCounter(sum, at: 3)
    try worker.release(at: 4)
  }
}
