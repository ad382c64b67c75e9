import ArgumentParser
import Glibc
import Grid
import Model
import Reports
import Screens
import Terminal

/// `ringside config`: the settings that hold, and where each comes from.
struct ConfigCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config",
    abstract: "Show the settings that hold, and where each comes from.",
    discussion: CommandManual.config.discussion)

  @Flag(help: "Print a JSON array with an object for each setting.")
  var json = false

  func run() throws {
    let settings = Settings.own
    let standings = SettingStanding.all(settings, path: SettingsFile.usual()?.path)
    if json {
      print(try JSONOutput.array(standings))
    } else {
      let width = standings.map(\.value.count).max() ?? 0
      for standing in standings {
        print("\(standing.setting.padded(to: 9)) \(standing.value.padded(to: width))  \(standing.source)")
      }
    }
    if !settings.mistakes.isEmpty { throw ExitCode(1) }
  }
}

/// A setting with its present value and the place where that comes from.
struct SettingStanding: Encodable, Sendable, Hashable {
  var setting: String
  var value: String
  var source: String

  /// All of them; a line for each remapped key.
  /// - Parameter path: of the configuration file; nil if there can be none.
  static func all(_ settings: Settings, path: String?) -> [SettingStanding] {
    let file = path.map(harmless) ?? "no file: XDG_CONFIG_HOME or HOME must be an absolute path"
    func standing(_ name: Settings.Name, _ chosen: String?, _ standard: String, _ reason: String = "default") -> Self {
      let line = settings.lines[name].map { "\(file), line \($0)" }
      return SettingStanding(
        setting: name.rawValue, value: chosen ?? standard, source: chosen == nil ? reason : line ?? file)
    }
    let automatic = settings.glyphs == .auto ? nil : settings.glyphs?.rawValue
    let glyphs = [
      standing(
        .theme, settings.theme?.name, LookOptions.hasNoColor ? ThemeChoice.mono.name : ThemeChoice.standard.name,
        LookOptions.hasNoColor ? "NO_COLOR in the environment" : "default"),
      Screen.localeIsUTF8
        ? standing(
          .glyphs, automatic, Screen.hasSmallFont ? "console" : "unicode",
          Screen.hasSmallFont ? "TERM in the environment" : "the locale, which is UTF-8")
        : SettingStanding(
          setting: "glyphs", value: "ascii",
          source: "the locale, which is not UTF-8"
            + (automatic.map { $0 == "ascii" ? "" : ", not \($0) as in \(file)" } ?? "")),
      standing(.pace, settings.pace.map(Self.text), Self.text(RunCommand.demonstration)),
      standing(.mouse, settings.mouse.map { $0 ? "on" : "off" }, "on"),
      standing(.compiler, settings.compiler.map { harmless($0) }, WatchCommand.standardCompiler),
    ]
    let keys = settings.keys.all.map { key in
      SettingStanding(
        setting: "keys", value: "\(key.pressed.name) -> \(key.meaning?.name ?? "none")",
        source: settings.lines[.keys].map { "\(file), from line \($0)" } ?? file)
    }
    return glyphs + (keys.isEmpty ? [SettingStanding(setting: "keys", value: "as in help", source: "default")] : keys)
  }

  private static func text(_ pace: Pace) -> String {
    switch pace {
    case .full: "full"
    case .step: "step"
    case .tempo(let perSecond): perSecond == perSecond.rounded() ? "\(Int(perSecond))" : "\(perSecond)"
    }
  }
}
