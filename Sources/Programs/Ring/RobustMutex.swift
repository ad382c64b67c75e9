import Model

/// A robust mutex: the next process to acquire it learns that its holder died.
enum RobustMutex: RingCode {
  static let discipline = Discipline(
    name: "robust-mutex",
    title: "a mutex that survives its holder",
    summary:
      "When its holder dies, the next process gets the mutex with EOWNERDEAD, finishes what was half done, and continues.",
    verdict:
      "Right even if a process is killed inside. One killed asleep in pthread_cond_wait leaves its condition damaged.",
    isCorrect: true,
    synchronizers: [
      Synchronizer(.mutex, .mutex(isShared: true, isRobust: true)), Synchronizer(.notFull, .condition),
      Synchronizer(.notEmpty, .condition),
    ],
    indices: .running(bits: 64),
    listing: Listing(
      producer: [
        .init("item = produce()"),
        .init(Operation(.wait, .mutex, "if (lock(&mutex) == EOWNERDEAD)", letter: "m")),
        .init(
          Operation(.update, .mutex, "  repair(), make consistent", letter: "x", holdsMutex: true, isConditional: true)),
        .init(Operation(.test, .out, "while (in - out == n)", letter: "?", holdsMutex: true)),
        .init(
          Operation(
            .sleep, .notFull, "  pthread_cond_wait(&notFull, &mutex)", letter: "z", holdsMutex: true,
            isConditional: true)),
        .init(Operation(.load, .in, "i = in", letter: "i", holdsMutex: true)),
        .init(Operation(.store, .slot, "slot[i % n] = item", letter: "s", holdsMutex: true)),
        .init(Operation(.store, .in, "in = i + 1", letter: "n", holdsMutex: true)),
        .init(Operation(.signal, .notEmpty, "pthread_cond_signal(&notEmpty)", letter: "g", holdsMutex: true)),
        .init(Operation(.post, .mutex, "pthread_mutex_unlock(&mutex)", letter: "M", holdsMutex: true)),
      ],
      consumer: [
        .init(Operation(.wait, .mutex, "if (lock(&mutex) == EOWNERDEAD)", letter: "m")),
        .init(
          Operation(.update, .mutex, "  repair(), make consistent", letter: "x", holdsMutex: true, isConditional: true)),
        .init(Operation(.test, .in, "while (in == out)", letter: "?", holdsMutex: true)),
        .init(
          Operation(
            .sleep, .notEmpty, "  pthread_cond_wait(&notEmpty, &mutex)", letter: "z", holdsMutex: true,
            isConditional: true)),
        .init(Operation(.load, .out, "o = out", letter: "o", holdsMutex: true)),
        .init(Operation(.load, .slot, "item = slot[o % n]", letter: "t", holdsMutex: true)),
        .init(Operation(.store, .out, "out = o + 1", letter: "n", holdsMutex: true)),
        .init(Operation(.signal, .notFull, "pthread_cond_signal(&notFull)", letter: "g", holdsMutex: true)),
        .init(Operation(.post, .mutex, "pthread_mutex_unlock(&mutex)", letter: "M", holdsMutex: true)),
        .init("consume(item)"),
      ]))

  @inline(__always)
  static func put(_ worker: inout Worker<some ExecutionMode>) throws(Interruption) {
    if try worker.lock(at: 0) { try worker.repair(at: 1) }
    while try worker.isFull(at: 2) {
      let ownerDied = try worker.sleep(on: worker.region.notFull, .notFull, at: 3)
      if ownerDied { try worker.repair(at: 1) }
    }
    let i = try worker.load(worker.region.in, at: 4)
    try worker.put(into: i, at: 5)
    try worker.storeRelease(worker.region.in, i &+ 1, at: 6)
    try worker.signal(worker.region.notEmpty, at: 7)
    try worker.unlock(at: 8)
  }

  @inline(__always)
  static func take(_ worker: inout Worker<some ExecutionMode>) throws(Interruption) {
    if try worker.lock(at: 0) { try worker.repair(at: 1) }
    while try worker.isEmpty(at: 2) {
      let ownerDied = try worker.sleep(on: worker.region.notEmpty, .notEmpty, at: 3)
      if ownerDied { try worker.repair(at: 1) }
    }
    let o = try worker.load(worker.region.out, at: 4)
    try worker.take(from: o, at: 5)
    try worker.storeRelease(worker.region.out, o &+ 1, at: 6)
    try worker.signal(worker.region.notFull, at: 7)
    try worker.unlock(at: 8)
  }
}
