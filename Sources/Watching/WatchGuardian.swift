import CWatch
import Glibc

/// A process that outlives a Ringside which watches a program, however that one ends, and then ends what it started and
/// removes what it made. It waits at the reading end of a pipe; the kernel closes the other end with its owner.
public final class WatchGuardian {
  /// The first argument of the process, after the program's name.
  public static let argument = "watch-guardian"
  private let child: Child
  private let writingEnd: Int32

  /// Starts it.
  /// - Parameters:
  ///   - folder: of what is built, which it removes as well.
  public init(folder: String, usesRealNames: Bool) throws(WatchError) {
    let ends = try ProgramStreams.pipe()
    defer { close(ends[0]) }
    do {
      child = try Child(
        "/proc/self/exe", [Self.argument, "\(getpid())", "\(time(nil))", folder, usesRealNames ? "real" : "private"],
        input: ends[0])
    } catch {
      close(ends[1])
      throw error
    }
    writingEnd = ends[1]
  }

  deinit {
    close(writingEnd)
    _ = child.wait()
  }

  // MARK: - The process itself

  /// Runs it, given the arguments after the program's name, and returns the exit code.
  public static func run(_ arguments: [String]) -> Int32 {
    guard arguments.count == 5, let run = UInt32(arguments[1]), let start = time_t(arguments[2]) else { return 64 }
    // A signal that ends Ringside may be sent to its whole session: the work begins only after that.
    for number in [SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGPIPE] { signal(number, SIG_IGN) }
    var byte: UInt8 = 0
    while read(STDIN_FILENO, &byte, 1) == -1 && errno == EINTR {}
    let origin = ObjectOrigin(run: run, usesRealNames: arguments[4] == "real", start: start)
    endProcesses(of: run)
    for object in objects(of: run) where object.isOurs || object.isLeftBehind(by: origin) { object.remove(origin) }
    WatchRemnants.remove(run: run)
    SystemVRemnants.remove(origin)
    // A compiler may still be writing there.
    for _ in 0..<20 where !Folder.remove(arguments[3]) { usleep(100_000) }
    return 0
  }

  /// Kills all processes that know the control region of a run, or compile for it: only what was started for it does.
  private static func endProcesses(of run: UInt32) {
    let variables = ["\(WATCH_ENVIRONMENT)=\(WatchRemnants.path(of: run))", "\(ProgramBuild.environmentName)=\(run)"]
    Folder.visit("/proc") { name, _ in
      guard let pid = Int32(String(cString: name)), pid != getpid() else { return }
      let environment = TextFile.read("/proc/\(pid)/environ", atMost: 1 << 17)
      if environment.split(separator: "\0").contains(where: { variables.contains(String($0)) }) { kill(pid, SIGKILL) }
    }
  }

  /// The objects of a program, as the control region of its run records them.
  private static func objects(of run: UInt32) -> [SharedObjectView] {
    guard let reader = FileReader(WatchRemnants.path(of: run)),
      let bytes = reader.bytes(at: 0, count: ControlRegion.size)
    else { return [] }
    return bytes.withUnsafeBytes { memory in
      let count = min(
        memory.loadUnaligned(fromByteOffset: MemoryLayout<watch_control>.offset(of: \.objects)!, as: UInt32.self),
        UInt32(WATCH_OBJECTS))
      let first = MemoryLayout<watch_control>.offset(of: \.object)!
      return (0..<Int(count)).map { index in
        let place = first + index * MemoryLayout<watch_object>.stride
        return SharedObjectView(
          memory.loadUnaligned(fromByteOffset: place, as: watch_object.self), index: index, reader: nil)
      }
    }
  }
}
