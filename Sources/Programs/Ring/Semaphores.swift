import Model

/// The textbook's solution: two semaphores count, and a third excludes.
enum Semaphores: RingCode {
  static let discipline = Discipline(
    name: "semaphores",
    title: "the textbook's three",
    summary:
      "empty counts the free slots, full the items, and mutex lets one process at a time into the critical section.",
    verdict: "Right for any number of producers and consumers. A process that must wait sleeps and uses no processor.",
    isCorrect: true,
    listing: Listing(
      producer: [
        .init("item = produce()"),
        .init(Operation(.wait, .empty, "sem_wait(empty)", letter: "w")),
        .init(Operation(.wait, .mutex, "sem_wait(mutex)", letter: "m")),
        .init(Operation(.load, .in, "i = in", letter: "i", holdsMutex: true)),
        .init(Operation(.store, .slot, "slot[i] = item", letter: "s", holdsMutex: true)),
        .init(Operation(.store, .in, "in = (i + 1) % n", letter: "n", holdsMutex: true)),
        .init(Operation(.post, .mutex, "sem_post(mutex)", letter: "M", holdsMutex: true)),
        .init(Operation(.post, .full, "sem_post(full)", letter: "F")),
      ],
      consumer: [
        .init(Operation(.wait, .full, "sem_wait(full)", letter: "f")),
        .init(Operation(.wait, .mutex, "sem_wait(mutex)", letter: "m")),
        .init(Operation(.load, .out, "o = out", letter: "o", holdsMutex: true)),
        .init(Operation(.load, .slot, "item = slot[o]", letter: "t", holdsMutex: true)),
        .init(Operation(.store, .out, "out = (o + 1) % n", letter: "n", holdsMutex: true)),
        .init(Operation(.post, .mutex, "sem_post(mutex)", letter: "M", holdsMutex: true)),
        .init(Operation(.post, .empty, "sem_post(empty)", letter: "E")),
        .init("consume(item)"),
      ]))

  @inline(__always)
  static func put(_ worker: inout Worker<some ExecutionMode>) throws(Interruption) {
    try worker.wait(worker.region.empty, .empty, at: 0)
    try worker.wait(worker.region.mutex, .mutex, at: 1)
    let i = try worker.load(worker.region.in, at: 2)
    try worker.put(into: i, at: 3)
    try worker.storeNext(worker.region.in, after: i, at: 4)
    try worker.post(worker.region.mutex, at: 5)
    try worker.post(worker.region.full, at: 6)
  }

  @inline(__always)
  static func take(_ worker: inout Worker<some ExecutionMode>) throws(Interruption) {
    try worker.wait(worker.region.full, .full, at: 0)
    try worker.wait(worker.region.mutex, .mutex, at: 1)
    let o = try worker.load(worker.region.out, at: 2)
    try worker.take(from: o, at: 3)
    try worker.storeNext(worker.region.out, after: o, at: 4)
    try worker.post(worker.region.mutex, at: 5)
    try worker.post(worker.region.empty, at: 6)
  }
}
