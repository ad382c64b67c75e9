import Model

/// A lock on which processes spin.
enum Spinlock: RingCode {
  static let discipline = Discipline(
    name: "spinlock",
    title: "one word, tried again and again",
    summary:
      "A process that finds lock taken, or the ring full or empty, spins. After 100 looks it also calls sched_yield().",
    verdict:
      "Right for any number, and fast where waits are short and each process has a processor. Otherwise the spinning is wasted.",
    isCorrect: true,
    synchronizers: [Synchronizer(.lock, .spinlock), .count],
    listing: Listing(
      producer: [
        .init("item = produce()"),
        .init(Operation(.spin, .lock, "while (!cas(&lock, 0, me))", letter: "l")),
        .init(Operation(.test, .count, "if (count == n)", letter: "?", holdsMutex: true)),
        .init(Operation(.post, .lock, "  lock = 0, try again", letter: "x", holdsMutex: true, isConditional: true)),
        .init(Operation(.load, .in, "i = in", letter: "i", holdsMutex: true)),
        .init(Operation(.store, .slot, "slot[i] = item", letter: "s", holdsMutex: true)),
        .init(Operation(.store, .in, "in = (i + 1) % n", letter: "n", holdsMutex: true)),
        .init(Operation(.update, .count, "count = count + 1", letter: "c", holdsMutex: true)),
        .init(Operation(.post, .lock, "lock = 0", letter: "L", holdsMutex: true)),
      ],
      consumer: [
        .init(Operation(.spin, .lock, "while (!cas(&lock, 0, me))", letter: "l")),
        .init(Operation(.test, .count, "if (count == 0)", letter: "?", holdsMutex: true)),
        .init(Operation(.post, .lock, "  lock = 0, try again", letter: "x", holdsMutex: true, isConditional: true)),
        .init(Operation(.load, .out, "o = out", letter: "o", holdsMutex: true)),
        .init(Operation(.load, .slot, "item = slot[o]", letter: "t", holdsMutex: true)),
        .init(Operation(.store, .out, "out = (o + 1) % n", letter: "n", holdsMutex: true)),
        .init(Operation(.update, .count, "count = count - 1", letter: "c", holdsMutex: true)),
        .init(Operation(.post, .lock, "lock = 0", letter: "L", holdsMutex: true)),
        .init("consume(item)"),
      ]))

  @inline(__always)
  static func put(_ worker: inout Worker<some ExecutionMode>) throws(Interruption) {
    try worker.acquire(at: 0)
    while try worker.isCount(worker.slotCount, at: 1) {
      try worker.release(at: 2)
      try worker.lookAgain(for: .count, mayLeave: true)
      try worker.acquire(at: 0)
    }
    worker.foundIt()
    let i = try worker.load(worker.region.in, at: 3)
    try worker.put(into: i, at: 4)
    try worker.storeNext(worker.region.in, after: i, at: 5)
    try worker.changeCount(by: 1, at: 6)
    try worker.release(at: 7)
  }

  @inline(__always)
  static func take(_ worker: inout Worker<some ExecutionMode>) throws(Interruption) {
    try worker.acquire(at: 0)
    while try worker.isCount(0, at: 1) {
      try worker.release(at: 2)
      try worker.lookAgain(for: .count, mayLeave: true)
      try worker.acquire(at: 0)
    }
    worker.foundIt()
    let o = try worker.load(worker.region.out, at: 3)
    try worker.take(from: o, at: 4)
    try worker.storeNext(worker.region.out, after: o, at: 5)
    try worker.changeCount(by: -1, at: 6)
    try worker.release(at: 7)
  }
}
