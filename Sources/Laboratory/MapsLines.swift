import Glibc
import Model

/// A line of /proc/PID/maps, proc(5): `7f12a4000000-7f12a4021000 rw-s 00000000 00:1a 77    /dev/shm/ringside-4312`.
struct MapsLine: Equatable {
  /// The first address.
  var base: UInt64
  var permissions: String
  /// Where in the object the mapping begins.
  var offset: UInt64

  init?(_ line: Substring) {
    let fields = line.split(separator: " ", maxSplits: 3)
    guard fields.count == 4, let base = UInt64(fields[0].prefix { $0 != "-" }, radix: 16),
      let offset = UInt64(fields[2], radix: 16)
    else { return nil }
    self.base = base
    permissions = String(fields[1])
    self.offset = offset
  }

  /// The mappings of what a predicate recognises by its line. A mapping that was torn in pieces counts once, by its
  /// beginning.
  static func mappings(inMaps text: String, where isOurs: (Substring) -> Bool) -> [MapsLine] {
    text.split(separator: "\n").filter(isOurs).compactMap { MapsLine($0) }.filter { $0.offset == 0 }
  }

  /// Whether a line is of a segment of POSIX shared memory. Its name may have been removed meanwhile.
  static func names(_ line: Substring, segment: String) -> Bool {
    line.hasSuffix("/dev/shm\(segment)") || line.hasSuffix("/dev/shm\(segment) (deleted)")
  }

  /// All of /proc/PID/maps; nothing if the process is gone or may not be looked at.
  static func maps(of pid: Int32) -> String {
    guard let file = fopen("/proc/\(pid)/maps", "re") else { return "" }
    defer { fclose(file) }
    var text: [UInt8] = []
    withUnsafeTemporaryAllocation(byteCount: 16384, alignment: 1) { buffer in
      while case let count = fread(buffer.baseAddress, 1, buffer.count, file), count > 0 { text += buffer[..<count] }
    }
    return String(decoding: text, as: UTF8.self)
  }
}
