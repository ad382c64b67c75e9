import Glibc
import Lessons
import Model

/// The configuration file: `ringside/config` in the folder for configuration of the XDG Base Directory Specification.
struct SettingsFile {
  var path: String

  /// Nil if the environment names no folder and this user has no home.
  static func usual() -> SettingsFile? {
    UserFolder.path("XDG_CONFIG_HOME", usually: ".config").map { SettingsFile(path: $0 + "/ringside/config") }
  }

  /// The settings in it. A missing file has none.
  func load() -> Settings {
    do {
      return Settings(reading: try SmallFile.bytes(at: path.systemText, most: Settings.longest))
    } catch {
      switch error {
      case .opening(ENOENT), .opening(ENOTDIR): return Settings()
      case .tooLarge: return skipped("it has more than 64 KiB; shorten it")
      default: return skipped("\(error)")
      }
    }
  }

  private func skipped(_ reason: String) -> Settings {
    var settings = Settings()
    settings.mistakes = [Settings.Mistake(line: 0, reason: reason)]
    return settings
  }
}
