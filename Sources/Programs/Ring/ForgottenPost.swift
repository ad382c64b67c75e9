import Model

/// A consumer that forgets to announce the free slot.
enum ForgottenPost: RingCode {
  static let discipline = Discipline(
    name: "forgotten-post",
    title: "a consumer forgets to post empty",
    summary:
      "The textbook's three, but no consumer posts empty after it takes an item.",
    verdict:
      "Wrong: it runs well until each slot was filled once; then producers wait for room that no consumer announces.",
    isCorrect: false,
    listing: Listing(
      producer: Semaphores.discipline.listing.lines(of: .producer),
      consumer: [
        .init(Operation(.wait, .full, "sem_wait(full)", letter: "f")),
        .init(Operation(.wait, .mutex, "sem_wait(mutex)", letter: "m")),
        .init(Operation(.load, .out, "o = out", letter: "o", holdsMutex: true)),
        .init(Operation(.load, .slot, "item = slot[o]", letter: "t", holdsMutex: true)),
        .init(Operation(.store, .out, "out = (o + 1) % n", letter: "n", holdsMutex: true)),
        .init(Operation(.post, .mutex, "sem_post(mutex)", letter: "M", holdsMutex: true)),
        .init("consume(item)"),
      ]))

  static func put(_ worker: inout Worker<some ExecutionMode>) throws(Interruption) { try Semaphores.put(&worker) }

  static func take(_ worker: inout Worker<some ExecutionMode>) throws(Interruption) {
    try worker.wait(worker.region.full, .full, at: 0)
    try worker.wait(worker.region.mutex, .mutex, at: 1)
    let o = try worker.load(worker.region.out, at: 2)
    try worker.take(from: o, at: 3)
    try worker.storeNext(worker.region.out, after: o, at: 4)
    try worker.post(worker.region.mutex, at: 5)
  }
}
