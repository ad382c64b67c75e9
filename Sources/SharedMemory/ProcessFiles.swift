import CRegion
import Glibc

/// Where /proc tells of a process: proc(5).
///
/// /proc numbers processes as the pid namespace does for which it was mounted. That need not be the namespace of this
/// process (unshare(1) without --mount-proc), and /proc need not be mounted at all: then a pid of ours may be somebody
/// else's there, and is never looked up.
public enum ProcessFiles {
  /// What /proc is good for.
  public enum Kind: Sendable, Hashable {
    /// It numbers processes as this process does.
    case own
    /// It was mounted for a namespace around this process's own, which numbers processes in another way.
    case outer
    /// It is not mounted, or for a namespace that this process is not in.
    case missing
  }

  /// What it is good for now. Asked once: a mounted /proc does not change its namespace.
  public static let kind: Kind = {
    // Of this process the line has the pids in all namespaces, from the one that /proc was mounted for down to its own.
    guard let status = text(of: "/proc/self/status") else { return .missing }
    let line = status.split(separator: "\n").first { $0.hasPrefix("NSpid:") }
    let pids = line?.split(whereSeparator: \.isWhitespace).dropFirst().compactMap { Int32($0) } ?? []
    guard let innermost = pids.last, innermost == getpid() else { return .missing }
    return pids.count == 1 ? .own : .outer
  }()

  /// The folder of a process; nil where /proc does not tell of it. For /proc of an outer namespace it translates the pid.
  public static func folder(of pid: Int32) -> String? {
    switch kind {
    case .own: return "/proc/\(pid)"
    case .missing: return nil
    case .outer: return outerPid(of: pid).map { "/proc/\($0)" }
    }
  }

  /// What a process is called where /proc was mounted: the line of a descriptor for it, pidfd_open(2).
  private static func outerPid(of pid: Int32) -> Int32? {
    let descriptor = system_open_process(pid)
    guard descriptor != -1 else { return nil }
    defer { close(descriptor) }
    guard let lines = text(of: "/proc/self/fdinfo/\(descriptor)") else { return nil }
    let line = lines.split(separator: "\n").first { $0.hasPrefix("Pid:") }
    let number = line?.split(whereSeparator: \.isWhitespace).last.flatMap { Int32($0) }
    return number.flatMap { $0 > 0 ? $0 : nil }
  }

  /// All of a file of /proc, which tells no size; nil if it is not there, or may not be read.
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
