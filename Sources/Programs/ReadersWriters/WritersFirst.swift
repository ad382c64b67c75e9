import Model

/// The second solution: the first writer that waits closes the turnstile to readers, the last one opens it.
enum WritersFirst: ReadersWritersCode {
  private typealias Lines = ReadersWritersLines

  static let discipline = Discipline(
    name: "writers-first",
    title: "the first writer closes the turnstile",
    summary:
      "Writers count themselves under writeMutex. The first closes turnstile, which readers must pass; the last opens it.",
    verdict:
      "Right, but unfair the other way: as long as writers follow each other without a gap, a reader waits.",
    isCorrect: true,
    program: .readersWriters,
    synchronizers: [
      Synchronizer(.mutex, .semaphore(isShared: true)), Synchronizer(.writeMutex, .semaphore(isShared: true)),
      Synchronizer(.turnstile, .semaphore(isShared: true)), Synchronizer(.wrt, .semaphore(isShared: true)),
    ],
    listing: Listing(
      reader: [Lines.wait(.turnstile, "t")]
        + Lines.within(.mutex, Lines.countIn("r", .readcount, closing: .wrt))
        + [Lines.post(.turnstile, "T")] + Lines.read()
        + Lines.within(.mutex, Lines.countOut("r", .readcount, opening: .wrt)),
      thenWriter: Lines.within(
        .writeMutex, Lines.countIn("w", .writecount, closing: .turnstile, holdsMutex: false))
        + [Lines.wait(.wrt, "w")] + Lines.write() + [Lines.post(.wrt, "W")]
        + Lines.within(.writeMutex, Lines.countOut("w", .writecount, opening: .turnstile, holdsMutex: false))))

  static func read(_ worker: inout Worker<some ExecutionMode>) throws(Interruption) {
    try worker.beginWithWait(worker.shared.turnstile, .turnstile)
    try worker.countIn(worker.readers, at: 1)
    try worker.post(worker.shared.turnstile, at: 6)
    try worker.readValue(at: 7)
    try worker.countOut(worker.readers, at: 10)
  }

  static func write(_ worker: inout Worker<some ExecutionMode>) throws(Interruption) {
    try worker.countIn(worker.writers, at: 0)
    try worker.wait(worker.shared.wrt, .wrt, at: 5)
    try worker.writeValue(at: 6)
    try worker.post(worker.shared.wrt, at: 9)
    try worker.countOut(worker.writers, at: 10)
  }
}
