import Model

/// No synchronization at all: the same work, and nobody waits for anybody.
enum None: RingCode {
  static let discipline = Discipline(
    name: "none",
    title: "no synchronization",
    does:
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

  static func put(_ worker: inout Worker<some Manner>) throws(Interruption) {
    let i = try worker.load(worker.region.in, at: 0)
    try worker.put(into: i, at: 1)
    try worker.storeNext(worker.region.in, after: i, at: 2)
  }

  static func take(_ worker: inout Worker<some Manner>) throws(Interruption) {
    let o = try worker.load(worker.region.out, at: 0)
    try worker.take(from: o, at: 1)
    try worker.storeNext(worker.region.out, after: o, at: 2)
  }
}

/// `counter++` as it stands.
enum NoneCounter: CounterCode {
  static let discipline = Discipline(
    name: "none",
    title: "no synchronization",
    does:
      "Every process copies the counter, adds one to the copy, and stores the copy.",
    verdict:
      "Wrong: a process that is preempted between load and store wipes out all that the others added meanwhile.",
    isCorrect: false,
    program: .counter,
    synchronizers: [Synchronizer(.mutex, .semaphore(isShared: true))],
    listing: Listing(
      adder: [
        .init(Operation(.load, .counter, "r = counter", letter: "l")),
        .init(Operation(.compute, .counter, "r = r + 1", letter: "a")),
        .provocation,
        .init(Operation(.store, .counter, "counter = r", letter: "s")),
      ]))

  static func add(_ worker: inout Worker<some Manner>) throws(Interruption) {
    let r = try worker.loadCounter(at: 0)
    let sum = try worker.addOne(to: r, at: 1)
    worker.provoke()
    try worker.storeCounter(sum, at: 2)
  }
}

/// A text that is read while it is written.
enum NoneMessage: MessageCode {
  static let discipline = Discipline(
    name: "none",
    title: "no synchronization",
    does:
      "The writer writes word by word, and the readers read word by word, at any time.",
    verdict:
      "Wrong: a reader can copy the beginning of one message and the end of another.",
    isCorrect: false,
    program: .message,
    synchronizers: [],
    listing: Listing(
      writer: [
        .init(Operation(.compute, .text, "message[k] = compose()", letter: "c")),
        .init(Operation(.store, .text, "text[k] = message[k]", letter: "t")),
      ],
      reader: [
        .init(Operation(.load, .text, "copy[k] = text[k]", letter: "t")),
        .init("print(copy)"),
      ]))

  static func write(_ worker: inout Worker<some Manner>) throws(Interruption) {
    try worker.compose(at: 0)
    try worker.writeText(at: 1)
  }

  static func read(_ worker: inout Worker<some Manner>) throws(Interruption) {
    try worker.readText(at: 0)
    worker.printCopy()
  }
}
