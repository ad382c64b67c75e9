import Model

/// One atomic addition instead of three operations.
enum LockFreeCounter: CounterCode {
  static let discipline = Discipline(
    name: "lock-free",
    title: "one indivisible addition",
    summary:
      "The processor loads, adds and stores in one operation that no other process can interrupt.",
    verdict:
      "Right for any number of processes, and enough for a single word. Two words that belong together need a lock.",
    isCorrect: true,
    program: .counter,
    synchronizers: [],
    listing: Listing(
      adder: [
        .init(Operation(.update, .counter, "atomic_fetch_add(&counter, 1)", letter: "a"))
      ]))

  static func add(_ worker: inout Worker<some ExecutionMode>) throws(Interruption) {
    try worker.addAtomically(at: 0)
  }
}
