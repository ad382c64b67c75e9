import Model

/// Counting without exclusion.
enum NoMutex: RingCode {
  static let discipline = Discipline(
    name: "no-mutex",
    title: "counted, but not exclusive",
    summary:
      "empty and full count, but nothing keeps two processes of a role from the ring at once.",
    verdict:
      "Wrong with two or more of a role: both read the same index, and both write or take the same slot.",
    isCorrect: false,
    listing: Listing(
      producer: [
        .init("item = produce()"),
        .init(Operation(.wait, .empty, "sem_wait(empty)", letter: "w")),
        .init(Operation(.load, .in, "i = in", letter: "i")),
        .provocation,
        .init(Operation(.store, .slot, "slot[i] = item", letter: "s")),
        .init(Operation(.store, .in, "in = (i + 1) % n", letter: "n")),
        .init(Operation(.post, .full, "sem_post(full)", letter: "F")),
      ],
      consumer: [
        .init(Operation(.wait, .full, "sem_wait(full)", letter: "f")),
        .init(Operation(.load, .out, "o = out", letter: "o")),
        .provocation,
        .init(Operation(.load, .slot, "item = slot[o]", letter: "t")),
        .init(Operation(.store, .out, "out = (o + 1) % n", letter: "n")),
        .init(Operation(.post, .empty, "sem_post(empty)", letter: "E")),
        .init("consume(item)"),
      ]))

  static func put(_ worker: inout Worker<some ExecutionMode>) throws(Interruption) {
    try worker.wait(worker.region.empty, .empty, at: 0)
    let i = try worker.load(worker.region.in, at: 1)
    worker.provoke()
    try worker.put(into: i, at: 2)
    try worker.storeNext(worker.region.in, after: i, at: 3)
    try worker.post(worker.region.full, at: 4)
  }

  static func take(_ worker: inout Worker<some ExecutionMode>) throws(Interruption) {
    try worker.wait(worker.region.full, .full, at: 0)
    let o = try worker.load(worker.region.out, at: 1)
    worker.provoke()
    try worker.take(from: o, at: 2)
    try worker.storeNext(worker.region.out, after: o, at: 3)
    try worker.post(worker.region.empty, at: 4)
  }
}
