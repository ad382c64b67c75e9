import Model

/// The right semaphores in the wrong order.
enum MutexFirst: RingCode {
  static let discipline = Discipline(
    name: "mutex-first",
    title: "mutex before counting",
    summary:
      "A process takes mutex first, and only then waits for a free slot or for an item.",
    verdict:
      "Wrong: a process that finds the ring full or empty sleeps inside, and keeps out those that could wake it: deadlock.",
    isCorrect: false,
    listing: Listing(
      producer: [
        .init("item = produce()"),
        .init(Operation(.wait, .mutex, "sem_wait(mutex)", letter: "m")),
        .init(Operation(.wait, .empty, "sem_wait(empty)", letter: "w", holdsMutex: true)),
        .init(Operation(.load, .in, "i = in", letter: "i", holdsMutex: true)),
        .init(Operation(.store, .slot, "slot[i] = item", letter: "s", holdsMutex: true)),
        .init(Operation(.store, .in, "in = (i + 1) % n", letter: "n", holdsMutex: true)),
        .init(Operation(.post, .full, "sem_post(full)", letter: "F", holdsMutex: true)),
        .init(Operation(.post, .mutex, "sem_post(mutex)", letter: "M", holdsMutex: true)),
      ],
      consumer: [
        .init(Operation(.wait, .mutex, "sem_wait(mutex)", letter: "m")),
        .init(Operation(.wait, .full, "sem_wait(full)", letter: "f", holdsMutex: true)),
        .init(Operation(.load, .out, "o = out", letter: "o", holdsMutex: true)),
        .init(Operation(.load, .slot, "item = slot[o]", letter: "t", holdsMutex: true)),
        .init(Operation(.store, .out, "out = (o + 1) % n", letter: "n", holdsMutex: true)),
        .init(Operation(.post, .empty, "sem_post(empty)", letter: "E", holdsMutex: true)),
        .init(Operation(.post, .mutex, "sem_post(mutex)", letter: "M", holdsMutex: true)),
        .init("consume(item)"),
      ]))

  static func put(_ worker: inout Worker<some ExecutionMode>) throws(Interruption) {
    try worker.wait(worker.region.mutex, .mutex, at: 0)
    try worker.wait(worker.region.empty, .empty, at: 1)
    let i = try worker.load(worker.region.in, at: 2)
    try worker.put(into: i, at: 3)
    try worker.storeNext(worker.region.in, after: i, at: 4)
    try worker.post(worker.region.full, at: 5)
    try worker.post(worker.region.mutex, at: 6)
  }

  static func take(_ worker: inout Worker<some ExecutionMode>) throws(Interruption) {
    try worker.wait(worker.region.mutex, .mutex, at: 0)
    try worker.wait(worker.region.full, .full, at: 1)
    let o = try worker.load(worker.region.out, at: 2)
    try worker.take(from: o, at: 3)
    try worker.storeNext(worker.region.out, after: o, at: 4)
    try worker.post(worker.region.empty, at: 5)
    try worker.post(worker.region.mutex, at: 6)
  }
}
