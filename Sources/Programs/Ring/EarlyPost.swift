import Model

/// A producer that announces an item before it is in the slot.
enum EarlyPost: RingCode {
  static let discipline = Discipline(
    name: "early-post",
    title: "a producer posts full too early",
    summary:
      "The textbook's three, but a producer moves in and posts full before it writes its item into the slot.",
    verdict:
      "Wrong, even with one of each: a consumer can be faster and takes the old contents of the slot.",
    isCorrect: false,
    listing: Listing(
      producer: [
        .init("item = produce()"),
        .init(Operation(.wait, .empty, "sem_wait(empty)", letter: "w")),
        .init(Operation(.wait, .mutex, "sem_wait(mutex)", letter: "m")),
        .init(Operation(.load, .in, "i = in", letter: "i", holdsMutex: true)),
        .init(Operation(.store, .in, "in = (i + 1) % n", letter: "n", holdsMutex: true)),
        .init(Operation(.post, .mutex, "sem_post(mutex)", letter: "M", holdsMutex: true)),
        .init(Operation(.post, .full, "sem_post(full)", letter: "F")),
        .init(Operation(.store, .slot, "slot[i] = item", letter: "s")),
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

  static func put(_ worker: inout Worker<some ExecutionMode>) throws(Interruption) {
    try worker.wait(worker.region.empty, .empty, at: 0)
    try worker.wait(worker.region.mutex, .mutex, at: 1)
    let i = try worker.load(worker.region.in, at: 2)
    try worker.storeNext(worker.region.in, after: i, at: 3)
    try worker.post(worker.region.mutex, at: 4)
    try worker.post(worker.region.full, at: 5)
    try worker.put(into: i, at: 6)
  }

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
