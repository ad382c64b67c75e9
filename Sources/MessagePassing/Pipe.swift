import CRegion
import SharedMemory

/// Two pipes, one for each direction: pipe(7).
public struct Pipe: Transport {
  public let name = "pipe"
  public let title = "pipe"
  public let copies = 2
  public let traits = Traits(
    synchronization: "built in: a reader sleeps while the pipe is empty, a writer while it is full",
    reach: "processes of one machine that inherit it, or find it by name (a FIFO)",
    complexity: "least of all: pipe, read and write; a stream of bytes, so the program marks where messages end",
    safety: "neither process touches the other's memory; when one dies, the other reads end of file")

  public init() {}

  public func prepare(size: Int) throws -> Link {
    let (there, back) = (try Self.open(), try Self.open())
    return Link(
      descriptors: [
        .sender: [back.input.number, there.output.number], .receiver: [there.input.number, back.output.number],
      ],
      owners: [there.input, there.output, back.input, back.output])
  }

  public func attach(_ place: TransferEnd) throws -> some Channel {
    DescriptorChannel(name, input: place.descriptors[0], output: place.descriptors[1])
  }

  private static func open() throws(SystemError) -> (input: OwnedDescriptor, output: OwnedDescriptor) {
    var ends: [Int32] = [-1, -1]
    try call("pipe2", "") { system_blocking_pipe(&ends) }
    return (OwnedDescriptor(ends[0]), OwnedDescriptor(ends[1]))
  }
}
