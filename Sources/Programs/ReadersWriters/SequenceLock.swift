import Model
import SharedMemory

/// A version before and after: readers never wait, and read again when a writer came between.
enum SequenceLock: ReadersWritersCode {
  private typealias Lines = ReadersWritersLines

  static let discipline = Discipline(
    name: "seqlock",
    title: "readers check a version, and read again",
    summary:
      "A writer makes version odd, writes, and makes it even. A reader that finds it odd or changed reads again.",
    verdict:
      "Right for any number, and no reader keeps a writer waiting. A busy writer makes the readers retry: see retries.",
    isCorrect: true,
    program: .readersWriters,
    synchronizers: [Synchronizer(.mutex, .semaphore(isShared: true))],
    listing: Listing(
      reader: [.init(Operation(.load, .version, "r = version  (even)", letter: "v"))] + Lines.read()
        + [.init(Operation(.test, .version, "while (version != r)", letter: "?"))],
      thenWriter: [Lines.wait(.mutex, "m")]
        + [.init(Operation(.store, .version, "version = version + 1  (odd)", letter: "o", holdsMutex: true))]
        + Lines.write(holdsMutex: true)
        + [
          .init(Operation(.store, .version, "version = version + 1  (even)", letter: "e", holdsMutex: true)),
          Lines.post(.mutex, "M", holdsMutex: true),
        ]))

  static func read(_ worker: inout Worker<some ExecutionMode>) throws(Interruption) {
    var isFirst = true
    while true {
      let version = try worker.loadEvenVersion(isFirst: isFirst)
      worker.foundIt()
      isFirst = false
      try worker.readUncounted(at: 1)
      if try worker.isUnchanged(version, at: 4) { break }
    }
    worker.countEntry()
    worker.countRead()
  }

  static func write(_ worker: inout Worker<some ExecutionMode>) throws(Interruption) {
    try worker.beginWithWait(worker.region.mutex, .mutex)
    let version = try worker.makeVersionOdd(at: 1)
    try worker.writeValue(at: 2)
    try worker.makeVersionEven(version, at: 5)
    try worker.post(worker.region.mutex, at: 6)
  }
}

extension Worker {
  /// `r = version`, again and again until it is even.
  fileprivate mutating func loadEvenVersion(isFirst: Bool) throws(Interruption) -> UInt64 {
    var begins = isFirst
    while true {
      try gate(0)
      if begins { beginToWait() }
      begins = false
      let version = shared.version.loadAcquire()
      words.index.store(version)
      words.registers.store(RegionValue.showsIndex)
      if version.isMultiple(of: 2) { return version }
      try lookAgain(for: .version, mayLeave: true)
    }
  }

  /// `while (version != r)`. Whether no writer came between.
  fileprivate mutating func isUnchanged(_ version: UInt64, at operation: Int) throws(Interruption) -> Bool {
    try gate(operation)
    fullFence()
    if shared.version.load() == version { return true }
    words.copied.store(0)
    countRetry()
    return false
  }

  /// `version = version + 1`, before the value changes. After a writer that died it is odd already.
  fileprivate mutating func makeVersionOdd(at operation: Int) throws(Interruption) -> UInt64 {
    try gate(operation)
    let version = shared.version.load() | 1
    shared.version.storeSequentiallyConsistent(version)
    fullFence()
    return version
  }

  /// `version = version + 1`, after it has changed.
  fileprivate mutating func makeVersionEven(_ version: UInt64, at operation: Int) throws(Interruption) {
    try gate(operation)
    shared.version.storeRelease(version &+ 1)
  }
}
