import Model

/// A turnstile before the first solution: a writer that waits keeps later readers out.
enum Fair: ReadersWritersCode {
  private typealias Lines = ReadersWritersLines

  static let discipline = Discipline(
    name: "fair",
    title: "a turnstile for both",
    summary:
      "Everybody passes turnstile first. A writer keeps it while it waits for wrt, so that no later reader can pass.",
    verdict:
      "Right: a writer waits only for readers already inside. sem_post hands turnstile to nobody in particular: a fast process may retake it.",
    isCorrect: true,
    program: .readersWriters,
    synchronizers: [
      Synchronizer(.mutex, .semaphore(isShared: true)), Synchronizer(.turnstile, .semaphore(isShared: true)),
      Synchronizer(.wrt, .semaphore(isShared: true)),
    ],
    listing: Listing(
      reader: [Lines.wait(.turnstile, "t"), Lines.post(.turnstile, "T")]
        + Lines.within(.mutex, Lines.countIn("r", .readcount, closing: .wrt))
        + Lines.read()
        + Lines.within(.mutex, Lines.countOut("r", .readcount, opening: .wrt)),
      thenWriter: [Lines.wait(.turnstile, "t"), Lines.wait(.wrt, "w")] + Lines.write()
        + [Lines.post(.turnstile, "T"), Lines.post(.wrt, "W")]))

  static func read(_ worker: inout Worker<some ExecutionMode>) throws(Interruption) {
    try worker.beginWithWait(worker.shared.turnstile, .turnstile)
    try worker.post(worker.shared.turnstile, at: 1)
    try worker.countIn(worker.readers, at: 2)
    try worker.readValue(at: 7)
    try worker.countOut(worker.readers, at: 10)
  }

  static func write(_ worker: inout Worker<some ExecutionMode>) throws(Interruption) {
    try worker.beginWithWait(worker.shared.turnstile, .turnstile)
    try worker.wait(worker.shared.wrt, .wrt, at: 1)
    try worker.writeValue(at: 2)
    try worker.post(worker.shared.turnstile, at: 5)
    try worker.post(worker.shared.wrt, at: 6)
  }
}
