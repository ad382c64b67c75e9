import Glibc
import Watching

/// A folder for what is built, removed with all that is in it.
struct TemporaryBuildFolder {
  let path: String

  init() throws {
    let base = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array("\(base)/ringside-build-XXXXXX".utf8CString)
    guard let made = mkdtemp(&template) else {
      throw WatchFailure("mkdtemp \(base): \(String(cString: strerror(errno)))")
    }
    path = String(cString: made)
  }

  func remove() { Folder.remove(path) }
}
