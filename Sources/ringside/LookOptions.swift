import ArgumentParser
import Glibc
import Grid
import Terminal

/// How the screen looks.
struct LookOptions: ParsableArguments {
  @Option(
    help: "Colours: \(Theme.all.map(\.name).joined(separator: ", ")). (default: default, or mono with NO_COLOR)",
    completion: .list(Theme.all.map(\.name)))
  var theme: String?

  @Flag(help: "Draw with ASCII only, as Ringside does by itself where the locale is not UTF-8.")
  var ascii = false

  func validate() throws {
    if let theme, Theme.named(theme) == nil {
      throw ValidationError(
        Suggestion.refusal(theme, isNot: "a theme", among: Theme.all.map(\.name)))
    }
  }

  /// NO_COLOR counts when it is set to anything but nothing: no-color.org.
  var chosenTheme: Theme {
    if let theme = theme.flatMap(Theme.named) { return theme }
    return getenv("NO_COLOR").map { $0.pointee != 0 } == true ? .mono : .default
  }

  var glyphs: GlyphSet { ascii || !Screen.localeIsUTF8 ? .ascii : .unicode }
}
