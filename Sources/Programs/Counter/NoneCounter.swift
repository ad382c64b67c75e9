import Model

/// Plain `counter++`.
enum NoneCounter: CounterCode {
  static let discipline = Discipline(
    name: "none",
    title: "no synchronization",
    summary:
      "Every process copies the counter, adds one to the copy, and stores the copy.",
    verdict:
      "Wrong: a process that is preempted between load and store wipes out all that the others added meanwhile.",
    isCorrect: false,
    program: .counter,
    synchronizers: [Synchronizer(.mutex, .semaphore(isShared: true))],
    listing: Listing(
      adder: [
        .init(Operation(.load, .counter, "r = counter", letter: "l")),
        .init(Operation(.compute, .counter, "r = r + 1", letter: "a")),
        .provocation,
        .init(Operation(.store, .counter, "counter = r", letter: "s")),
      ]))

  static func add(_ worker: inout Worker<some ExecutionMode>) throws(Interruption) {
    let r = try worker.loadCounter(at: 0)
    let sum = try worker.addOne(to: r, at: 1)
    worker.provoke()
    try worker.storeCounter(sum, at: 2)
  }
}
