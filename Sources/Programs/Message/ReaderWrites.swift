import Model

/// A reader that tries to write through its read-only mapping.
enum ReaderWrites: MessageCode {
  static let discipline = Discipline(
    name: "reader-writes",
    title: "a write through a read-only mapping",
    summary:
      "The reader copies the text out, as it may, and then stores into it through a mapping made with only PROT_READ.",
    verdict:
      "Wrong: the memory management unit refuses the store, and the kernel ends the process with SIGSEGV. The text is unharmed.",
    isCorrect: false,
    program: .message,
    synchronizers: [],
    listing: Listing(
      writer: LockFreeMessage.discipline.listing.lines(of: .writer),
      reader: LockFreeMessage.discipline.listing.lines(of: .reader) + [
        .init(Operation(.store, .text, "text[0] = 0", letter: "x", isOfOneWord: true))
      ]))

  static func write(_ worker: inout Worker<some ExecutionMode>) throws(Interruption) {
    try LockFreeMessage.write(&worker)
  }

  static func read(_ worker: inout Worker<some ExecutionMode>) throws(Interruption) {
    try LockFreeMessage.read(&worker)
    try worker.writeThroughReadOnlyMapping(at: 3)
  }
}
