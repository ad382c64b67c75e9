import Model

/// Running indices of 8 bits: after an overflow they still mean the right slot only if the number of slots divides
/// 256.
enum NarrowIndices: RingCode {
  static let discipline = Discipline(
    name: "narrow-indices",
    title: "indices of 8 bits that count on",
    summary:
      "The textbook's three, but in and out are 8 bits wide and count on: 0 follows 255. "
      + "Index i stands for slot i % n.",
    verdict:
      "Wrong unless the number of slots divides 256 (1, 2, 4, 8, ...): from 255 to 0, "
      + "the indices skip slots, and items that nobody took are overwritten.",
    isCorrect: false,
    indices: .running(bits: 8),
    listing: Listing(
      producer: [
        .init("item = produce()"),
        .init(Operation(.wait, .empty, "sem_wait(empty)", letter: "w")),
        .init(Operation(.wait, .mutex, "sem_wait(mutex)", letter: "m")),
        .init(Operation(.load, .in, "i = in", letter: "i", holdsMutex: true)),
        .init(Operation(.store, .slot, "slot[i % n] = item", letter: "s", holdsMutex: true)),
        .init(Operation(.store, .in, "in = (uint8_t)(i + 1)", letter: "n", holdsMutex: true)),
        .init(Operation(.post, .mutex, "sem_post(mutex)", letter: "M", holdsMutex: true)),
        .init(Operation(.post, .full, "sem_post(full)", letter: "F")),
      ],
      consumer: [
        .init(Operation(.wait, .full, "sem_wait(full)", letter: "f")),
        .init(Operation(.wait, .mutex, "sem_wait(mutex)", letter: "m")),
        .init(Operation(.load, .out, "o = out", letter: "o", holdsMutex: true)),
        .init(Operation(.load, .slot, "item = slot[o % n]", letter: "t", holdsMutex: true)),
        .init(Operation(.store, .out, "out = (uint8_t)(o + 1)", letter: "n", holdsMutex: true)),
        .init(Operation(.post, .mutex, "sem_post(mutex)", letter: "M", holdsMutex: true)),
        .init(Operation(.post, .empty, "sem_post(empty)", letter: "E")),
        .init("consume(item)"),
      ]))

  static func put(_ worker: inout Worker<some ExecutionMode>) throws(Interruption) {
    try worker.wait(worker.region.empty, .empty, at: 0)
    try worker.wait(worker.region.mutex, .mutex, at: 1)
    let i = try worker.load(worker.region.in, at: 2)
    try worker.put(into: i, at: 3)
    try worker.storeRelease(worker.region.in, next(i), at: 4)
    try worker.post(worker.region.mutex, at: 5)
    try worker.post(worker.region.full, at: 6)
  }

  static func take(_ worker: inout Worker<some ExecutionMode>) throws(Interruption) {
    try worker.wait(worker.region.full, .full, at: 0)
    try worker.wait(worker.region.mutex, .mutex, at: 1)
    let o = try worker.load(worker.region.out, at: 2)
    try worker.take(from: o, at: 3)
    try worker.storeRelease(worker.region.out, next(o), at: 4)
    try worker.post(worker.region.mutex, at: 5)
    try worker.post(worker.region.empty, at: 6)
  }

  /// `(uint8_t)(i + 1)`
  private static func next(_ index: UInt64) -> UInt64 { UInt64(UInt8(truncatingIfNeeded: index &+ 1)) }
}
