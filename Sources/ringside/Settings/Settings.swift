import Grid
import Model
import Screens

/// The user's choices that hold in every run, from the configuration file. Options of the command line override them.
struct Settings: Sendable {
  /// The name of a setting, as in the file.
  enum Name: String, Sendable, CaseIterable {
    case theme, glyphs, pace, mouse, compiler, keys
  }

  /// The signs with which screens are drawn.
  enum Glyphs: String, Sendable, CaseIterable {
    /// As the locale and the terminal allow.
    case auto
    case unicode, console, ascii
  }

  /// A line of the file that cannot be used.
  struct Mistake: Sendable, Hashable {
    /// From 1.
    var line: Int
    /// The mistake, and the right form.
    var reason: String
  }

  var theme: ThemeChoice?
  var glyphs: Glyphs?
  /// The pace of a run on the screen.
  var pace: Pace?
  /// Whether the mouse acts on the screen.
  var mouse: Bool?
  /// The compiler of watched programs.
  var compiler: String?
  var keys = KeyRemapping()

  /// The line of each setting that holds.
  var lines: [Name: Int] = [:]
  var mistakes: [Mistake] = []

  /// The settings of this user. They are read once; what is wrong in the file is told at that time.
  static let own: Settings = {
    let settings = SettingsFile.usual().map { $0.load() } ?? Settings()
    settings.sentences.forEach(say)
    return settings
  }()

  /// Each line that is skipped, in a sentence.
  var sentences: [String] {
    let path = SettingsFile.usual().map { harmless($0.path) } ?? ""
    return mistakes.map { mistake in
      mistake.line > 0
        ? "\(path), line \(mistake.line): \(mistake.reason); the line is skipped"
        : "\(path): \(mistake.reason); the file is skipped"
    }
  }
}
