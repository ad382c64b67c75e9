import Glibc
import SharedMemory

/// A pair of connected Unix sockets, which carry bytes or whole messages: unix(7), socketpair(2).
public struct Socket: Transport {
  public enum Kind: Sendable { case stream, seqpacket }

  public let kind: Kind
  public let copies = 2

  public init(_ kind: Kind) { self.kind = kind }

  public var name: String { kind == .stream ? "stream-socket" : "seqpacket-socket" }

  public var title: String { kind == .stream ? "stream socket" : "seqpacket socket" }

  public var traits: Traits {
    switch kind {
    case .stream:
      Traits(
        synchronization: "built in, both ways: a reader sleeps while it is empty, a writer while it is full",
        reach: "any process of one machine; the same code over TCP reaches any machine",
        complexity: "a little more to set up; a stream of bytes; carries open files as well",
        safety:
          "neither process touches the other's memory; the kernel tells which process is at the other end, and when it dies"
      )
    case .seqpacket:
      Traits(
        synchronization: "built in, both ways, message by message",
        reach: "any process of one machine",
        complexity: "the same, and the kernel keeps messages apart",
        safety: "the same as a stream, and no message is ever incomplete")
    }
  }

  public func prepare(size: Int) throws -> Link {
    let type = kind == .stream ? SOCK_STREAM : SOCK_SEQPACKET
    var ends: [Int32] = [-1, -1]
    try call("socketpair", name) {
      socketpair(AF_UNIX, Int32(type.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0, &ends)
    }
    let owners = ends.map(OwnedDescriptor.init)
    if kind == .seqpacket { try checkRoom(ends[0], size) }
    return Link(descriptors: [.sender: [ends[0]], .receiver: [ends[1]]], owners: owners)
  }

  /// A whole message must fit into the send buffer; the system sets its default size: socket(7), SO_SNDBUF.
  private func checkRoom(_ socket: Int32, _ size: Int) throws {
    var room: Int32 = 0
    var length = socklen_t(MemoryLayout<Int32>.size)
    try call("getsockopt", name) { getsockopt(socket, SOL_SOCKET, SO_SNDBUF, &room, &length) }
    // The kernel reserves 32 bytes of it.
    let most = Int(room) - 32
    if size > most {
      throw Unavailable(
        "at most \(most) bytes", "a message may have at most \(most) bytes, as /proc/sys/net/core/wmem_default says")
    }
  }

  public func attach(_ place: TransferEnd) throws -> some Channel {
    DescriptorChannel(name, input: place.descriptors[0], output: place.descriptors[0])
  }
}
