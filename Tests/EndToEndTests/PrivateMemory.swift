import Support

/// A /dev/shm of one's own, in a mount namespace: unshare(1). It needs root, or user namespaces.
struct PrivateMemory {
  /// What is put before a command that is to live with it.
  let prefix: [String]

  /// - Parameter options: Those of the file system, tmpfs(5).
  init(_ options: String = "size=64m") { self.init(options, PrivateMemory.namespace) }

  private init(_ options: String, _ namespace: String) {
    let mount = "mount -t tmpfs -o \(options) tmpfs /dev/shm && exec \"$@\""
    prefix = ["unshare", namespace, "sh", "-c", mount, "sh"]
  }

  static let namespace = isGranted("-m") ? "-m" : "-rm"

  /// Whether this machine lets us.
  static let isAvailable = isGranted("-m") || isGranted("-rm")

  private static func isGranted(_ namespace: String) -> Bool {
    (try? run(PrivateMemory("size=64k", namespace).prefix + ["true"]).status) == 0
  }
}
