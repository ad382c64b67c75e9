import Model

/// Writers that ask nobody.
enum NoWriterExclusion: ReadersWritersCode {
  private typealias Lines = ReadersWritersLines

  static let discipline = Discipline(
    name: "no-writer-exclusion",
    title: "writers that ask nobody",
    summary:
      "Readers count themselves and hold wrt as they should, but a writer writes without taking wrt.",
    verdict:
      "Wrong: a writer comes in beside readers and other writers, and a reader copies words of two values.",
    isCorrect: false,
    program: .readersWriters,
    synchronizers: ReadersFirst.discipline.synchronizers,
    listing: Listing(
      reader: ReadersFirst.discipline.listing.lines(of: .reader),
      thenWriter: Array(Lines.write().prefix(2)) + [.provocation] + Array(Lines.write().dropFirst(2))))

  static func read(_ worker: inout Worker<some ExecutionMode>) throws(Interruption) { try ReadersFirst.read(&worker) }

  static func write(_ worker: inout Worker<some ExecutionMode>) throws(Interruption) {
    try worker.writeValue(at: 0, isProvoked: true)
  }
}
