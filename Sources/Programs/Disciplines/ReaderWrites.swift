import Model

/// A reader that tries to write where it may only read.
enum ReaderWrites: MessageCode {
  static let discipline = Discipline(
    name: "reader-writes",
    title: "a write through a read-only mapping",
    does:
      "The reader copies the text out, and then stores into it, through a mapping that it asked for with PROT_READ alone.",
    verdict:
      "Wrong: the memory management unit refuses the store, and the kernel ends the process by SIGSEGV. The text is unharmed.",
    isCorrect: false,
    program: .message,
    synchronizers: [],
    listing: Listing(
      writer: [
        .init("message = compose()"),
        .init(Operation(.store, .text, "text[k] = message[k]", letter: "t")),
      ],
      reader: [
        .init(Operation(.load, .text, "copy[k] = text[k]", letter: "t")),
        .init("print(copy)"),
        .init(Operation(.store, .text, "text[0] = 0", letter: "x")),
      ]))

  static func write(_ worker: inout Worker) throws(Interruption) {
    try worker.writeText(at: 0)
  }

  static func read(_ worker: inout Worker) throws(Interruption) {
    try worker.readText(at: 0)
    worker.printCopy()
    try worker.writeThroughReadOnlyMapping(at: 1)
  }
}
