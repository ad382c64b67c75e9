import CRegion
import Glibc
import MessagePassing
import SharedMemory
import Testing

@Suite("A POSIX message queue", .serialized)
struct QueueTests {
  @Test("is made although others have all the names, and theirs stay")
  func squatted() throws {
    // As somebody else would make them, under all names that Ringside tries first and are free.
    let names = PosixQueueMark.names.filter { name in
      let queue = posix_queue_create(name, 0o600, 1, 8)
      if queue != -1 { close(queue) }
      return queue != -1
    }
    defer { for name in names { _ = posix_queue_unlink(name) } }
    #expect(throws: Never.self) { try PosixQueue().prepare(size: 8) }
    for name in names {
      #expect(Remnant(posixQueue: name)?.standing == .notOurs)
      let isRemoved = try Remnant.remove(posixQueue: name)
      #expect(!isRemoved && Remnant(posixQueue: name) != nil)
    }
  }

  @Test("that still has its name is in use while its creator lives, and is left alone while there is a message in it")
  func named() throws {
    let name = PosixQueueMark.randomName
    let queue = posix_queue_create(name, mode_t(PosixQueueMark.mode), 1, 8)
    try #require(queue != -1)
    defer { _ = posix_queue_unlink(name) }
    #expect(Remnant(posixQueue: name)?.standing == .alive)
    #expect(try !Remnant.remove(posixQueue: name))
    try #require(posix_queue_send(queue, "message", 7) == 0)
    close(queue)
    #expect(Remnant(posixQueue: name)?.standing == .notOurs)
    let reader = posix_queue_look(name)
    var bytes = [UInt8](repeating: 0, count: 8)
    try #require(posix_queue_receive(reader, &bytes, 8) == 7)
    close(reader)
    #expect(Remnant(posixQueue: name)?.standing == .dead)
    #expect(try Remnant.remove(posixQueue: name))
    #expect(Remnant(posixQueue: name) == nil)
  }
}
