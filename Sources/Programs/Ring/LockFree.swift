import Model

/// A ring for one producer and one consumer, without any lock.
///
/// Fetching the cache line of the other's index takes nearly all of the time. An unobserved worker therefore fetches
/// it only when the last value that it saw leaves it nothing to do.
enum LockFree: RingCode {
  static let discipline = Discipline(
    name: "lock-free",
    title: "acquire and release, no lock at all",
    summary:
      "Each index has one writer. A release store publishes the slot together with the index; an acquire load sees both.",
    verdict:
      "Right for one producer and one consumer only, and the fastest of all: no process ever waits for a lock.",
    isCorrect: true,
    synchronizers: [],
    limit: .init(
      perRole: 1, reason: "each index may have one writer only"),
    indices: .running(bits: 64),
    listing: Listing(
      producer: [
        .init("item = produce()"),
        .init(Operation(.load, .in, "i = in", letter: "i")),
        .init(Operation(.test, .out, "while (i - out == n)", letter: "?")),
        .init(Operation(.store, .slot, "slot[i % n] = item", letter: "s")),
        .init(Operation(.store, .in, "in = i + 1  (release)", letter: "n")),
      ],
      consumer: [
        .init(Operation(.load, .out, "o = out", letter: "o")),
        .init(Operation(.test, .in, "while (in - o == 0)  (acquire)", letter: "?")),
        .init(Operation(.load, .slot, "item = slot[o % n]", letter: "t")),
        .init(Operation(.store, .out, "out = o + 1  (release)", letter: "n")),
        .init("consume(item)"),
      ]))

  @inline(__always)
  static func put(_ worker: inout Worker<some ExecutionMode>) throws(Interruption) {
    let (i, n) = (try worker.load(worker.region.in, at: 0), worker.slotCount)
    while try i &- worker.loadAcquire(worker.region.out, at: 1, unlessSeen: { i &- $0 != n }) == n {
      try worker.lookAgain(for: .out, mayLeave: true)
    }
    worker.foundIt()
    try worker.put(into: i, at: 2)
    try worker.storeRelease(worker.region.in, i &+ 1, at: 3)
  }

  @inline(__always)
  static func take(_ worker: inout Worker<some ExecutionMode>) throws(Interruption) {
    let o = try worker.load(worker.region.out, at: 0)
    while try worker.loadAcquire(worker.region.in, at: 1, unlessSeen: { $0 != o }) == o {
      try worker.lookAgain(for: .in, mayLeave: true)
    }
    worker.foundIt()
    try worker.take(from: o, at: 2)
    try worker.storeRelease(worker.region.out, o &+ 1, at: 3)
  }
}
