import Glibc

/// A folder and what is in it.
public enum Folder {
  /// Visits each name in a folder, with a descriptor of the folder. A symbolic link to one is none.
  static func visit(_ path: String, _ visit: (UnsafePointer<CChar>, Int32) -> Void) {
    let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    if descriptor >= 0 { self.visit(descriptor, visit) }
  }

  /// The same for one that is open; it is closed afterwards.
  private static func visit(_ descriptor: Int32, _ visit: (UnsafePointer<CChar>, Int32) -> Void) {
    guard let listing = fdopendir(descriptor) else {
      close(descriptor)
      return
    }
    defer { closedir(listing) }
    while let entry = readdir(listing) {
      withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { name in
          if strcmp(name, ".") != 0 && strcmp(name, "..") != 0 { visit(name, descriptor) }
        }
      }
    }
  }

  private static let deepest = 16

  /// Removes a folder with all that is in it. Nothing is followed out of it.
  /// - Returns: whether it is gone.
  @discardableResult
  public static func remove(_ path: String) -> Bool {
    var status = stat()
    guard lstat(path, &status) == 0 else { return errno == ENOENT }
    guard status.st_mode & S_IFMT == S_IFDIR else { return unlink(path) == 0 }
    visit(path) { name, folder in remove(name, in: folder, depth: 0) }
    return rmdir(path) == 0
  }

  private static func remove(_ name: UnsafePointer<CChar>, in folder: Int32, depth: Int) {
    if unlinkat(folder, name, 0) == 0 || depth >= deepest { return }
    let inner = openat(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    if inner >= 0 { visit(inner) { remove($0, in: $1, depth: depth + 1) } }
    unlinkat(folder, name, AT_REMOVEDIR)
  }
}
