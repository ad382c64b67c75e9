import Model

/// The first solution without the mutex around its count.
enum CounterWithoutMutex: ReadersWritersCode {
  private typealias Lines = ReadersWritersLines

  /// A load and a store, with something in between that makes the race likelier.
  private static func provoked(_ lines: [Listing.Line]) -> [Listing.Line] {
    [lines[0], .provocation] + lines.dropFirst()
  }

  static let discipline = Discipline(
    name: "counter-without-mutex",
    title: "readcount without its mutex",
    summary:
      "Two readers that load the same readcount both store the same sum: one of them is not counted.",
    verdict:
      "Wrong: a writer comes in beside a reader that was not counted, or waits for ever for one that left long ago.",
    isCorrect: false,
    program: .readersWriters,
    synchronizers: [Synchronizer(.wrt, .semaphore(isShared: true))],
    listing: Listing(
      reader: provoked(Lines.countIn("r", .readcount, closing: .wrt, holdsMutex: false))
        + Lines.read()
        + provoked(Lines.countOut("r", .readcount, opening: .wrt, holdsMutex: false)),
      thenWriter: ReadersFirst.discipline.listing.lines(of: .writer)))

  static func read(_ worker: inout Worker<some ExecutionMode>) throws(Interruption) {
    let (count, wrt) = (worker.shared.readcount, worker.shared.wrt)
    let entering = try worker.loadCount(count, at: 0)
    worker.provoke()
    try worker.storeCount(entering &+ 1, in: count, at: 1)
    try worker.wait(wrt, .wrt, if: entering == 0, at: 2)
    try worker.readValue(at: 3)
    let leaving = try worker.loadCount(count, at: 6)
    worker.provoke()
    try worker.storeCount(leaving &- 1, in: count, at: 7)
    try worker.post(wrt, if: leaving == 1, at: 8)
  }

  static func write(_ worker: inout Worker<some ExecutionMode>) throws(Interruption) { try ReadersFirst.write(&worker) }
}
