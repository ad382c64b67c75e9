import Glibc
import Model
import Programs
import SharedMemory

/// Reads the kernel's account of one process: proc(5). The files stay open, because opening costs more than reading.
final class ProcessReader {
  private let pid: Int32
  private let stat: Int32
  private let syscall: Int32
  /// The address at which the process mapped the segment, once known.
  private var base: UInt64?

  init(pid: Int32) {
    self.pid = pid
    let folder = ProcessFiles.folder(of: pid)
    // If one cannot be opened, the kernel's account is missing, and the screen says so.
    stat = folder.map { open($0 + "/stat", O_RDONLY | O_CLOEXEC) } ?? -1
    syscall = folder.map { open($0 + "/syscall", O_RDONLY | O_CLOEXEC) } ?? -1
  }

  /// Whether the kernel reports on what the process sleeps.
  var knowsSleep: Bool { stat >= 0 && syscall >= 0 && !isRefused }

  /// Everybody may open the file, but not everybody may read it.
  private lazy var isRefused: Bool = {
    var byte: UInt8 = 0
    return pread(syscall, &byte, 1, 0) == -1 && (errno == EPERM || errno == EACCES)
  }()

  deinit {
    if stat >= 0 { close(stat) }
    if syscall >= 0 { close(syscall) }
  }

  /// The state letter, and where the process sleeps. Nil if the process is gone or may not be read.
  func view(in region: Region, segment: any Segment) -> KernelView? {
    guard let letter else { return nil }
    return KernelView(state: letter, sleep: sleep(in: region, segment: segment))
  }

  /// The state letter: `Z` for a process that has ended and was not reaped. Nil if it is gone.
  var letter: Character? { Self.state(inStat: Self.read(stat)) }

  /// The variable on which it sleeps in the kernel, if any.
  func sleepsOn(in region: Region, segment: any Segment) -> SharedVariable? {
    switch sleep(in: region, segment: segment) {
    case .variable(let variable), .systemVSemaphore(let variable): variable
    default: nil
    }
  }

  private func sleep(in region: Region, segment: any Segment) -> KernelView.Sleep {
    guard let call = SystemCallLine(Self.read(syscall)) else { return .none }
    if System.semaphoreNumbers.contains(call.number), let variable = member(in: call, region) {
      return .systemVSemaphore(variable)
    }
    guard call.number == SystemCallLine.futex else { return .call(call.number) }
    if base == nil { base = Self.base(of: segment, pid: pid) }
    guard let base, call.first >= base, call.first - base < UInt64(region.layout.totalSize) else {
      return .call(call.number)
    }
    let offset = Int(call.first - base)
    if let variable = region.variable(at: offset) { return .variable(variable) }
    return region.isWakeFutex(at: offset) ? .gate : .region(offset: offset)
  }

  /// The member of the experiment's set that a process in semop(2) asks for. The operation is in that process's own
  /// memory.
  private func member(in call: SystemCallLine, _ region: Region) -> SharedVariable? {
    guard let number = System.firstOfWords(at: call.second, of: pid) else { return nil }
    return region.variable(ofMember: number, inSet: Int32(truncatingIfNeeded: call.first))
  }

  private static func read(_ descriptor: Int32) -> String {
    withUnsafeTemporaryAllocation(byteCount: 1024, alignment: 1) { buffer in
      let count = pread(descriptor, buffer.baseAddress, buffer.count, 0)
      return String(decoding: UnsafeRawBufferPointer(rebasing: buffer[..<max(0, count)]), as: UTF8.self)
    }
  }

  /// The state letter of /proc/PID/stat: the field after the command, which is in parentheses and may contain
  /// anything.
  static func state(inStat line: String) -> Character? {
    guard let parenthesis = line.lastIndex(of: ")") else { return nil }
    return line[parenthesis...].dropFirst(2).first
  }

  /// The lowest address at which a process has mapped a segment.
  static func base(of segment: any Segment, pid: Int32) -> UInt64? {
    MapsLine.mappings(inMaps: MapsLine.maps(of: pid), inode: segment.inode).first?.base
  }
}

/// A line of /proc/PID/syscall: the number of the process's present system call, and its first arguments.
struct SystemCallLine: Equatable {
  static let futex = System.futexNumber

  var number: Int
  var first: UInt64
  var second: UInt64

  /// Nil for a process that runs, or is asleep outside a system call.
  init?(_ line: String) {
    let fields = line.split(separator: " ", maxSplits: 3)
    guard fields.count >= 3, let number = Int(fields[0]), number >= 0, let first = Self.hexadecimal(fields[1]),
      let second = Self.hexadecimal(fields[2])
    else { return nil }
    self.number = number
    self.first = first
    self.second = second
  }

  private static func hexadecimal(_ field: Substring) -> UInt64? {
    field.hasPrefix("0x") ? UInt64(field.dropFirst(2), radix: 16) : nil
  }
}

/// When a process started, in clock ticks since boot: the 22nd field of /proc/PID/stat. Nil if it cannot be read.
public func startTime(of pid: Int32) -> UInt64? {
  guard let folder = ProcessFiles.folder(of: pid), let line = ProcessFiles.text(of: folder + "/stat"),
    let parenthesis = line.lastIndex(of: ")")
  else { return nil }
  let fields = line[parenthesis...].split(separator: " ")
  return fields.count > 20 ? UInt64(fields[20]) : nil
}
