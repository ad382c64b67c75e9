import CRegion
import Glibc

/// The /proc entry of a process: proc(5).
///
/// /proc numbers processes like the pid namespace for which it was mounted. That may not be this process's namespace
/// (unshare(1) without --mount-proc), and /proc may not be mounted at all. Then one of our pids may belong to another
/// process there, and is never looked up.
public enum ProcessFiles {
  /// The numbering of processes in /proc.
  public enum Kind: Sendable, Hashable {
    /// It numbers processes like this process does.
    case own
    /// It was mounted for an outer namespace, which numbers processes differently.
    case outer
    /// It is not mounted, or belongs to a namespace that does not contain this process.
    case missing
  }

  /// The kind of the present /proc. Determined once: a mounted /proc does not change its namespace.
  public static let kind: Kind = {
    // This line lists the process's own pids in all namespaces, from the one for which /proc was mounted down to its
    // own.
    guard let status = text(of: "/proc/self/status") else { return .missing }
    let line = status.split(separator: "\n").first { $0.hasPrefix("NSpid:") }
    let pids = line?.split(whereSeparator: \.isWhitespace).dropFirst().compactMap { Int32($0) } ?? []
    guard let innermost = pids.last, innermost == getpid() else { return .missing }
    return pids.count == 1 ? .own : .outer
  }()

  /// The folder of a process; nil if /proc does not show it. For the /proc of an outer namespace it translates the
  /// pid.
  public static func folder(of pid: Int32) -> String? {
    switch kind {
    case .own: return "/proc/\(pid)"
    case .missing: return nil
    case .outer: return outerPid(of: pid).map { "/proc/\($0)" }
    }
  }

  /// The pid of a process in the namespace of /proc: a line in the fdinfo of a pidfd, pidfd_open(2).
  private static func outerPid(of pid: Int32) -> Int32? {
    let descriptor = system_open_process(pid)
    guard descriptor != -1 else { return nil }
    defer { close(descriptor) }
    guard let lines = text(of: "/proc/self/fdinfo/\(descriptor)") else { return nil }
    let line = lines.split(separator: "\n").first { $0.hasPrefix("Pid:") }
    let number = line?.split(whereSeparator: \.isWhitespace).last.flatMap { Int32($0) }
    return number.flatMap { $0 > 0 ? $0 : nil }
  }

  /// The contents of a file of /proc, which reports no size; nil if it does not exist, or may not be read.
  public static func text(of path: String) -> String? {
    guard let file = fopen(path, "re") else { return nil }
    defer { fclose(file) }
    var text: [UInt8] = []
    withUnsafeTemporaryAllocation(byteCount: 16384, alignment: 1) { buffer in
      while case let count = fread(buffer.baseAddress, 1, buffer.count, file), count > 0 { text += buffer[..<count] }
    }
    return String(decoding: text, as: UTF8.self)
  }
}
