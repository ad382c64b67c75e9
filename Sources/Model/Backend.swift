/// The kinds of shared memory. The raw values are their names on the command line and in lessons.
public enum Backend: String, Sendable, Hashable, CaseIterable {
  /// POSIX shared memory: shm_overview(7).
  case posix
  /// A System V segment: sysvipc(7).
  case sysv
  /// A mapped file: mmap(2) with MAP_SHARED.
  case file
}
