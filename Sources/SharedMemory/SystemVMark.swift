import Glibc

/// Identifies Ringside's System V semaphore sets and message queues from the moment of their creation.
///
/// Neither has room for a header. So a key from one of 14 ranges, and a mode that nobody else has a reason to use,
/// mark them as Ringside's; a key alone could come from any program's ftok(3). The execute bits mean nothing for
/// these objects, so they can be the mark.
public enum SystemVMark {
  /// The owner may read and change it, and the execute bits are the mark.
  public static let mode: Int32 = 0o711

  private static let ranges: ClosedRange<Int32> = 0x52...0x5f

  /// The keys that a process tries, one after the other: first those that contain its process id, then random ones,
  /// in case other objects have all of these.
  public static func keys(of pid: Int32) -> [Int32] {
    ranges.map { $0 << 24 | pid & 0xff_ffff }
      + (0..<64).map { _ in Int32.random(in: ranges) << 24 | Int32.random(in: 0...0xff_ffff) }
  }

  /// The process id in a key; nil for a key that is not Ringside's.
  public static func creator(inKey key: Int32) -> Int32? { ranges.contains(key >> 24) ? key & 0xff_ffff : nil }

  /// Whether an object has the mark.
  public static func isOn(_ object: SystemVObject) -> Bool {
    creator(inKey: object.key) != nil && object.permissions == UInt32(mode)
  }
}
