import Model

/// Exclusion without counting.
enum NoCounting: RingCode {
  static let discipline = Discipline(
    name: "no-counting",
    title: "one at a time, but without counting",
    summary:
      "mutex lets one process at a time use the ring, but no process asks whether there is a free slot or an item.",
    verdict:
      "Wrong, even with one producer and one consumer: items are overwritten before they are taken, or taken twice.",
    isCorrect: false,
    listing: Listing(
      producer: [
        .init("item = produce()"),
        .init(Operation(.wait, .mutex, "sem_wait(mutex)", letter: "m")),
        .init(Operation(.load, .in, "i = in", letter: "i", holdsMutex: true)),
        .init(Operation(.store, .slot, "slot[i] = item", letter: "s", holdsMutex: true)),
        .init(Operation(.store, .in, "in = (i + 1) % n", letter: "n", holdsMutex: true)),
        .init(Operation(.post, .mutex, "sem_post(mutex)", letter: "M", holdsMutex: true)),
      ],
      consumer: [
        .init(Operation(.wait, .mutex, "sem_wait(mutex)", letter: "m")),
        .init(Operation(.load, .out, "o = out", letter: "o", holdsMutex: true)),
        .init(Operation(.load, .slot, "item = slot[o]", letter: "t", holdsMutex: true)),
        .init(Operation(.store, .out, "out = (o + 1) % n", letter: "n", holdsMutex: true)),
        .init(Operation(.post, .mutex, "sem_post(mutex)", letter: "M", holdsMutex: true)),
        .init("consume(item)"),
      ]))

  static func put(_ worker: inout Worker<some ExecutionMode>) throws(Interruption) {
    try worker.wait(worker.region.mutex, .mutex, at: 0)
    let i = try worker.load(worker.region.in, at: 1)
    try worker.put(into: i, at: 2)
    try worker.storeNext(worker.region.in, after: i, at: 3)
    try worker.post(worker.region.mutex, at: 4)
  }

  static func take(_ worker: inout Worker<some ExecutionMode>) throws(Interruption) {
    try worker.wait(worker.region.mutex, .mutex, at: 0)
    let o = try worker.load(worker.region.out, at: 1)
    try worker.take(from: o, at: 2)
    try worker.storeNext(worker.region.out, after: o, at: 3)
    try worker.post(worker.region.mutex, at: 4)
  }
}
