import Glibc
import SharedMemory
import Synchronization

/// A terminal that nobody looks at: a pseudo-terminal (pty(7)) whose other end a thread empties and counts.
final class EmptiedTerminal {
  /// The end that a program takes for its terminal.
  let descriptor: Int32
  private let reader: Reader
  private var thread = pthread_t()
  private var isClosed = false

  /// - Parameter text: what to look for in the output.
  init(width: Int, height: Int, lookingFor text: String = "") throws {
    var (person, program): (Int32, Int32) = (-1, -1)
    var size = winsize(ws_row: UInt16(height), ws_col: UInt16(width), ws_xpixel: 0, ws_ypixel: 0)
    try call("openpty", "") { openpty(&person, &program, nil, nil, &size) }
    for end in [person, program] { try call("fcntl", "FD_CLOEXEC") { fcntl(end, F_SETFD, FD_CLOEXEC) } }
    descriptor = program
    reader = Reader(descriptor: person, text: Array(text.utf8))
    let error = pthread_create(
      &thread, nil,
      { reader in
        Unmanaged<Reader>.fromOpaque(reader!).takeUnretainedValue().read()
        return nil
      }, Unmanaged.passUnretained(reader).toOpaque())
    guard error == 0 else { throw Failure("pthread_create: \(String(cString: strerror(error)))") }
  }

  /// When the text first came, in seconds as `now()` has them; nil before.
  var seenAt: Double? {
    let time = reader.seenAt.load(ordering: .acquiring)
    return time == 0 ? nil : Double(time) / 1e9
  }

  /// Ends it, and returns how many bytes came in all.
  @discardableResult
  func close() -> Int {
    guard !isClosed else { return reader.count.load(ordering: .acquiring) }
    isClosed = true
    var end = Reader.end
    // It is a terminal that is being read, so it takes a byte.
    write(descriptor, &end, 1)
    pthread_join(thread, nil)
    Glibc.close(descriptor)
    Glibc.close(reader.descriptor)
    return reader.count.load(ordering: .acquiring)
  }

  deinit { close() }
}

/// What the thread does.
private final class Reader: Sendable {
  let descriptor: Int32
  let text: [UInt8]
  let count = Atomic<Int>(0)
  let seenAt = Atomic<UInt64>(0)

  /// A byte that nothing a terminal is told contains.
  static let end: UInt8 = 1

  init(descriptor: Int32, text: [UInt8]) {
    self.descriptor = descriptor
    self.text = text
  }

  func read() {
    var buffer = [UInt8](repeating: 0, count: 65536)
    var searched: [UInt8] = []
    while true {
      let length = Glibc.read(descriptor, &buffer, buffer.count)
      if length == -1 && errno == EINTR { continue }
      guard length > 0 else { return }
      let isLast = buffer[length - 1] == Self.end
      count.wrappingAdd(isLast ? length - 1 : length, ordering: .releasing)
      if isLast { return }
      guard !text.isEmpty, seenAt.load(ordering: .relaxed) == 0 else { continue }
      searched += buffer[..<length]
      if searched.contains(text) { seenAt.store(monotonicNanoseconds(), ordering: .releasing) }
    }
  }
}
