import Model

/// No synchronization at all: the same work, and nobody waits.
enum None: RingCode {
  static let discipline = Discipline(
    name: "none",
    title: "no synchronization",
    summary:
      "No process counts or waits: producers overwrite items that were not taken yet, consumers take items that are not there.",
    verdict: "Wrong, even with one producer and one consumer. It can look healthy for a long time.",
    isCorrect: false,
    listing: Listing(
      producer: [
        .init("item = produce()"),
        .init(Operation(.load, .in, "i = in", letter: "i")),
        .init(Operation(.store, .slot, "slot[i] = item", letter: "s")),
        .init(Operation(.store, .in, "in = (i + 1) % n", letter: "n")),
      ],
      consumer: [
        .init(Operation(.load, .out, "o = out", letter: "o")),
        .init(Operation(.load, .slot, "item = slot[o]", letter: "t")),
        .init(Operation(.store, .out, "out = (o + 1) % n", letter: "n")),
        .init("consume(item)"),
      ]))

  static func put(_ worker: inout Worker<some ExecutionMode>) throws(Interruption) {
    let i = try worker.load(worker.region.in, at: 0)
    try worker.put(into: i, at: 1)
    try worker.storeNext(worker.region.in, after: i, at: 2)
  }

  static func take(_ worker: inout Worker<some ExecutionMode>) throws(Interruption) {
    let o = try worker.load(worker.region.out, at: 0)
    try worker.take(from: o, at: 1)
    try worker.storeNext(worker.region.out, after: o, at: 2)
  }
}
