import Glibc
import SharedMemory
import Support
import Testing

@Suite("A System V semaphore set")
struct SemaphoreSetTests {
  private typealias Index = SystemVSemaphoreSet.Index

  @Test("counts, refuses without sleeping, and goes with its creator")
  func lifetime() throws {
    let id: Int32
    do {
      let set = try SystemVSemaphoreSet(creator: getpid(), startTime: 1)
      id = set.id
      let other = try SystemVSemaphoreSet(opening: id)
      #expect(try other.trySubtract(Index.empty) == false)
      try set.set(Index.empty, 3)
      #expect(try other.trySubtract(Index.empty))
      #expect(try other.operate([.init(Index.empty, -2), .init(Index.full, 1)]))
      #expect(try set.value(Index.empty) == 0 && set.value(Index.full) == 1)
      #expect(try set.waiters(Index.empty) == 0)
      #expect(try set.lastPid(Index.full) == getpid())
      other.remove()
      #expect(try set.value(Index.full) == 1, "only its creator removes it")
    }
    #expect(throws: SystemError.self) { try SystemVSemaphoreSet(opening: id) }
  }

  @Test("says who made it; the largest process id and any start time fit")
  func creator() throws {
    let set = try SystemVSemaphoreSet(creator: 4_194_303, startTime: 0x12_3456_789a)
    let creator = try #require(try SystemVSemaphoreSet.creator(of: set.id))
    #expect(creator.pid == 4_194_303)
    #expect(creator.started(at: 0x12_3456_789a))
    #expect(!creator.started(at: 0x12_3456_789b))
  }

  @Test("a set of somebody else's is none of Ringside's")
  func strangers() throws {
    for count in [1, 8, 9] as [Int32] {
      let id = semget(IPC_PRIVATE, count, IPC_CREAT | 0o600)
      // ipcrm(1) does what a variadic semctl(2) would.
      defer { _ = try? run(["ipcrm", "-s", String(id)]) }
      #expect(try SystemVSemaphoreSet.creator(of: id) == nil)
      #expect(throws: SystemError.self) { try SystemVSemaphoreSet(opening: id) }
    }
  }
}
