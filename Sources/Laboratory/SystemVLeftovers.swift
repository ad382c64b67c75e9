import Glibc
import Model
import SharedMemory

extension Leftovers {
  /// The System V segments that Ringside made.
  static func systemVSegments() throws(SystemError) -> [Leftover] {
    let claims = try claims()
    return try SystemVObject.all(.segment).compactMap { segment in
      Remnant(segment: segment, claims: claims).map { remnant in
        Leftover(
          .sysv, String(segment.id), remnant, attached: segment.attached, key: segment.keyText,
          look: "ipcs -m -i \(segment.id)", clear: "ipcrm -m \(segment.id)")
      }
    }
  }

  /// The System V semaphore sets that carry Ringside's mark.
  static func semaphoreSets() throws(SystemError) -> [Leftover] {
    try SystemVObject.all(.semaphores).compactMap { set in
      Remnant(set: set).map { remnant in
        Leftover(
          .semaphores, String(set.id), remnant, key: set.keyText, look: "ipcs -s -i \(set.id)",
          clear: "ipcrm -s \(set.id)")
      }
    }
  }

  /// The System V message queues that carry Ringside's mark.
  static func messageQueues() throws(SystemError) -> [Leftover] {
    try SystemVObject.all(.queue).compactMap { queue in
      Remnant(queue: queue).map { remnant in
        Leftover(
          .queue, String(queue.id), remnant, key: queue.keyText, look: "ipcs -q -i \(queue.id)",
          clear: "ipcrm -q \(queue.id)")
      }
    }
  }

  /// The claims of the semaphore sets in this IPC namespace. A set that is removed meanwhile claims nothing.
  static func claims() throws(SystemError) -> [SystemVSemaphoreSet.Claim] {
    try SystemVObject.all(.semaphores).compactMap { set in
      if case .claimed(let claim)? = try? SystemVSemaphoreSet.standing(of: set) { claim } else { nil }
    }
  }
}
