import Foundation
import Support
import Testing

/// A program without a screen, that runs while the test goes on.
final class Background {
  let segment: String
  private let pid: Int32
  private let folder: TemporaryFolder
  private var status: Int32?

  /// Starts `ringside --headless --segment NAME` with more options.
  init(_ options: [String], test: String = #function, line: Int = #line) throws {
    segment = uniqueSegmentName(test, line: line)
    folder = try TemporaryFolder()
    let paths = [folder.path + "/output", folder.path + "/errors"]
    let files = paths.map { open($0, O_RDWR | O_CREAT | O_CLOEXEC, 0o600) }
    defer { files.forEach { close($0) } }
    pid = try start(
      [ringside, "--headless", "--segment", segment] + options, output: files[0], errors: files[1])
  }

  deinit {
    signal(SIGKILL)
    _ = wait()
  }

  /// Nothing once it has ended, since its pid may be another's then.
  func signal(_ number: Int32) { if status == nil { kill(pid, number) } }

  var workers: [Process] { processes(of: segment).filter(\.isWorker) }

  var segmentPath: String { "/dev/shm" + segment }

  /// Waits until the workers are at work.
  func isRunning() -> Bool { eventually { workers.contains { $0.ticks > 0 || $0.isAsleepInFutex } } }

  /// Waits for its end: its exit code, or 128 and the signal that ended it.
  func wait() -> Int32 {
    if let status { return status }
    var result: Int32 = 0
    while waitpid(pid, &result, 0) == -1 && errno == EINTR {}
    let signal = result & 0x7f
    let code = signal == 0 ? result >> 8 & 0xff : 128 + signal
    status = code
    return code
  }

  var output: String { contents(folder.path + "/output") }

  var errors: String { contents(folder.path + "/errors") }

  /// Whether nothing is left of it.
  func isGone() -> Bool {
    eventually { processes(of: segment).isEmpty && !FileManager.default.fileExists(atPath: segmentPath) }
  }
}
