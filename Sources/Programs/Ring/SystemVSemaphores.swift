import Model

/// The textbook's three, as members of a System V semaphore set.
enum SystemVSemaphores: RingCode {
  static let discipline = Discipline(
    name: "sysv-semaphores",
    title: "System V semaphores with SEM_UNDO",
    summary:
      "The same three counts, kept in the kernel. SEM_UNDO gives back what a dead process had taken.",
    verdict:
      "Right for any number, even if one is killed inside before it stores or takes its item. Slow: every operation enters the kernel.",
    isCorrect: true,
    synchronizers: Synchronizer.counting(.systemVSemaphore) + [Synchronizer(.mutex, .systemVSemaphore)],
    listing: Listing(
      producer: [
        .init("item = produce()"),
        .init(Operation(.wait, .empty, "semop(empty - 1, SEM_UNDO)", letter: "w")),
        .init(Operation(.wait, .mutex, "semop(mutex - 1, SEM_UNDO)", letter: "m")),
        .init(Operation(.load, .in, "i = in", letter: "i", holdsMutex: true)),
        .init(Operation(.store, .slot, "slot[i] = item", letter: "s", holdsMutex: true)),
        .init(Operation(.store, .in, "in = (i + 1) % n", letter: "n", holdsMutex: true)),
        .init(Operation(.post, .mutex, "semop(mutex + 1, SEM_UNDO)", letter: "M", holdsMutex: true)),
        .init(Operation(.post, .full, "semop(full + 1, keep empty)", letter: "F")),
      ],
      consumer: [
        .init(Operation(.wait, .full, "semop(full - 1, SEM_UNDO)", letter: "f")),
        .init(Operation(.wait, .mutex, "semop(mutex - 1, SEM_UNDO)", letter: "m")),
        .init(Operation(.load, .out, "o = out", letter: "o", holdsMutex: true)),
        .init(Operation(.load, .slot, "item = slot[o]", letter: "t", holdsMutex: true)),
        .init(Operation(.store, .out, "out = (o + 1) % n", letter: "n", holdsMutex: true)),
        .init(Operation(.post, .mutex, "semop(mutex + 1, SEM_UNDO)", letter: "M", holdsMutex: true)),
        .init(Operation(.post, .empty, "semop(empty + 1, keep full)", letter: "E")),
        .init("consume(item)"),
      ]))

  @inline(__always)
  static func put(_ worker: inout Worker<some ExecutionMode>) throws(Interruption) {
    try worker.take(.empty, at: 0)
    try worker.take(.mutex, at: 1)
    let i = try worker.load(worker.region.in, at: 2)
    try worker.put(into: i, at: 3)
    try worker.storeNext(worker.region.in, after: i, at: 4)
    try worker.giveBack(.mutex, at: 5)
    try worker.give(.full, for: .empty, at: 6)
  }

  @inline(__always)
  static func take(_ worker: inout Worker<some ExecutionMode>) throws(Interruption) {
    try worker.take(.full, at: 0)
    try worker.take(.mutex, at: 1)
    let o = try worker.load(worker.region.out, at: 2)
    try worker.take(from: o, at: 3)
    try worker.storeNext(worker.region.out, after: o, at: 4)
    try worker.giveBack(.mutex, at: 5)
    try worker.give(.empty, for: .full, at: 6)
  }
}
