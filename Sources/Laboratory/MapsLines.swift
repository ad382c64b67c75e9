import Glibc
import Model
import SharedMemory

/// A line of /proc/PID/maps, proc(5): `7f12a4000000-7f12a4021000 rw-s 00000000 00:1a 77    /dev/shm/ringside-4312`.
struct MapsLine: Equatable {
  /// The first address.
  var base: UInt64
  var permissions: String
  /// The offset in the object at which the mapping begins.
  var offset: UInt64
  /// Identifies the object even if its name has changed. For a System V segment it is the segment's id.
  var inode: UInt64

  init?(_ line: some StringProtocol) {
    // Address, permissions, offset, device, inode, and a path that may contain anything.
    let fields = line.split(separator: " ", maxSplits: 5)
    guard fields.count >= 5, let base = UInt64(fields[0].prefix { $0 != "-" }, radix: 16),
      let offset = UInt64(fields[2], radix: 16), let inode = UInt64(fields[4].prefix { $0 != "\n" })
    else { return nil }
    self.base = base
    permissions = String(fields[1])
    self.offset = offset
    self.inode = inode
  }

  var isShared: Bool { permissions.hasSuffix("s") }

  /// The shared mappings of an object. A mapping that was split counts once, by its first part. Ringside's processes
  /// share nothing else, so the inode alone identifies the object.
  static func mappings(inMaps text: String, inode: UInt64) -> [MapsLine] {
    text.split(separator: "\n").compactMap { MapsLine($0) }
      .filter { $0.isShared && $0.inode == inode && $0.offset == 0 }
  }

  /// The contents of /proc/PID/maps; empty if the process is gone, may not be read, or is not in this /proc.
  static func maps(of pid: Int32) -> String {
    ProcessFiles.folder(of: pid).flatMap { ProcessFiles.text(of: $0 + "/maps") } ?? ""
  }
}
