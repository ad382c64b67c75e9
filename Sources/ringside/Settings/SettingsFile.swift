import Glibc

/// The configuration file: `ringside/config` in the folder for configuration of the XDG Base Directory Specification.
struct SettingsFile {
  var path: String

  /// Nil if the environment names no folder and this user has no home: getpwuid(3).
  static func usual(
    variable: (String) -> String? = { getenv($0).map { String(cString: $0) } },
    accountHome: () -> String? = { getpwuid(getuid()).flatMap(\.pointee.pw_dir).map { String(cString: $0) } }
  ) -> SettingsFile? {
    // The specification says that relative paths must be ignored.
    func folder(_ path: String?) -> String? { path.flatMap { $0.hasPrefix("/") ? $0 : nil } }
    let home = folder(variable("HOME")) ?? folder(accountHome())
    let configuration = folder(variable("XDG_CONFIG_HOME")) ?? home.map { $0 + "/.config" }
    return configuration.map { SettingsFile(path: $0 + "/ringside/config") }
  }

  /// The settings in it. A missing file has none.
  func load() -> Settings {
    // Without blocking: a FIFO would wait for a writer.
    let file = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
    guard file >= 0 else {
      return [ENOENT, ENOTDIR].contains(errno) ? Settings() : skipped("it cannot be opened: \(Self.lastError)")
    }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0 else { return skipped("it cannot be read: \(Self.lastError)") }
    guard status.st_mode & S_IFMT == S_IFREG else { return skipped("it is not a regular file") }
    // One byte more than is allowed: the file may have grown since.
    var bytes = [UInt8](repeating: 0, count: Settings.longest + 1)
    var count = 0
    while count < bytes.count {
      let result = bytes[count...].withUnsafeMutableBytes { read(file, $0.baseAddress, $0.count) }
      if result < 0, errno == EINTR { continue }
      guard result >= 0 else { return skipped("it cannot be read: \(Self.lastError)") }
      if result == 0 { break }
      count += result
    }
    guard count <= Settings.longest else { return skipped("it has more than 64 KiB; shorten it") }
    return Settings(reading: Array(bytes[..<count]))
  }

  private func skipped(_ reason: String) -> Settings {
    var settings = Settings()
    settings.mistakes = [Settings.Mistake(line: 0, reason: reason)]
    return settings
  }

  private static var lastError: String { String(cString: strerror(errno)) }
}
