import Model

/// A wake-up that can be lost: the process tests and signals without holding the mutex.
enum LostWakeup: RingCode {
  static let discipline = Discipline(
    name: "lost-wakeup",
    title: "a signal that is not kept",
    summary:
      "Consumers look at the indices, and producers signal, without holding mutex. "
      + "A consumer that sees no item locks it and sleeps.",
    verdict:
      "Wrong, even with one of each: a signal between look and sleep is lost. "
      + "It hangs with --slots 1 --schedule 'C1 P1*7 C1*2 P1', and semaphores does not.",
    isCorrect: false,
    synchronizers: [
      Synchronizer(.empty, .semaphore(isShared: true), countsSlots: true),
      Synchronizer(.mutex, .mutex(isShared: true, isRobust: false)),
      Synchronizer(.notEmpty, .condition),
    ],
    indices: .running(bits: 64),
    listing: Listing(
      producer: [
        .init("item = produce()"),
        .init(Operation(.wait, .empty, "sem_wait(empty)", letter: "w")),
        .init(Operation(.wait, .mutex, "pthread_mutex_lock(&mutex)", letter: "m")),
        .init(Operation(.load, .in, "i = in", letter: "i", holdsMutex: true)),
        .init(Operation(.store, .slot, "slot[i % n] = item", letter: "s", holdsMutex: true)),
        .init(Operation(.store, .in, "in = i + 1", letter: "n", holdsMutex: true)),
        .init(Operation(.post, .mutex, "pthread_mutex_unlock(&mutex)", letter: "M", holdsMutex: true)),
        .init(Operation(.signal, .notEmpty, "pthread_cond_signal(&notEmpty)", letter: "g")),
      ],
      consumer: [
        .init(Operation(.test, .in, "while (in == out)", letter: "?")),
        .init(Operation(.wait, .mutex, "  pthread_mutex_lock(&mutex)", letter: "l", isConditional: true)),
        .init(
          Operation(
            .sleep, .notEmpty, "  pthread_cond_wait(&notEmpty, &mutex)", letter: "z", holdsMutex: true,
            isConditional: true)),
        .init(
          Operation(
            .post, .mutex, "  pthread_mutex_unlock(&mutex)", letter: "u", holdsMutex: true, isConditional: true)),
        .init(Operation(.wait, .mutex, "pthread_mutex_lock(&mutex)", letter: "m")),
        .init(Operation(.load, .out, "o = out", letter: "o", holdsMutex: true)),
        .init(Operation(.load, .slot, "item = slot[o % n]", letter: "t", holdsMutex: true)),
        .init(Operation(.store, .out, "out = o + 1", letter: "n", holdsMutex: true)),
        .init(Operation(.post, .mutex, "pthread_mutex_unlock(&mutex)", letter: "M", holdsMutex: true)),
        .init(Operation(.post, .empty, "sem_post(empty)", letter: "E")),
        .init("consume(item)"),
      ]))

  static func put(_ worker: inout Worker<some ExecutionMode>) throws(Interruption) {
    try worker.wait(worker.region.empty, .empty, at: 0)
    try worker.lock(at: 1)
    let i = try worker.load(worker.region.in, at: 2)
    try worker.put(into: i, at: 3)
    try worker.storeRelease(worker.region.in, i &+ 1, at: 4)
    try worker.unlock(at: 5)
    try worker.signal(worker.region.notEmpty, at: 6)
  }

  static func take(_ worker: inout Worker<some ExecutionMode>) throws(Interruption) {
    while try worker.isEmpty(at: 0) {
      try worker.lock(at: 1)
      try worker.sleep(on: worker.region.notEmpty, .notEmpty, at: 2)
      try worker.unlock(at: 3)
    }
    try worker.lock(at: 4)
    let o = try worker.load(worker.region.out, at: 5)
    try worker.take(from: o, at: 6)
    try worker.storeRelease(worker.region.out, o &+ 1, at: 7)
    try worker.unlock(at: 8)
    try worker.post(worker.region.empty, at: 9)
  }
}
