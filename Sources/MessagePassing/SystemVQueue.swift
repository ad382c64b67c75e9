import CRegion
import Glibc
import SharedMemory
import Synchronization

/// A System V message queue for both directions: the messages of each have their own type: sysvipc(7).
///
/// The kernel keeps it until somebody removes it, even when all of its processes have ended. Its key and its mode
/// show that it is Ringside's, and a semaphore set with the same key shows whether its creator lives: see
/// `SystemVMark`.
public struct SystemVQueue: Transport {
  public let name = "sysv-queue"
  public let title = "System V queue"
  public let copies = 2
  public let traits = Traits(
    synchronization: "built in; a receiver may choose by type; cannot be polled together with files",
    reach: "processes of one machine that know its key and may use it",
    complexity: "keys, identifiers and types instead of names and files; the system's limits are low",
    safety: "whole messages or none; the queue stays until it is removed, even when all processes have died")

  /// The limits of one message, and of all messages in a queue.
  private static let sizeLimits = ["/proc/sys/kernel/msgmax", "/proc/sys/kernel/msgmnb"]

  public init() {}

  public func prepare(size: Int) throws -> Link {
    for limit in Self.sizeLimits {
      if let most = number(in: limit), size > most {
        throw Unavailable("at most \(most) bytes", "a message may have at most \(most) bytes, as \(limit) says")
      }
    }
    let queue = try OwnedSystemVQueue()
    return Link(argument: String(queue.identifier), owners: [queue])
  }

  public func attach(_ place: TransferEnd) throws -> some Channel {
    guard let queue = Int32(place.argument) else { throw SystemError("msgget", place.argument, .invalidArgument) }
    return Queue(queue, place.side)
  }

  /// A process's end of it.
  private struct Queue: Channel {
    let queue: Int32
    /// The type of the messages that this end sends, and of those that it receives.
    let sent, received: Int
    private(set) var systemCalls: UInt64 = 0

    init(_ queue: Int32, _ side: Side) {
      self.queue = queue
      (sent, received) = side == .sender ? (1, 2) : (2, 1)
    }

    /// msgsnd(2)
    mutating func send(_ message: Message) throws {
      message.head.storeBytes(of: sent, as: Int.self)
      while true {
        let result = system_v_queue_send(queue, message.head, message.size)
        systemCalls += 1
        if result == 0 { return }
        if errno != EINTR { throw SystemError.last("msgsnd", "\(queue)") }
      }
    }

    /// msgrcv(2)
    mutating func receive(_ message: Message) throws {
      while true {
        let count = system_v_queue_receive(queue, message.head, message.size, received)
        systemCalls += 1
        if count == message.size { return }
        if count != -1 { throw TransferError.short(bytes: count, of: message.size) }
        if errno != EINTR { throw SystemError.last("msgrcv", "\(queue)") }
      }
    }
  }
}

/// A System V queue that is removed when this is dropped, or when the program crashes.
public final class OwnedSystemVQueue {
  let identifier: Int32
  /// Proves to every other Ringside that this process lives. It is created before the queue and removed after it.
  private let life: SystemVSemaphoreSet

  /// The queue and the set that a crash must not leave behind; -1 for none.
  private static let latest = Atomic<Int32>(-1)
  private static let latestLife = Atomic<Int32>(-1)

  init() throws {
    // A crash in between would leave a queue that the crash handler does not know.
    (life, identifier) = try System.undisturbed { () throws -> (SystemVSemaphoreSet, Int32) in
      for key in SystemVMark.keys(of: getpid()) {
        guard let life = try SystemVSemaphoreSet(key: key) else { continue }
        let queue = system_v_queue_create(key, SystemVMark.mode)
        if queue != -1 {
          Self.latestLife.store(life.id, ordering: .releasing)
          Self.latest.store(queue, ordering: .releasing)
          return (life, queue)
        }
        if errno != EEXIST { break }
      }
      throw Self.refusal()
    }
  }

  /// The reason why the system refuses a queue, from the error number: msgget(2).
  private static func refusal() -> any Error {
    let error = SystemError.last("msgget", "")
    return switch error.errno.rawValue {
    case ENOSYS:
      Unavailable("not in this kernel", "this kernel was built without System V message queues (\(error))")
    case ENOSPC:
      Unavailable("too many queues", "there may be no more queues, as /proc/sys/kernel/msgmni says")
    case EACCES, EPERM:
      Unavailable("not allowed", "System V message queues are not allowed here (\(error))")
    default:
      error
    }
  }

  /// Initializes the static properties, which the handler of a crash must not do.
  public static func prepareForCrash() {
    _ = latest.load(ordering: .relaxed)
    _ = latestLife.load(ordering: .relaxed)
  }

  /// Removes the queue of this process, if it has one. For the handler of a crash: it only makes two plain system
  /// calls and accesses two atomic words.
  public static func removeInCrash() {
    let queue = latest.exchange(-1, ordering: .acquiringAndReleasing)
    if queue != -1 { _ = system_v_queue_remove(queue) }
    let life = latestLife.exchange(-1, ordering: .acquiringAndReleasing)
    if life != -1 { _ = system_semaphore_remove(life) }
  }

  deinit {
    // It may be gone already. It is forgotten only after this call, so that a crash in between does not leave it.
    _ = system_v_queue_remove(identifier)
    _ = Self.latest.compareExchange(expected: identifier, desired: -1, ordering: .acquiringAndReleasing)
    life.remove()
    _ = Self.latestLife.compareExchange(expected: life.id, desired: -1, ordering: .acquiringAndReleasing)
  }
}
