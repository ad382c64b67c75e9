import CRegion
import Glibc
import SharedMemory

/// An open descriptor, closed when it is dropped.
final class OwnedDescriptor {
  let number: Int32

  init(_ number: Int32) { self.number = number }

  // If close(2) fails, nothing can be done about it.
  deinit { close(number) }
}

/// Descriptors to read and write: two pipes, one for each direction, or a socket.
struct DescriptorChannel: Channel {
  let input, output: Int32
  let descriptorName: String
  private(set) var systemCalls: UInt64 = 0

  init(_ name: String, input: Int32, output: Int32) {
    self.input = input
    self.output = output
    descriptorName = name
  }

  /// write(2), repeated for the unwritten rest.
  mutating func send(_ message: Message) throws {
    var sent = 0
    repeat {
      let count = write(output, message.start + sent, message.size - sent)
      systemCalls += 1
      if count > 0 { sent += count } else { try goOn("write", count) }
    } while sent < message.size
  }

  /// read(2), repeated for the missing rest. A seqpacket socket delivers a whole message at once, or nothing.
  mutating func receive(_ message: Message) throws {
    var received = 0
    repeat {
      let count = read(input, message.start + received, message.size - received)
      systemCalls += 1
      if count > 0 { received += count } else { try goOn("read", count) }
    } while received < message.size
  }

  private func goOn(_ call: String, _ result: Int) throws {
    if result == 0 || errno == EPIPE { throw TransferError.closed }
    if errno != EINTR { throw SystemError.last(call, descriptorName) }
  }
}
