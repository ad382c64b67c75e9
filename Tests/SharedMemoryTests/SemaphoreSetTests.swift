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
      let empty = SystemVSemaphore(set: id, member: Int32(Index.empty))
      let full = SystemVSemaphore(set: id, member: Int32(Index.full))
      #expect(empty.tryTake() == .wouldSleep)
      try empty.setValue(2)
      #expect(empty.tryTake() == .done && empty.take() == .done)
      #expect(empty.giveBack() == .done && empty.value == 1)
      #expect(full.give(for: empty) == .done)
      #expect(empty.value == 1 && full.value == 1)
      #expect(empty.waiters == 0)
      #expect(full.lastPid == getpid())
    }
    #expect(SystemVSemaphore(set: id, member: 0).tryTake() == .gone)
    #expect(throws: SystemError.self) { try SystemVSemaphoreSet.creator(of: id) }
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
    }
  }
}
