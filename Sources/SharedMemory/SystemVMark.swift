import Glibc

/// How Ringside's System V semaphore sets and message queues are known from the moment in which they are created.
///
/// Neither has room for a header. So a key out of 14 ranges, and a mode that nobody else has a reason to give, say that one
/// is Ringside's: a key alone could come out of anybody's ftok(3). The bits for execution mean nothing for these objects,
/// so they can be the mark.
public enum SystemVMark {
  /// The owner may read and change it, and the bits for execution are the mark.
  public static let mode: Int32 = 0o711

  private static let ranges: ClosedRange<Int32> = 0x52...0x5f

  /// The keys that a process tries, one after the other: first those that tell its process id, then some at random, in
  /// case that other objects have all of these.
  public static func keys(of pid: Int32) -> [Int32] {
    ranges.map { $0 << 24 | pid & 0xff_ffff }
      + (0..<64).map { _ in Int32.random(in: ranges) << 24 | Int32.random(in: 0...0xff_ffff) }
  }

  /// The process that a key tells; nil for a key that is none of Ringside's.
  public static func creator(inKey key: Int32) -> Int32? { ranges.contains(key >> 24) ? key & 0xff_ffff : nil }

  /// Whether an object carries the mark.
  public static func isOn(_ object: SystemVObject) -> Bool {
    creator(inKey: object.key) != nil && object.permissions == UInt32(mode)
  }
}
