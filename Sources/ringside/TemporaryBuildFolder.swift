import Glibc

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

  func remove() {
    guard let folder = opendir(path) else { return }
    while let entry = readdir(folder) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
      if name != "." && name != ".." { unlink("\(path)/\(name)") }
    }
    closedir(folder)
    rmdir(path)
  }
}
