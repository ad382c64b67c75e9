import Glibc
import Model
import SharedMemory

/// A comparison in a separate process, so that this one can do other work meanwhile. It ends when this is dropped.
public final class RunningComparison {
  /// Readable when there is news: for poll(2).
  public let descriptor: Int32
  let process: ChildProcess
  private var unread = ""
  private var isOver = false

  /// News of a comparison.
  public enum News: Sendable, Hashable {
    case row(ComparisonRow)
    /// It is over: complete, or with the reason for its failure.
    case ended(String?)
  }

  /// How long to wait for its end, in nanoseconds: it ends two processes and removes a queue.
  private static let patience: UInt64 = 1_000_000_000

  /// - Parameter processors: as for `Comparison`. This process may be pinned by now, so the new one must be told.
  public init(
    sizes: [Int], seconds: Double, processors: [Int] = Comparison.processors(1),
    executable: String = OwnProcess.executable
  ) throws(SystemError) {
    let pipe = try System.pipe()
    defer { close(pipe.writeEnd) }
    do throws(SystemError) {
      process = try ChildProcess(
        executable, arguments: ComparisonProcess.arguments(sizes, seconds: seconds, processors: processors), group: 0,
        inherited: [pipe.writeEnd])
    } catch {
      close(pipe.readEnd)
      throw error
    }
    descriptor = pipe.readEnd
  }

  /// The news since the last call. Never blocks.
  public func news() -> [News] {
    guard !isOver else { return [] }
    var bytes = [UInt8](repeating: 0, count: 4096)
    var count = read(descriptor, &bytes, bytes.count)
    while count > 0 {
      unread += String(decoding: bytes[..<count], as: UTF8.self)
      count = read(descriptor, &bytes, bytes.count)
    }
    var lines = unread.split(separator: "\n", omittingEmptySubsequences: false)
    unread = lines.popLast().map(String.init) ?? ""
    let failure = lines.first { $0.hasPrefix(ComparisonProcess.failure) }
    var news = lines.compactMap { ComparisonRow(line: $0) }.map(News.row)
    // The end of the file: nobody has the other end open, so the process has ended or is about to.
    if count == 0 {
      isOver = true
      process.kill()
      let why = failure.map { String($0.dropFirst(ComparisonProcess.failure.count)) }
      news.append(.ended(why ?? (process.ending == .exited(0) ? nil : "the comparison ended early")))
    } else if let failure {
      // The end of the file follows.
      unread = "\(failure)\n" + unread
    }
    return news
  }

  /// Ends it and everything that it has started, and waits until it is gone.
  public func end() {
    process.signal(SIGTERM)
    process.signal(SIGCONT)
    let deadline = monotonicNanoseconds() + Self.patience
    var polled = pollfd(fd: descriptor, events: 0, revents: 0)
    // Its end of the pipe closes when it ends.
    while polled.revents == 0 && monotonicNanoseconds() < deadline { poll(&polled, 1, 20) }
    process.kill()
    isOver = true
  }

  deinit {
    if !isOver { end() }
    close(descriptor)
  }
}
