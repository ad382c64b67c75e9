import Model

/// A version before and after the text, for readers that are not allowed to write.
enum LockFreeMessage: MessageCode {
  static let discipline = Discipline(
    name: "lock-free",
    title: "a version before and after",
    summary:
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

  static func write(_ worker: inout Worker<some ExecutionMode>) throws(Interruption) {
    try worker.compose(at: 0)
    let version = try worker.openVersion(at: 1)
    try worker.writeText(at: 2)
    try worker.closeVersion(version, at: 3)
  }

  static func read(_ worker: inout Worker<some ExecutionMode>) throws(Interruption) {
    var version: UInt64
    repeat {
      version = try worker.loadEvenVersion(at: 0)
      try worker.readText(at: 1)
    } while try !worker.isStill(version, at: 2)
    worker.foundIt()
    worker.printCopy()
  }
}
