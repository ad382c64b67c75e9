import Glibc
import SharedMemory

/// A process of Ringside's own executable that does something beside this one, and reports in lines. It ends when this
/// is dropped.
public final class NewsProcess {
  /// Readable when there is news: for poll(2).
  public let descriptor: Int32
  let process: ChildProcess
  private var unread: [UInt8] = []
  private var isOver = false

  /// The descriptor to which it writes its lines: the only one that it inherits.
  public static let report = ChildProcess.firstInherited

  /// How long to wait for its end, in nanoseconds: it ends processes of its own and removes what they used.
  private static let patience: UInt64 = 1_000_000_000

  public init(_ executable: String = OwnProcess.executable, arguments: [String]) throws(SystemError) {
    let pipe = try System.pipe()
    defer { close(pipe.writeEnd) }
    do throws(SystemError) {
      process = try ChildProcess(executable, arguments: arguments, group: 0, inherited: [pipe.writeEnd])
    } catch {
      close(pipe.readEnd)
      throw error
    }
    descriptor = pipe.readEnd
  }

  /// The lines since the last call, and whether it has ended by itself: nil while it goes on, otherwise whether
  /// without an error. Never blocks.
  public func news() -> (lines: [String], endedWell: Bool?) {
    guard !isOver else { return ([], nil) }
    var bytes = [UInt8](repeating: 0, count: 65536)
    var count = read(descriptor, &bytes, bytes.count)
    while count > 0 {
      unread += bytes[..<count]
      count = read(descriptor, &bytes, bytes.count)
    }
    var lines = unread.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    let rest = lines.popLast() ?? []
    let whole = lines.map { String(decoding: $0, as: UTF8.self) }
    unread = Array(rest)
    // The end of the file: nobody has the other end open, so the process has ended or is about to.
    guard count == 0 else { return (whole, nil) }
    isOver = true
    process.kill()
    return (whole, process.ending == .exited(0))
  }

  /// Writes a line, in the process itself: write(2).
  public static func tell(_ line: String) throws(SystemError) {
    var rest = Array((line + "\n").utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(report, $0.baseAddress, $0.count) }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { throw .last("write", "the pipe") }
      rest = rest.dropFirst(count)
    }
  }

  /// Ends it and everything that it has started, and waits until it is gone.
  public func end() {
    guard !isOver else { return }
    process.signal(SIGTERM)
    process.signal(SIGCONT)
    let deadline = monotonicNanoseconds() + Self.patience
    var bytes = [UInt8](repeating: 0, count: 65536)
    var polled = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    // Its end of the pipe closes when it ends. Its last reports are of no use.
    while monotonicNanoseconds() < deadline {
      poll(&polled, 1, 20)
      let count = read(descriptor, &bytes, bytes.count)
      if count == 0 { break }
    }
    process.kill()
    isOver = true
  }

  deinit {
    end()
    close(descriptor)
  }
}
