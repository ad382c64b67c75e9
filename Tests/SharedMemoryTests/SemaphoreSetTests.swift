import Glibc
import Support
import Testing

@testable import SharedMemory

@Suite("A System V semaphore set")
struct SemaphoreSetTests {
  private typealias Index = SystemVSemaphoreSet.Index

  @Test("counts, refuses without sleeping, and goes with its creator")
  func lifetime() throws {
    let id: Int32
    do {
      let set = try SystemVSemaphoreSet()
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
      #expect(!set.isGone)
    }
    #expect(SystemVSemaphore(set: id, member: 0).tryTake() == .gone)
    #expect(throws: SystemError.self) { try SystemVObject(.semaphores, id: id) }
  }

  @Test("says that its creator lives, and what it announces, whatever size and key")
  func claim() throws {
    for announcement in [nil, (key: Int32(0), size: 1), (key: -2, size: 1 << 40)] {
      let announced = announcement.map { SystemVSemaphoreSet.Announcement(key: $0.key, size: $0.size) }
      let set = try SystemVSemaphoreSet(announcing: announced)
      let claim = SystemVSemaphoreSet.Claim(isAlive: true, creator: getpid(), announcement: announced)
      #expect(try SystemVSemaphoreSet.standing(of: SystemVObject(.semaphores, id: set.id)) == .claimed(claim))
      #expect(try Remnant(set: SystemVObject(.semaphores, id: set.id))?.standing == .alive)
      #expect(try !Remnant.remove(.semaphores, id: set.id, claims: []), "nobody removes it while its creator lives")
      #expect(try !SystemVSemaphoreSet.bar(set.id), "nor can it be barred once it is claimed")
      #expect(!set.isGone)
    }
  }

  @Test("that nobody has claimed can be barred, and then nobody can claim it any more")
  func unclaimed() throws {
    let key = SystemVMark.keys(of: getpid())[5]
    let id = semget(key, Int32(Index.count), IPC_CREAT | IPC_EXCL | SystemVMark.mode)
    try #require(id != -1)
    defer { try? SystemVSemaphoreSet.remove(id) }
    let set = try SystemVObject(.semaphores, id: id)
    #expect(try SystemVSemaphoreSet.standing(of: set) == .unclaimed)
    // The process that the key tells lives.
    #expect(Remnant(set: set)?.standing == .alive)
    #expect(try SystemVSemaphoreSet.bar(id))
    #expect(try SystemVSemaphoreSet.standing(of: SystemVObject(.semaphores, id: id)) == .unclaimed)
    #expect(try SystemVSemaphoreSet(key: key) == nil, "the key is taken")
    #expect(try SystemVSemaphoreSet().id != id, "and another key is found")
  }

  @Test("of somebody else's is none of Ringside's, whatever it has in common with one")
  func strangers() throws {
    let marked = SystemVMark.keys(of: 0x3f_fffe)
    let count = Int32(Index.count)
    let strangers: [(key: Int32, count: Int32, mode: Int32, value: Int)] = [
      (IPC_PRIVATE, count, SystemVMark.mode, 0), (marked[0], count, 0o600, 0),
      (marked[1], count - 1, SystemVMark.mode, 0),
      (marked[2], count, SystemVMark.mode, 7), (marked[3], count, 0o711 & ~0o100, 0),
    ]
    for stranger in strangers {
      let id = semget(stranger.key, stranger.count, IPC_CREAT | IPC_EXCL | stranger.mode)
      try #require(id != -1)
      defer { try? SystemVSemaphoreSet.remove(id) }
      try SystemVSemaphore(set: id, member: 0).setValue(stranger.value)
      let set = try SystemVObject(.semaphores, id: id)
      #expect(try SystemVSemaphoreSet.standing(of: set) == .notRingsides)
      #expect(Remnant(set: set)?.standing ?? .notOurs == .notOurs)
      #expect(try !Remnant.remove(.semaphores, id: id, claims: []))
      #expect((try? SystemVObject(.semaphores, id: id)) != nil)
    }
  }
}
