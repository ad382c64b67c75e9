import Model

/// A text that is read while it is written.
enum NoneMessage: MessageCode {
  static let discipline = Discipline(
    name: "none",
    title: "no synchronization",
    summary:
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

  static func write(_ worker: inout Worker<some ExecutionMode>) throws(Interruption) {
    try worker.compose(at: 0)
    try worker.writeText(at: 1)
  }

  static func read(_ worker: inout Worker<some ExecutionMode>) throws(Interruption) {
    try worker.readText(at: 0)
    worker.printCopy()
  }
}
