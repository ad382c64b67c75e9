import Glibc
import Laboratory
import Model
import SharedMemory
import Support
import Testing

@Suite("What was left behind")
struct LeftoverTests {
  /// A segment whose creator is dead: made by a process that is gone by now.
  private func abandoned() throws -> String {
    let made = try run(["sh", "-c", "head -c 4096 /dev/zero > /dev/shm/ringside-$$-test; echo /ringside-$$-test"])
    #expect(made.status == 0)
    return String(made.output.dropLast())
  }

  private func find(_ name: String) -> Leftovers.Found? { Leftovers.survey().found.first { $0.name == name } }

  @Test("is found and removed; what a living process owns is not touched")
  func deadAndAlive() throws {
    // Any Ringside that starts meanwhile clears what is dead: then there is nothing to find, and it is tried again.
    let isRemoved = try eventually {
      let dead = try abandoned()
      guard let found = find(dead) else { return false }
      #expect(found.kind == .posix && found.state == .dead && found.bytes == 4096)
      #expect(found.look == "ls -l /dev/shm\(dead)" && found.clear == "rm /dev/shm\(dead)")
      guard try Leftovers.remove(found).state == .removed else { return false }
      return access("/dev/shm\(dead)", F_OK) != 0
    }
    #expect(isRemoved)
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

  /// The id of a process that is gone.
  private func deadProcess() throws -> Int32 {
    let pid = try start(["true"])
    waitpid(pid, nil, 0)
    return pid
  }

  @Test("semaphore sets and message queues of a dead creator are found and removed, those of a living one are not")
  func systemV() throws {
    // Any Ringside that starts meanwhile clears what is dead.
    let isRemoved = try eventually {
      let pid = try deadProcess()
      let set = try SystemVSemaphoreSet(creator: pid, startTime: 1)
      let queue = msgget(MessageQueue.key(of: pid), IPC_CREAT | IPC_EXCL | 0o600)
      guard queue >= 0 else { return false }
      defer { msgctl(queue, IPC_RMID, nil) }
      guard (try? MessageQueue.mark(queue)) != nil, let deadSet = find(.semaphores, set.id),
        let deadQueue = find(.queue, queue)
      else { return false }
      #expect(deadSet.state == .dead && deadSet.creator == pid && deadSet.clear == "ipcrm -s \(set.id)")
      #expect(deadQueue.state == .dead && deadQueue.creator == pid && deadQueue.clear == "ipcrm -q \(queue)")
      return try Leftovers.remove(deadSet).state == .removed && Leftovers.remove(deadQueue).state == .removed
        && find(.semaphores, set.id) == nil && find(.queue, queue) == nil
    }
    #expect(isRemoved)
    let own = try SystemVSemaphoreSet(creator: getpid(), startTime: try #require(startTime(of: getpid())))
    #expect(find(.semaphores, own.id)?.state == .alive)
    // Another process has the pid by now.
    let older = try SystemVSemaphoreSet(creator: getpid(), startTime: 1)
    #expect(find(.semaphores, older.id).map { $0.state == .dead } ?? true)
  }

  @Test("a queue whose key only looks like Ringside's is nobody's to remove")
  func strangeQueue() throws {
    let queue = msgget(MessageQueue.key(of: try deadProcess()), IPC_CREAT | IPC_EXCL | 0o600)
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
