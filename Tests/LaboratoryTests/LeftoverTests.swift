import Glibc
import Model
import SharedMemory
import Support
import Testing

@testable import Laboratory

@Suite("What was left behind")
struct LeftoverTests {
  /// A process that lives for as long as this is used, and is taken for dead here alone.
  private func withCreator(_ body: (Int32) throws -> Void) throws {
    let pid = try start(["sleep", "1000"])
    defer {
      kill(pid, SIGKILL)
      waitpid(pid, nil, 0)
    }
    try Leftovers.$presumedDead.withValue(pid) { try body(pid) }
  }

  private func find(_ name: String) -> Leftovers.Found? { Leftovers.survey().found.first { $0.name == name } }

  @Test("is found and removed; what a living process owns is not touched")
  func deadAndAlive() throws {
    try withCreator { pid in
      let dead = "/ringside-\(pid)-test"
      #expect(try run(["sh", "-c", "head -c 4096 /dev/zero > /dev/shm\(dead)"]).status == 0)
      defer { shm_unlink(dead) }
      let found = try #require(find(dead))
      #expect(found.kind == .posix && found.state == .dead && found.bytes == 4096)
      #expect(found.look == "ls -l /dev/shm\(dead)" && found.clear == "rm /dev/shm\(dead)")
      #expect(try Leftovers.remove(found).state == .removed)
      #expect(access("/dev/shm\(dead)", F_OK) != 0)
    }
    let owned = try PosixSegment(creating: uniqueSegmentName(), size: 4096)
    let living = try #require(find(owned.name))
    #expect(living.state == .alive)
    #expect(try Leftovers.remove(living).state == .alive)
    #expect(access("/dev/shm\(owned.name)", F_OK) == 0)
  }

  @Test("a file that only has such a name is nobody's to remove")
  func someoneElses() throws {
    let name = uniqueSegmentName()
    #expect(try run(["sh", "-c", "echo precious > /dev/shm\(name)"]).status == 0)
    defer { shm_unlink(name) }
    let found = try #require(find(name))
    #expect(found.state == .notOurs)
    #expect(try Leftovers.remove(found).state == .notOurs)
    #expect(access("/dev/shm\(name)", F_OK) == 0)
  }

  @Test("between its creation and its lock, the process that its name tells speaks for it")
  func unlocked() throws {
    let name = "/ringside-\(getpid())-\(UInt32.random(in: 0 ... .max))"
    let raw = shm_open(name, O_RDWR | O_CREAT | O_EXCL, 0o600)
    defer {
      close(raw)
      shm_unlink(name)
    }
    #expect(find(name)?.state == .alive)
  }

  @Test("semaphore sets and message queues of a dead creator are found and removed, those of a living one are not")
  func systemV() throws {
    try withCreator { pid in
      let set = try SystemVSemaphoreSet(creator: pid, startTime: try #require(startTime(of: pid)))
      let queue = msgget(MessageQueue.keys(of: pid)[0], IPC_CREAT | IPC_EXCL | MessageQueue.mode)
      try #require(queue >= 0)
      defer { msgctl(queue, IPC_RMID, nil) }
      let (deadSet, deadQueue) = (try #require(find(.semaphores, set.id)), try #require(find(.queue, queue)))
      #expect(deadSet.state == .dead && deadSet.creator == pid && deadSet.clear == "ipcrm -s \(set.id)")
      #expect(deadQueue.state == .dead && deadQueue.creator == pid && deadQueue.clear == "ipcrm -q \(queue)")
      Leftovers.$presumedDead.withValue(nil) {
        #expect(find(.semaphores, set.id)?.state == .alive && find(.queue, queue)?.state == .alive)
      }
      #expect(try Leftovers.remove(deadSet).state == .removed && Leftovers.remove(deadQueue).state == .removed)
      #expect(find(.semaphores, set.id) == nil && find(.queue, queue) == nil)
    }
  }

  @Test("a queue whose key only looks like Ringside's is nobody's to remove")
  func strangeQueue() throws {
    let queue = msgget(MessageQueue.keys(of: 0x3f_ffff)[0], IPC_CREAT | IPC_EXCL | 0o600)
    try #require(queue >= 0)
    defer { msgctl(queue, IPC_RMID, nil) }
    let found = try #require(find(.queue, queue))
    #expect(found.state == .notOurs)
    #expect(try Leftovers.remove(found).state == .notOurs)
  }

  private func find(_ kind: Leftovers.Kind, _ id: Int32) -> Leftovers.Found? {
    Leftovers.survey().found.first { $0.kind == kind && $0.name == String(id) }
  }
}
