import ArgumentParser
import Glibc
import Grid
import Model
import Screens
import Terminal

/// The options for the look of the screen.
struct LookOptions: ParsableArguments {
  private static let themes = ThemeChoice.allCases.map(\.name)

  @Option(
    help: "Colours: \(Self.themes.joined(separator: ", ")). (default: default, or mono with NO_COLOR)",
    completion: .list(Self.themes))
  var theme: String?

  @Flag(help: "Draw with ASCII only, as Ringside does by itself where the locale is not UTF-8.")
  var ascii = false

  @Flag(help: "Leave the mouse to the terminal, for selecting text without Shift.")
  var noMouse = false

  func validate() throws {
    if let theme, ThemeChoice(rawValue: theme) == nil {
      throw ValidationError(Suggestion.refusal(theme, isNot: "a theme", among: Self.themes))
    }
  }

  /// NO_COLOR counts if it is set and not empty, and unless the user has chosen a theme: no-color.org.
  var choice: ThemeChoice {
    theme.flatMap(ThemeChoice.init) ?? settings.theme ?? (Self.hasNoColor ? .mono : .standard)
  }

  static var hasNoColor: Bool { getenv("NO_COLOR").map { $0.pointee != 0 } == true }

  private var settings: Settings { Settings.own }
  var keys: KeyRemapping { settings.keys }

  /// The theme on a screen with this background of its own.
  private func theme(on paper: Paper, _ screen: Screen? = nil) -> Theme {
    screen?.hasColors == false ? Theme.mono : choice.theme(on: paper)
  }

  /// Takes over the terminal, in this look.
  func openScreen() throws -> Screen {
    // The first use reports what is wrong in the file, which must come before the screen.
    let settings = settings
    let screen = try Screen(theme: theme(on: Self.hintedPaper), usesMouse: !noMouse && settings.mouse != false)
    screen.theme = theme(on: Self.hintedPaper, screen)
    askForBackground(screen)
    return screen
  }

  /// Asks the terminal for its background, if the theme depends on it. The reply goes to `hear`.
  private func askForBackground(_ screen: Screen) {
    if choice.dependsOnPaper, screen.hasColors { screen.askForBackground() }
  }

  /// Adapts the theme to the terminal's reply. The change shows with the next paint.
  func hear(_ reply: TerminalReply, _ screen: Screen) {
    guard case .background(let red, let green, let blue) = reply else { return }
    screen.theme = theme(on: Paper(red: red, green: green, blue: blue), screen)
  }

  /// The environment's hint about the background.
  private static var hintedPaper: Paper { Paper(colorFGBG: getenv("COLORFGBG").map { String(cString: $0) }) }

  var glyphs: GlyphSet {
    if ascii || !Screen.localeIsUTF8 { return .ascii }
    switch settings.glyphs ?? .auto {
    case .auto: return Screen.hasSmallFont ? .console : .unicode
    case .unicode: return .unicode
    case .console: return .console
    case .ascii: return .ascii
    }
  }

  /// The reason why the screen is drawn in ASCII, if the user did not choose that.
  var reasonForASCII: String? {
    guard !ascii, settings.glyphs != .ascii, !Screen.localeIsUTF8 else { return nil }
    // The first of them that is not empty counts: setlocale(3).
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { (name: String) in
      getenv(name).map { harmless("\(name)=\(String(cString: $0))") }
    }.first { !$0.hasSuffix("=") }
    return "drawn in ASCII, since \(locale.map { "\($0) is not UTF-8" } ?? "LANG is not set"); try LANG=C.UTF-8"
  }
}
