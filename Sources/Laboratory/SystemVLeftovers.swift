import Glibc
import SharedMemory

extension Leftovers {
  /// The System V segments that begin as a region does. Only those that this user may read are looked into, and of
  /// those only such as Ringside could have made.
  static func systemVSegments() throws(SystemError) -> [Found] {
    try SystemVTable(of: "shm").rows.compactMap { row -> Found? in
      guard let id = row["shmid"].flatMap({ Int32($0) }), let size = row.number("size"), row.permissions == 0o600,
        size >= Region.smallestSize, let segment = try? SystemVSegment(opening: id),
        let mapping = try? segment.mapReadOnly(), let region = creator(of: mapping)
      else { return nil }
      let attached = row.number("nattch") ?? 0
      return Found(
        kind: .sysv, name: String(id), bytes: size, creator: region.pid, attached: attached, key: row.key,
        user: row.user, state: region.isAlive || attached > 0 ? .alive : .dead, look: "ipcs -m -i \(id)",
        clear: "ipcrm -m \(id)")
    }
  }

  /// The System V semaphore sets that say of themselves that they are Ringside's.
  static func semaphoreSets() throws(SystemError) -> [Found] {
    try SystemVTable(of: "sem").rows.compactMap { row -> Found? in
      guard let id = row["semid"].flatMap({ Int32($0) }), row.permissions == 0o600,
        row.number("nsems") == SystemVSemaphoreSet.semaphoreCount,
        let creator = (try? SystemVSemaphoreSet.creator(of: id)) ?? nil
      else { return nil }
      return Found(
        kind: .semaphores, name: String(id), bytes: 0, creator: creator.pid, key: row.key, user: row.user,
        state: isAlive(creator.pid, startedAt: creator.started) ? .alive : .dead, look: "ipcs -s -i \(id)",
        clear: "ipcrm -s \(id)")
    }
  }

  /// The System V message queues that carry Ringside's mark: their key tells the creator.
  static func messageQueues() throws(SystemError) -> [Found] {
    try SystemVTable(of: "msg").rows.compactMap { row -> Found? in
      guard let id = row["msqid"].flatMap({ Int32($0) }), let key = row["key"].flatMap({ Int32($0) }),
        let creator = MessageQueue.creator(inKey: key)
      else { return nil }
      let created = row.number("ctime") ?? 0
      let isMarked = Int32(row.permissions) == MessageQueue.mode
      // A process that began after the queue was made did not make it. The clocks agree to a second or two.
      let isAlive = isAlive(creator) { start in wallClock(ofStart: start).map { $0 <= created + 2 } ?? true }
      return Found(
        kind: .queue, name: String(id), bytes: row.number("cbytes") ?? 0, creator: creator, key: row.key,
        user: row.user,
        state: !isMarked ? .notOurs : isAlive ? .alive : .dead, look: "ipcs -q -i \(id)", clear: "ipcrm -q \(id)")
    }
  }

  /// The second of the epoch in which a process started, by the machine's start in /proc/stat: proc(5).
  private static func wallClock(ofStart ticks: UInt64) -> Int? {
    guard let file = fopen("/proc/stat", "re") else { return nil }
    defer { fclose(file) }
    var line: UnsafeMutablePointer<CChar>?
    var capacity = 0
    defer { free(line) }
    while getline(&line, &capacity, file) > 0, let line {
      let fields = String(cString: line).split(whereSeparator: \.isWhitespace)
      if fields.first == "btime", let start = fields.last.flatMap({ Int($0) }) {
        return start + Int(clamping: ticks / UInt64(max(1, sysconf(Int32(_SC_CLK_TCK)))))
      }
    }
    return nil
  }
}
