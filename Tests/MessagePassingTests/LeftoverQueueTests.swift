import Glibc
import Testing

@testable import MessagePassing

@Suite("System V queues that were left behind", .serialized)
struct LeftoverQueueTests {
  /// A line of /proc/sysvipc/msg.
  private func line(key: Int32, mode: String = "711", uid: UInt32 = geteuid(), created: Int = 1_000_000) -> String {
    "\(key) 7 \(mode) 12 3 1 1 \(uid) 0 \(uid) 0 0 0 \(created)\n"
  }

  private let own = 0x52 << 24 | getpid()

  @Test("ours are told by key, mode and user")
  func ours() throws {
    #expect(LeftoverQueues.found(line(key: own), boot: nil)?.creator == getpid())
    #expect(LeftoverQueues.found(line(key: own + 1 << 24), boot: nil)?.creator == getpid())
    #expect(LeftoverQueues.found(line(key: own, mode: "600"), boot: nil) == nil)
    #expect(LeftoverQueues.found(line(key: own, uid: geteuid() + 1), boot: nil) == nil)
    #expect(LeftoverQueues.found(line(key: 0x41 << 24 | getpid()), boot: nil) == nil)
    #expect(LeftoverQueues.found(line(key: -1), boot: nil) == nil)
    #expect(LeftoverQueues.found("       key      msqid perms      cbytes\n", boot: nil) == nil)
    #expect(LeftoverQueues.found("", boot: nil) == nil)
  }

  @Test("dead is whose creator is no process, or one that started later")
  func dead() throws {
    #expect(LeftoverQueues.found(line(key: own), boot: nil)?.isDead == false)
    // This process cannot have made what is older than the machine's start.
    #expect(LeftoverQueues.found(line(key: own), boot: 2_000_000)?.isDead == true)
    #expect(LeftoverQueues.found(line(key: 0x52 << 24 | 0xff_ffff), boot: nil)?.isDead == true)
  }

  @Test("a queue is there while it is owned, is alive, and then gone; a dead one is removed, a living one is not")
  func owned() throws {
    let before = Set(LeftoverQueues.all())
    do {
      let queues = try [OwnedSystemVQueue(), OwnedSystemVQueue()]
      let made = LeftoverQueues.all().filter { !before.contains($0) && $0.creator == getpid() }
      #expect(made.count >= 2)
      #expect(made.allSatisfy { !$0.isDead })
      for queue in made { #expect(try !LeftoverQueues.remove(queue)) }
      withExtendedLifetime(queues) {}
    }
    #expect(!LeftoverQueues.all().contains { $0.creator == getpid() && !before.contains($0) })
  }
}
