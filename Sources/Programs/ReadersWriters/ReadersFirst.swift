import Model

/// The textbook's first solution: the first reader locks writers out, the last one lets them in.
enum ReadersFirst: ReadersWritersCode {
  private typealias Lines = ReadersWritersLines

  static let discipline = Discipline(
    name: "readers-first",
    title: "the first reader locks, the last one unlocks",
    summary:
      "Readers count themselves under mutex. The first takes wrt for all of them, the last posts it; a writer takes wrt.",
    verdict:
      "Right, but unfair: as long as one reader is always inside, a writer waits. Its longest wait shows that.",
    isCorrect: true,
    program: .readersWriters,
    synchronizers: [Synchronizer(.mutex, .semaphore(isShared: true)), Synchronizer(.wrt, .semaphore(isShared: true))],
    listing: Listing(
      reader: Lines.within(.mutex, Lines.countIn("r", .readcount, closing: .wrt))
        + Lines.read()
        + Lines.within(.mutex, Lines.countOut("r", .readcount, opening: .wrt)),
      thenWriter: [Lines.wait(.wrt, "w")] + Lines.write() + [Lines.post(.wrt, "W")]))

  static func read(_ worker: inout Worker<some ExecutionMode>) throws(Interruption) {
    try worker.countIn(worker.readers, at: 0)
    try worker.readValue(at: 5)
    try worker.countOut(worker.readers, at: 8)
  }

  static func write(_ worker: inout Worker<some ExecutionMode>) throws(Interruption) {
    try worker.beginWithWait(worker.shared.wrt, .wrt)
    try worker.writeValue(at: 1)
    try worker.post(worker.shared.wrt, at: 4)
  }
}
