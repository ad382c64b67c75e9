import Model

/// `if` in place of `while` around a wait.
enum IfWait: RingCode {
  static let discipline = Discipline(
    name: "if-wait",
    title: "if instead of while",
    summary:
      "A process that finds the ring full or empty sleeps once, and continues after waking without looking again.",
    verdict:
      "Wrong with two or more of a role: after another was faster, a process takes from an empty ring or adds to a full one.",
    isCorrect: false,
    synchronizers: [
      Synchronizer(.mutex, .mutex(isShared: true, isRobust: false)), .count,
      Synchronizer(.notFull, .condition), Synchronizer(.notEmpty, .condition),
    ],
    listing: Listing(
      producer: [
        .init("item = produce()"),
        .init(Operation(.wait, .mutex, "pthread_mutex_lock(&mutex)", letter: "m")),
        .init(Operation(.test, .count, "if (count == n)", letter: "?", holdsMutex: true)),
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
        .init(Operation(.test, .count, "if (count == 0)", letter: "?", holdsMutex: true)),
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

  static func put(_ worker: inout Worker<some ExecutionMode>) throws(Interruption) {
    try worker.lock(at: 0)
    if try worker.isCount(worker.slotCount, at: 1) {
      try worker.sleep(on: worker.region.notFull, .notFull, at: 2)
    }
    let i = try worker.load(worker.region.in, at: 3)
    try worker.put(into: i, at: 4)
    try worker.storeNext(worker.region.in, after: i, at: 5)
    try worker.changeCount(by: 1, at: 6)
    try worker.signal(worker.region.notEmpty, at: 7)
    try worker.unlock(at: 8)
  }

  static func take(_ worker: inout Worker<some ExecutionMode>) throws(Interruption) {
    try worker.lock(at: 0)
    if try worker.isCount(0, at: 1) {
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
