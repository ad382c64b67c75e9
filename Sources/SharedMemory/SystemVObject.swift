import CRegion
import Glibc
import SystemPackage

/// A System V object as the kernel describes it, even to a process that may not use it: svipc(7).
public struct SystemVObject: Sendable, Hashable {
  public enum Kind: Sendable, Hashable {
    case segment
    case semaphores
    case queue

    fileprivate var code: system_v_kind {
      switch self {
      case .segment: SYSTEM_V_SEGMENT
      case .semaphores: SYSTEM_V_SEMAPHORES
      case .queue: SYSTEM_V_QUEUE
      }
    }
  }

  public let kind: Kind
  public let id: Int32
  public let key: Int32
  /// The user who owns it.
  public let user: UInt32
  /// The low nine bits of its mode.
  public let permissions: UInt32
  /// Whether it is a segment that somebody has removed, and that vanishes with its last mapping: SHM_DEST.
  public let isRemoved: Bool
  /// A segment's creator, as this process's pid namespace numbers it; nil for a process outside that namespace.
  public let creator: Int32?
  /// The bytes of a segment, the semaphores of a set, or the bytes in a queue.
  public let size: Int
  /// How many mappings a segment has.
  public let attached: Int
  /// Whether semop(2) has ever changed a set.
  public let isUsed: Bool

  private init(_ kind: Kind, _ found: system_v_object) {
    self.kind = kind
    id = found.id
    key = found.key
    user = found.user
    permissions = found.permissions
    isRemoved = found.is_removed != 0
    creator = found.creator == 0 ? nil : found.creator
    size = Int(clamping: found.size)
    attached = Int(clamping: found.attached)
    isUsed = found.used != 0
  }

  /// Reads the object with an id: IPC_STAT.
  public init(_ kind: Kind, id: Int32) throws(SystemError) {
    var found = system_v_object()
    try call(kind.call, "\(id), IPC_STAT") { system_v_object_of(kind.code, id, &found) }
    self.init(kind, found)
  }

  /// All objects of a kind in this IPC namespace. It needs no /proc.
  public static func all(_ kind: Kind) throws(SystemError) -> [SystemVObject] {
    let last = try call(kind.call, "the list") { system_v_last_index(kind.code) }
    var objects: [SystemVObject] = []
    for index in 0..<max(0, last) + 1 {
      var found = system_v_object()
      // Most indices have no object, and one may have vanished meanwhile.
      if system_v_object_at(kind.code, index, &found) == 0 { objects.append(SystemVObject(kind, found)) }
    }
    return objects
  }

  /// The id of the set or queue that has a key; nil if there is none that this process may see.
  public static func find(_ kind: Kind, key: Int32) -> Int32? {
    let id = system_v_find(kind.code, key)
    return id == -1 ? nil : id
  }

  /// A key as ipcs(1) shows it.
  public var keyText: String { SystemVSegment.text(key) }
}

extension SystemVObject.Kind {
  fileprivate var call: String {
    switch self {
    case .segment: "shmctl"
    case .semaphores: "semctl"
    case .queue: "msgctl"
    }
  }
}
