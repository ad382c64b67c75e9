import CRegion
import Glibc
import Model

/// An object of Ringside's that outlives a process, as the system describes it.
public struct Remnant: Sendable, Hashable {
  /// Owner, mode, size and mark decide whether it is Ringside's. Only a `dead` one may be removed.
  public var standing: Leftover.State
  public var bytes: Int
  public var user: UInt32
  /// The pid of the process that created it, in its own namespace or as the kernel numbers it here.
  public var creator: Int32?
}

// MARK: - Files

extension Remnant {
  /// Judges a POSIX object or a temporary file by its path. Nil if it is gone, is not an ordinary file, cannot be
  /// opened, or is a file that the user named.
  ///
  /// It never blocks and changes nothing: it opens only this user's own files, and reads only 128 bytes.
  public init?(file path: String) {
    var status = stat()
    guard lstat(path.systemText, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    self.init(standing: .notOurs, bytes: Int(status.st_size), user: status.st_uid)
    let length = MemoryLayout<region_header>.size
    guard user == geteuid(), bytes >= length else { return }
    guard let file = try? OpenFile.open(ordinary: path, O_RDONLY, name: path), let now = file.status else { return nil }
    var header = region_header()
    guard pread(file.raw, &header, length, 0) == length, header.magic == REGION_MAGIC else { return }
    if header.kept != 0 { return nil }
    guard now.st_mode & 0o7777 == 0o600, now.st_uid == geteuid() else { return }
    if file.isLocked {
      (standing, creator) = (.alive, Int32(truncatingIfNeeded: header.creator_pid))
    } else if header.version != REGION_VERSION || header.object == 0 {
      // Another version of Ringside may show in other ways that it is alive.
      standing = .unproven
    } else if Self.isWhole(header, size: Int(now.st_size), object: UInt64(now.st_ino)), now.st_nlink == 1 {
      (standing, creator) = (.dead, Int32(truncatingIfNeeded: header.creator_pid))
    }
  }

  /// Whether a header belongs to the object in which it was found. The header of a copy names another object.
  private static func isWhole(_ header: region_header, size: Int, object: UInt64) -> Bool {
    guard let layout = try? RegionLayout(validating: header, mappedSize: size) else { return false }
    return layout.totalSize == size && header.object == object
  }
}

// MARK: - System V segments

extension Remnant {
  /// Judges a System V segment. Nil if nothing shows that it is Ringside's, or it is gone.
  ///
  /// A process attaches a segment before it writes the header, and detaches it when it ends: a segment with a header
  /// that no process has attached was left behind. A segment without a header is identified by an announcement.
  /// - Parameter claims: the claims of the semaphore sets in this namespace.
  public init?(segment: SystemVObject, claims: [SystemVSemaphoreSet.Claim]) {
    guard segment.user == geteuid(), segment.permissions == 0o600, segment.size >= Region.smallestSize,
      !segment.isRemoved, let header = Self.header(of: segment)
    else { return nil }
    self.init(standing: .notOurs, bytes: segment.size, user: segment.user, creator: segment.creator)
    if header.magic == REGION_MAGIC {
      if segment.attached > 0 {
        standing = .alive
      } else if header.version != REGION_VERSION || header.object == 0 {
        standing = .unproven
      } else if Self.isWhole(header, size: segment.size, object: SystemVSegment.object(segment.id)) {
        standing = .dead
      } else {
        return nil
      }
      creator = creator ?? Int32(truncatingIfNeeded: header.creator_pid)
    } else {
      // The kernel reports the creators of both; size and key were announced.
      let claim = claims.first { claim in
        claim.creator != nil && claim.creator == segment.creator
          && claim.announcement == SystemVSemaphoreSet.Announcement(key: segment.key, size: segment.size)
      }
      guard let claim, Self.isZero(header) else { return nil }
      standing = claim.isAlive || segment.attached > 0 ? .alive : .dead
    }
  }

  private static func header(of segment: SystemVObject) -> region_header? {
    guard let mapping = try? Mapping(attaching: segment.id, size: segment.size, access: .readOnly) else { return nil }
    return mapping.base.load(as: region_header.self)
  }

  private static func isZero(_ header: region_header) -> Bool {
    withUnsafeBytes(of: header) { $0.allSatisfy { $0 == 0 } }
  }
}

// MARK: - System V semaphores and queues

extension Remnant {
  /// Judges a semaphore set. Nil if nothing shows that it is Ringside's, or it is gone.
  public init?(set: SystemVObject) {
    guard SystemVMark.isOn(set), set.size == SystemVSemaphoreSet.semaphoreCount else { return nil }
    self.init(standing: .notOurs, bytes: 0, user: set.user)
    guard user == geteuid() else { return }
    guard let standing = try? SystemVSemaphoreSet.standing(of: set) else { return nil }
    switch standing {
    case .notRingsides: break
    case .claimed(let claim): (self.standing, creator) = (claim.isAlive ? .alive : .dead, claim.creator)
    case .unclaimed:
      creator = SystemVMark.creator(inKey: set.key)
      // A creator in this namespace claims it in a moment. A creator in another one can cope if the set is barred
      // first.
      self.standing = creator.map(processExists) == true ? .alive : .dead
    }
  }

  /// Judges a message queue. Nil if nothing shows that it is Ringside's, or it is gone.
  ///
  /// Its creator holds the semaphore set with the same key, which it made first, and claims that set for as long as
  /// it lives.
  public init?(queue: SystemVObject) {
    guard SystemVMark.isOn(queue) else { return nil }
    self.init(standing: .notOurs, bytes: queue.size, user: queue.user)
    guard user == geteuid() else { return }
    standing = .unproven
    if let id = SystemVObject.find(.semaphores, key: queue.key),
      let set = try? SystemVObject(.semaphores, id: id),
      case .claimed(let claim)? = try? SystemVSemaphoreSet.standing(of: set)
    {
      (standing, creator) = (claim.isAlive ? .alive : .dead, claim.creator)
    }
  }
}

/// Whether this pid namespace has a process with that id: kill(2).
private func processExists(_ pid: Int32) -> Bool { pid > 0 && (kill(pid, 0) == 0 || errno == EPERM) }

// MARK: - Removal

extension Remnant {
  /// Removes a file that was left behind, after judging it again. Returns false if it is gone already, or must no
  /// longer be removed.
  public static func remove(file path: String) throws(SystemError) -> Bool {
    guard Remnant(file: path)?.standing == .dead else { return false }
    return try removed { () throws(SystemError) in try call("unlink", path) { unlink(path.systemText) } }
  }

  /// Removes a System V object that was left behind, after judging it again.
  public static func remove(
    _ kind: SystemVObject.Kind, id: Int32, claims: [SystemVSemaphoreSet.Claim]
  ) throws(SystemError) -> Bool {
    guard let object = try? SystemVObject(kind, id: id) else { return false }
    switch kind {
    case .segment:
      guard Remnant(segment: object, claims: claims)?.standing == .dead else { return false }
      return try removed { () throws(SystemError) in try call("shmctl", "\(id), IPC_RMID") { shmctl(id, IPC_RMID, nil) }
      }
    case .semaphores:
      guard Remnant(set: object)?.standing == .dead else { return false }
      // Without its set nobody could judge the queue any more.
      guard SystemVObject.find(.queue, key: object.key) == nil else { return false }
      if case .unclaimed? = try? SystemVSemaphoreSet.standing(of: object), try !SystemVSemaphoreSet.bar(id) {
        return false
      }
      return try removed { () throws(SystemError) in try SystemVSemaphoreSet.remove(id) }
    case .queue:
      guard Remnant(queue: object)?.standing == .dead else { return false }
      return try removed { () throws(SystemError) in
        try call("msgctl", "\(id), IPC_RMID") { system_v_queue_remove(id) }
      }
    }
  }

  /// Returns false if another process removed it first.
  static func removed(_ removal: () throws(SystemError) -> Void) throws(SystemError) -> Bool {
    do {
      try removal()
      return true
    } catch {
      if [.noSuchFileOrDirectory, .invalidArgument, .identifierRemoved].contains(error.errno) { return false }
      throw error
    }
  }
}
