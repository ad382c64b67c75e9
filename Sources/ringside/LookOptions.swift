import ArgumentParser
import Glibc
import Grid
import Model
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

  func validate() throws {
    if let theme, ThemeChoice(rawValue: theme) == nil {
      throw ValidationError(Suggestion.refusal(theme, isNot: "a theme", among: Self.themes))
    }
  }

  /// NO_COLOR counts if it is set and not empty: no-color.org.
  var choice: ThemeChoice {
    if let theme = theme.flatMap(ThemeChoice.init) { return theme }
    return getenv("NO_COLOR").map { $0.pointee != 0 } == true ? .mono : .standard
  }

  /// The theme on a screen with this background of its own.
  func theme(on paper: Paper, _ screen: Screen? = nil) -> Theme {
    screen?.hasColors == false ? Theme.mono : choice.theme(on: paper)
  }

  /// Asks the terminal for its background, if the theme depends on it. The reply goes to `hear`.
  func askForBackground(_ screen: Screen) {
    if choice.dependsOnPaper, screen.hasColors { screen.askForBackground() }
  }

  /// Adapts the theme to the terminal's reply. The change shows with the next paint.
  func hear(_ reply: TerminalReply, _ screen: Screen) {
    guard case .background(let red, let green, let blue) = reply else { return }
    screen.theme = theme(on: Paper(red: red, green: green, blue: blue), screen)
  }

  /// The environment's hint about the background.
  static var hintedPaper: Paper { Paper(colorFGBG: getenv("COLORFGBG").map { String(cString: $0) }) }

  var glyphs: GlyphSet {
    if ascii || !Screen.localeIsUTF8 { return .ascii }
    return Screen.hasSmallFont ? .console : .unicode
  }

  /// The reason why the screen is drawn in ASCII, if the user did not choose that.
  var reasonForASCII: String? {
    guard !ascii, !Screen.localeIsUTF8 else { return nil }
    // The first of them that is not empty counts: setlocale(3).
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { (name: String) in
      getenv(name).map { harmless("\(name)=\(String(cString: $0))") }
    }.first { !$0.hasSuffix("=") }
    return "drawn in ASCII, since \(locale.map { "\($0) is not UTF-8" } ?? "LANG is not set"); try LANG=C.UTF-8"
  }
}
