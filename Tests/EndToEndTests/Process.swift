import Foundation
import Support

/// A process of Ringside, as /proc shows it.
struct Process {
  let pid: Int32
  let arguments: [String]

  var isWorker: Bool { arguments.count > 1 && arguments[1] == "worker" }

  /// A worker's name, such as P1.
  var name: String { arguments.count > 2 ? arguments[2] : "" }

  func file(_ name: String) -> String { contents("/proc/\(pid)/\(name)") }

  /// The fields of /proc/PID/stat behind the name, the state first: proc(5).
  private var statistics: [Substring] {
    let line = file("stat")
    return line.lastIndex(of: ")").map { line[line.index($0, offsetBy: 2)...].split(separator: " ") } ?? []
  }

  /// `T` for one that is stopped, say.
  var state: Substring { statistics.first ?? "" }

  /// The processor time that it has used, in clock ticks.
  var ticks: Int { statistics.count > 13 ? (Int(statistics[11]) ?? 0) + (Int(statistics[12]) ?? 0) : 0 }

  /// Whether it sleeps in futex(2), system call 202 on x86-64.
  var isAsleepInFutex: Bool { state == "S" && file("syscall").hasPrefix("202 ") }

  func signal(_ number: Int32) { kill(pid, number) }
}

/// What a file holds, also one of /proc, which tells no size and comes in pieces; nothing if it is gone.
func contents(_ path: String) -> String {
  guard let file = fopen(path, "re") else { return "" }
  defer { fclose(file) }
  var bytes = [UInt8](repeating: 0, count: 1 << 16)
  let count = fread(&bytes, 1, bytes.count, file)
  return String(decoding: bytes[..<count], as: UTF8.self)
}

/// The processes on a segment: Ringside itself, and its workers even if they have lost it.
func processes(of segment: String) -> [Process] {
  let all = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
  return all.compactMap(Int32.init).compactMap { pid in
    let arguments = contents("/proc/\(pid)/cmdline").split(separator: "\0").map(String.init)
    let isOurs = arguments.first.map { $0 == ringside || $0 == "ringside" } ?? false
    return isOurs && arguments.contains(segment) ? Process(pid: pid, arguments: arguments) : nil
  }
}
