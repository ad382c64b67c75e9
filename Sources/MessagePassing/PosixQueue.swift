import CRegion
import Glibc
import SharedMemory

/// Two POSIX message queues, one for each direction: mq_overview(7).
///
/// They lose their names as soon as they are open, and the processes inherit the descriptors: when the last process
/// ends, however that happens, the kernel removes the queues.
public struct PosixQueue: Transport {
  public let name = "posix-queue"
  public let title = "POSIX queue"
  public let copies = 2
  public let traits = Traits(
    synchronization: "built in, with priorities; announces a message by signal or thread; can be polled",
    reach: "processes of one machine that know its name and may open it",
    complexity: "a name to create and to remove; sizes and counts are fixed, and the system's limits are low",
    safety: "whole messages or none; the queue and its messages outlive the processes until it is unlinked")

  private static let sizeLimit = "/proc/sys/fs/mqueue/msgsize_max"
  private static let countLimit = "/proc/sys/fs/mqueue/msg_max"

  public init() {}

  public func prepare(size: Int) throws -> Link {
    if let most = number(in: Self.sizeLimit), size > most {
      throw Unavailable("at most \(most) bytes", "a message may have at most \(most) bytes, as \(Self.sizeLimit) says")
    }
    let (there, back) = (try Self.open(size), try Self.open(size))
    return Link(
      descriptors: [.sender: [back.number, there.number], .receiver: [there.number, back.number]],
      owners: [there, back])
  }

  public func attach(_ place: TransferEnd) throws -> some Channel {
    Queue(input: place.descriptors[0], output: place.descriptors[1])
  }

  /// Opens a queue without a name. While it still has one, a killed process can leave it: see `PosixQueueMark`. If a
  /// name is taken, that queue stays, and the next name is tried.
  private static func open(_ size: Int) throws -> OwnedDescriptor {
    let messages = min(10, number(in: countLimit) ?? 10)
    var names = PosixQueueMark.names[...]
    for _ in 0..<64 {
      let name = names.popFirst() ?? PosixQueueMark.randomName
      // A signal that ended the process between the two calls would leave the queue.
      let queue = System.undisturbed { () -> Int32 in
        let queue = posix_queue_create(name, mode_t(PosixQueueMark.mode), messages, size)
        // A Ringside that clears leftovers may have removed it already.
        if queue != -1 { _ = posix_queue_unlink(name) }
        return queue
      }
      if queue != -1 { return OwnedDescriptor(queue) }
      if errno != EEXIST && errno != EINTR { throw refusal(of: name) }
    }
    throw refusal(of: "a name")
  }

  /// The reason why the system refuses a queue, from the error number: mq_open(3).
  private static func refusal(of path: String) -> any Error {
    let error = SystemError.last("mq_open", path)
    switch error.errno.rawValue {
    case EMFILE:
      var bytes: UInt64 = 0
      let limit = system_queue_memory(&bytes) == 0 ? ", which is \(bytes)" : ""
      return Unavailable(
        "no room for a queue", "there is no room for a queue: all of a user's may take ulimit -q bytes\(limit)")
    case ENOSYS:
      return Unavailable("not in this kernel", "this kernel was built without POSIX message queues (\(error))")
    case ENOSPC:
      return Unavailable("too many queues", "there may be no more queues, as /proc/sys/fs/mqueue/queues_max says")
    case EACCES, EPERM:
      return Unavailable("not allowed", "POSIX message queues are not allowed here (\(error))")
    default:
      return error
    }
  }

  /// A process's end of both queues.
  private struct Queue: Channel {
    let input, output: Int32
    private(set) var systemCalls: UInt64 = 0

    init(input: Int32, output: Int32) {
      self.input = input
      self.output = output
    }

    /// mq_send(3)
    mutating func send(_ message: Message) throws {
      while true {
        let result = posix_queue_send(output, message.start, message.size)
        systemCalls += 1
        if result == 0 { return }
        if errno != EINTR { throw SystemError.last("mq_send", "") }
      }
    }

    /// mq_receive(3)
    mutating func receive(_ message: Message) throws {
      while true {
        let count = posix_queue_receive(input, message.start, message.size)
        systemCalls += 1
        if count == message.size { return }
        if count != -1 { throw TransferError.short(bytes: count, of: message.size) }
        if errno != EINTR { throw SystemError.last("mq_receive", "") }
      }
    }
  }
}
