import Grid

/// The colours of a web page: those of its own parts, and a class for each style with the theme's inks for light and
/// for dark paper. A browser takes the ones that its user prefers; the page's button switches.
struct HTMLPalette {
  private let light: Theme
  private let dark: Theme
  /// The paper at the start, if the theme was chosen for one: `light` or `dark`.
  let startingPaper: String?

  init(_ choice: ThemeChoice) {
    startingPaper = choice == .light || choice == .dark ? choice.name : nil
    let choice = startingPaper == nil ? choice : .standard
    (light, dark) = (choice.theme(on: .light), choice.theme(on: .dark))
  }

  var css: String {
    let (bright, dim) = (
      variables(light, .light, Self.lightPage) + "color-scheme:light;",
      variables(dark, .dark, Self.darkPage) + "color-scheme:dark;"
    )
    return
      ([
        ":root{\(bright)}", "@media(prefers-color-scheme:dark){:root:not([data-theme=light]){\(dim)}}",
        ":root[data-theme=dark]{\(dim)}",
      ] + Style.allCases.map(rule)).joined(separator: "\n")
  }

  /// The page around the screen. Each text has a contrast of at least 4.5 on each ground that it is on.
  private static let lightPage = [
    "page": "#f6f7f9", "panel": "#ffffff", "line": "#d5dae1", "text": "#1f2328", "muted": "#57606a",
    "faint": "#6e7781", "accent": "#005f87", "on-accent": "#ffffff", "chosen": "#e3eff5",
  ]
  private static let darkPage = [
    "page": "#0f1115", "panel": "#16181d", "line": "#2d323b", "text": "#d7dae0", "muted": "#9aa3b0",
    "faint": "#868e99", "accent": "#7cc4ec", "on-accent": "#0f1115", "chosen": "#1d2b36",
  ]

  private func variables(_ theme: Theme, _ paper: Paper, _ page: [String: String]) -> String {
    let parts = page.sorted { $0.key < $1.key }.map { "--\($0.key):\($0.value);" }
    let styles = Style.allCases.map { style in
      let look = theme[style]
      let colors = look.colors(own: paper.colors)
      // Only rules are fainter than text may be, and drawn in ASCII they are text.
      let ink = look.dim || colors.contrast < 4.5 ? "var(--faint)" : colors.ink
      return "--i\(style.rawValue):\(ink);" + (hasOwnPaper(style) ? "--p\(style.rawValue):\(colors.paper);" : "")
    }
    return (parts + styles).joined()
  }

  /// The attributes are those on light paper. They are the same on dark paper.
  private func rule(_ style: Style) -> String {
    let look = light[style]
    var css = "color:var(--i\(style.rawValue));"
    if hasOwnPaper(style) { css += "background:var(--p\(style.rawValue));" }
    if look.bold { css += "font-weight:700;" }
    if look.italic { css += "font-style:italic;" }
    if look.underlined { css += "text-decoration:underline;" }
    return ".s\(style.rawValue){\(css)}"
  }

  /// Whether it has another paper than the screen, in light or in dark.
  private func hasOwnPaper(_ style: Style) -> Bool {
    if style == .text { return true }
    return [(light, Paper.light), (dark, .dark)].contains { theme, paper in
      theme[style].colors(own: paper.colors).paper != theme[.text].colors(own: paper.colors).paper
    }
  }
}
