import Model

/// A ring for one producer and one consumer, without any lock.
///
/// Nearly all its time goes into fetching the cache line of the other's index. Who is not watched therefore fetches it
/// only when what it last saw there leaves it nothing to do.
enum LockFree: RingCode {
  static let discipline = Discipline(
    name: "lock-free",
    title: "acquire and release, no lock at all",
    does:
      "Each index has one writer. A release store publishes the slot together with the index; an acquire load sees both.",
    verdict:
      "Right for one producer and one consumer only, and the fastest of all: no process ever waits for a lock.",
    isCorrect: true,
    synchronizers: [],
    limit: .init(
      perRole: 1, reason: "each index may have one writer only"),
    hasRunningIndices: true,
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
  static func put(_ worker: inout Worker<some Manner>) throws(Interruption) {
    let (i, n) = (try worker.load(worker.region.in, at: 0), worker.slotCount)
    while try i &- worker.observe(worker.region.out, at: 1, unlessSeen: { i &- $0 != n }) == n {
      try worker.lookAgain(for: .out, mayLeave: true)
    }
    worker.foundIt()
    try worker.put(into: i, at: 2)
    try worker.publish(worker.region.in, i &+ 1, at: 3)
  }

  @inline(__always)
  static func take(_ worker: inout Worker<some Manner>) throws(Interruption) {
    let o = try worker.load(worker.region.out, at: 0)
    while try worker.observe(worker.region.in, at: 1, unlessSeen: { $0 != o }) == o {
      try worker.lookAgain(for: .in, mayLeave: true)
    }
    worker.foundIt()
    try worker.take(from: o, at: 2)
    try worker.publish(worker.region.out, o &+ 1, at: 3)
  }
}

/// One indivisible addition instead of three operations.
enum LockFreeCounter: CounterCode {
  static let discipline = Discipline(
    name: "lock-free",
    title: "one indivisible addition",
    does:
      "The processor loads, adds and stores in one operation that no other process can interrupt.",
    verdict:
      "Right for any number of processes, and enough for a single word. Two words that belong together need a lock.",
    isCorrect: true,
    program: .counter,
    synchronizers: [],
    listing: Listing(
      adder: [
        .init(Operation(.update, .counter, "atomic_fetch_add(&counter, 1)", letter: "a"))
      ]))

  static func add(_ worker: inout Worker<some Manner>) throws(Interruption) {
    try worker.addAtomically(at: 0)
  }
}

/// A version before and after the text, for readers that may not write.
enum LockFreeMessage: MessageCode {
  static let discipline = Discipline(
    name: "lock-free",
    title: "a version before and after",
    does:
      "The writer makes version odd, writes, and makes it even. A reader that finds it odd or changed reads again.",
    verdict:
      "Right for one writer and any number of readers, which need no right to write. A busy writer can keep them waiting.",
    isCorrect: true,
    program: .message,
    synchronizers: [],
    listing: Listing(
      writer: [
        .init(Operation(.compute, .text, "message[k] = compose()", letter: "c")),
        .init(Operation(.store, .version, "version = v + 1  (odd)", letter: "o")),
        .init(Operation(.store, .text, "text[k] = message[k]", letter: "t")),
        .init(Operation(.store, .version, "version = v + 2  (release)", letter: "v")),
      ],
      reader: [
        .init(Operation(.load, .version, "v = version  (even)", letter: "v")),
        .init(Operation(.load, .text, "copy[k] = text[k]", letter: "t")),
        .init(Operation(.test, .version, "while (version != v)  (acquire)", letter: "?")),
        .init("print(copy)"),
      ]))

  static func write(_ worker: inout Worker<some Manner>) throws(Interruption) {
    try worker.compose(at: 0)
    let version = try worker.openVersion(at: 1)
    try worker.writeText(at: 2)
    try worker.closeVersion(version, at: 3)
  }

  static func read(_ worker: inout Worker<some Manner>) throws(Interruption) {
    var version: UInt64
    repeat {
      version = try worker.loadEvenVersion(at: 0)
      try worker.readText(at: 1)
    } while try !worker.isStill(version, at: 2)
    worker.foundIt()
    worker.printCopy()
  }
}
