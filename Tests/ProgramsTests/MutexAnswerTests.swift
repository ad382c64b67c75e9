import CRegion
import Glibc
import Model
import Testing

@testable import Programs
@testable import SharedMemory

@Suite("What a mutex answers")
struct MutexAnswerTests {
  /// Locks a mutex in a thread that ends without giving it back.
  private func abandon(_ mutex: SharedMutex) throws {
    var thread = pthread_t()
    let body: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = { address in
      pthread_mutex_lock(address!.assumingMemoryBound(to: pthread_mutex_t.self))
      return nil
    }
    try #require(pthread_create(&thread, nil, body, mutex.address) == 0)
    try #require(pthread_join(thread, nil) == 0)
  }

  /// A mutex that nobody can ever acquire again: ENOTRECOVERABLE.
  private func unrecoverable(_ region: Region) throws -> SharedMutex {
    let mutex = region.pthreadMutex
    try mutex.initialize(isShared: true, isRobust: true)
    try abandon(mutex)
    #expect(mutex.tryLock() == .ownerDied)
    #expect(mutex.unlock())
    return mutex
  }

  @Test("each return code has its answer")
  func answers() throws {
    let table = try Table(slots: 3)
    let mutex = table.region.pthreadMutex
    for (code, answer) in [
      (0, SharedMutex.Answer.acquired), (EOWNERDEAD, .ownerDied), (EBUSY, .busy), (ENOTRECOVERABLE, .unusable),
      (EINVAL, .unusable), (EPERM, .unusable), (EDEADLK, .unusable), (EAGAIN, .unusable), (12345, .unusable),
    ] { #expect(mutex.answer(code) == answer) }
  }

  @Test("an unrecoverable mutex is not acquired, by no call")
  func unrecoverable() throws {
    let table = try Table(slots: 3)
    let mutex = try unrecoverable(table.region)
    #expect(mutex.lock() == .unusable)
    #expect(!mutex.makeConsistent())
    #expect(!mutex.unlock())
    // Last, and twice: glibc 2.36 leaves the lock word taken after such a try, and a call that waits would never return.
    for _ in 0..<2 { #expect(mutex.tryLock() == .unusable) }
  }

  @Test("a robust mutex that another process holds cannot be unlocked, and one that its holder's heir repairs goes on")
  func repaired() throws {
    let table = try Table(slots: 3)
    let mutex = table.region.pthreadMutex
    try mutex.initialize(isShared: true, isRobust: true)
    #expect(!mutex.unlock())
    try abandon(mutex)
    #expect(mutex.lock() == .ownerDied && mutex.makeConsistent() && mutex.unlock())
    #expect(mutex.tryLock() == .acquired && mutex.unlock())
  }

  @Test("a worker gives up at an unusable mutex, and does not go in", arguments: ["robust-mutex", "mutex-condition"])
  func workers(name: String) throws {
    for program in [Program.ring, .counter] {
      guard let index = Catalogue.index(of: name, in: program) else { continue }
      let table = try Table(slots: 3, discipline: index)
      let mutex = try unrecoverable(table.region)
      if name == "mutex-condition" {
        // A kind that there is not: EINVAL.
        (mutex.address + 16).storeBytes(of: Int32(0x77), as: Int32.self)
      }
      let worker = table[program.roles[0], 1]
      worker.worker.words.quota.store(3)
      worker.worker.work()
      #expect(worker.worker.failure == .unusableMutex, "\(name), \(program)")
      #expect(worker.worker.done == 0)
    }
  }
}
