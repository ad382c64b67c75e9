import Model

/// A process-shared mutex, and two conditions to sleep on.
enum MutexCondition: RingCode {
  static let discipline = Discipline(
    name: "mutex-condition",
    title: "one mutex and two conditions",
    summary:
      "One process at a time holds mutex. If the ring is full or empty, it releases mutex and sleeps, atomically, until signalled.",
    verdict:
      "Right for any number: after waking, a process looks again, because another may have come first.",
    isCorrect: true,
    synchronizers: [
      Synchronizer(.mutex, .mutex(isShared: true, isRobust: false)), .count,
      Synchronizer(.notFull, .condition), Synchronizer(.notEmpty, .condition),
    ],
    listing: Listing(
      producer: [
        .init("item = produce()"),
        .init(Operation(.wait, .mutex, "pthread_mutex_lock(&mutex)", letter: "m")),
        .init(Operation(.test, .count, "while (count == n)", letter: "?", holdsMutex: true)),
        .init(
          Operation(
            .sleep, .notFull, "  pthread_cond_wait(&notFull, &mutex)", letter: "z", holdsMutex: true,
            isConditional: true)),
        .init(Operation(.load, .in, "i = in", letter: "i", holdsMutex: true)),
        .init(Operation(.store, .slot, "slot[i] = item", letter: "s", holdsMutex: true)),
        .init(Operation(.store, .in, "in = (i + 1) % n", letter: "n", holdsMutex: true)),
        .init(Operation(.update, .count, "count = count + 1", letter: "c", holdsMutex: true)),
        .init(Operation(.signal, .notEmpty, "pthread_cond_signal(&notEmpty)", letter: "g", holdsMutex: true)),
        .init(Operation(.post, .mutex, "pthread_mutex_unlock(&mutex)", letter: "M", holdsMutex: true)),
      ],
      consumer: [
        .init(Operation(.wait, .mutex, "pthread_mutex_lock(&mutex)", letter: "m")),
        .init(Operation(.test, .count, "while (count == 0)", letter: "?", holdsMutex: true)),
        .init(
          Operation(
            .sleep, .notEmpty, "  pthread_cond_wait(&notEmpty, &mutex)", letter: "z", holdsMutex: true,
            isConditional: true)),
        .init(Operation(.load, .out, "o = out", letter: "o", holdsMutex: true)),
        .init(Operation(.load, .slot, "item = slot[o]", letter: "t", holdsMutex: true)),
        .init(Operation(.store, .out, "out = (o + 1) % n", letter: "n", holdsMutex: true)),
        .init(Operation(.update, .count, "count = count - 1", letter: "c", holdsMutex: true)),
        .init(Operation(.signal, .notFull, "pthread_cond_signal(&notFull)", letter: "g", holdsMutex: true)),
        .init(Operation(.post, .mutex, "pthread_mutex_unlock(&mutex)", letter: "M", holdsMutex: true)),
        .init("consume(item)"),
      ]))

  @inline(__always)
  static func put(_ worker: inout Worker<some ExecutionMode>) throws(Interruption) {
    try worker.lock(at: 0)
    while try worker.isCount(worker.slotCount, at: 1) {
      try worker.sleep(on: worker.region.notFull, .notFull, at: 2)
    }
    let i = try worker.load(worker.region.in, at: 3)
    try worker.put(into: i, at: 4)
    try worker.storeNext(worker.region.in, after: i, at: 5)
    try worker.changeCount(by: 1, at: 6)
    try worker.signal(worker.region.notEmpty, at: 7)
    try worker.unlock(at: 8)
  }

  @inline(__always)
  static func take(_ worker: inout Worker<some ExecutionMode>) throws(Interruption) {
    try worker.lock(at: 0)
    while try worker.isCount(0, at: 1) {
      try worker.sleep(on: worker.region.notEmpty, .notEmpty, at: 2)
    }
    let o = try worker.load(worker.region.out, at: 3)
    try worker.take(from: o, at: 4)
    try worker.storeNext(worker.region.out, after: o, at: 5)
    try worker.changeCount(by: -1, at: 6)
    try worker.signal(worker.region.notFull, at: 7)
    try worker.unlock(at: 8)
  }
}
