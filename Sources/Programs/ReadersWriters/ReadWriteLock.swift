import Model
import SharedMemory

/// The lock that POSIX has for this.
enum ReadWriteLock: ReadersWritersCode {
  private typealias Lines = ReadersWritersLines

  private static func lock(_ call: String) -> Listing.Line {
    .init(Operation(.wait, .rwlock, "pthread_rwlock_\(call)(&rwlock)", letter: "l"))
  }

  private static let unlock = Listing.Line(
    Operation(.post, .rwlock, "pthread_rwlock_unlock(&rwlock)", letter: "L", holdsMutex: true))

  static let discipline = Discipline(
    name: "rwlock",
    title: "pthread_rwlock_t, process-shared",
    summary:
      "A reader calls pthread_rwlock_rdlock, a writer pthread_rwlock_wrlock, on a lock with PTHREAD_PROCESS_SHARED.",
    verdict:
      "Right for any number. As glibc makes it, readers may pass a writer that waits, so writers can starve here too.",
    isCorrect: true,
    program: .readersWriters,
    synchronizers: [Synchronizer(.rwlock, .readWriteLock, isExclusive: true)],
    listing: Listing(
      reader: [lock("rdlock")] + Lines.read(holdsMutex: true) + [unlock],
      thenWriter: [lock("wrlock")] + Lines.write(holdsMutex: true) + [unlock]))

  static func read(_ worker: inout Worker<some ExecutionMode>) throws(Interruption) {
    try lock(&worker, .reading)
    try worker.readValue(at: 1)
    try worker.release(worker.shared.rwlock, at: 4)
  }

  static func write(_ worker: inout Worker<some ExecutionMode>) throws(Interruption) {
    try lock(&worker, .writing)
    try worker.writeValue(at: 1)
    try worker.release(worker.shared.rwlock, at: 4)
  }

  @inline(__always)
  private static func lock(
    _ worker: inout Worker<some ExecutionMode>, _ mode: SharedReadWriteLock.Mode
  ) throws(Interruption) {
    try worker.gate(0)
    worker.beginToWait()
    try worker.acquire(worker.shared.rwlock, mode, .rwlock, at: 0)
  }
}
