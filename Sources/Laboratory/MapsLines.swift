import Glibc
import Model
import SharedMemory

/// A line of /proc/PID/maps, proc(5): `7f12a4000000-7f12a4021000 rw-s 00000000 00:1a 77    /dev/shm/ringside-4312`.
struct MapsLine: Equatable {
  /// The first address.
  var base: UInt64
  var permissions: String
  /// Where in the object the mapping begins.
  var offset: UInt64
  /// Names the object, whatever became of its name; that of a System V segment is its id.
  var inode: UInt64

  init?(_ line: some StringProtocol) {
    // Address, permissions, offset, device, inode, and a path that may hold anything.
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

  /// The shared mappings of an object. One that was torn in pieces counts once, by its beginning. Nobody here shares
  /// anything else, so the inode alone tells it.
  static func mappings(inMaps text: String, inode: UInt64) -> [MapsLine] {
    text.split(separator: "\n").compactMap { MapsLine($0) }
      .filter { $0.isShared && $0.inode == inode && $0.offset == 0 }
  }

  /// All of /proc/PID/maps; nothing if the process is gone, may not be looked at, or has no files here.
  static func maps(of pid: Int32) -> String {
    ProcessFiles.folder(of: pid).flatMap { ProcessFiles.text(of: $0 + "/maps") } ?? ""
  }
}
