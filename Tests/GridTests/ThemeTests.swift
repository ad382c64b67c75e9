import Testing

@testable import Grid

@Suite struct ThemeTests {
  static let themes: [Theme] = ThemeChoice.allCases.flatMap { choice in
    ContrastTests.papers.map { choice.theme(on: $0.paper) }
  }

  @Test func everyThemeIsFoundByItsName() {
    #expect(
      ThemeChoice.allCases.map(\.name) == ["default", "light", "dark", "contrast", "colorblind", "mono"])
    #expect(ThemeChoice(rawValue: "pink") == nil)
  }

  @Test func monochromeHasNoColour() {
    for style in Style.allCases {
      for depth in ColorDepth.allCases {
        #expect(Theme.mono[style, depth].foreground == .standard)
        #expect(Theme.mono[style, depth].background == .standard)
      }
    }
  }

  @Test func withEightColoursOnlyTheEightAreUsed() {
    for theme in Self.themes {
      for style in Style.allCases {
        let look = theme[style, .basic]
        for case .indexed(_, let basic) in [look.foreground, look.background] { #expect(basic < 8) }
      }
    }
  }

  /// What stands beside each other and means different things looks different in every theme, colour or not.
  @Test(arguments: themes, ColorDepth.allCases)
  func meaningsThatMustNotBeMixedUpLookDifferent(theme: Theme, depth: ColorDepth) {
    let pairs: [(Style, Style)] = [
      (.title, .alarm), (.title, .text), (.text, .bad), (.good, .bad), (.text, .warning), (.text, .changed),
      (.key, .hint), (.inlineCode, .text), (.inlineCode, .narration), (.inlineCode, .warning), (.inlineCode, .key),
    ]
    for (a, b) in pairs { #expect(theme[a, depth] != theme[b, depth], "\(a) and \(b) in \(theme.name)") }
  }

  @Test(arguments: themes, ColorDepth.allCases)
  func fourProcessesOfARoleLookDifferent(theme: Theme, depth: ColorDepth) {
    // Black on light grey is all that is left for the consumers there.
    let roles: [[Style]] = [
      [.giver, .giverAlternate, .giverThird, .giverFourth],
      [.taker, .takerAlternate, .takerThird, .takerFourth],
    ]
    for styles in roles { #expect(Set(styles.map { theme[$0, depth] }).count == 4, "\(theme.name) \(depth)") }
  }

  /// A third process is told from the first by more than a colour.
  @Test(arguments: themes, ColorDepth.allCases)
  func theThirdProcessHasAMarkOfItsOwn(theme: Theme, depth: ColorDepth) {
    for (first, third) in [(Style.giver, Style.giverThird), (.taker, .takerThird)] {
      var (a, b) = (theme[first, depth], theme[third, depth])
      (a.foreground, b.foreground) = (.standard, .standard)
      #expect(a != b, "\(theme.name) \(depth)")
    }
  }
}

@Suite struct ExportTests {
  private var grid: Grid {
    var grid = Grid(Size(width: 6, height: 2))
    grid.put("in<2", at: (1, 0), .title)
    grid.put("░█─&", at: (0, 1))
    return grid
  }

  @Test func plainTextHasNoBlanksAtTheEnds() {
    #expect(grid.plainText == " in<2\n░█─&")
  }

  @Test func escapeSequencesChangeWithTheStyle() {
    let title = "\u{1B}[0;1;38;5;231;48;5;24m"
    #expect(
      grid.ansi(ThemeChoice.standard.theme(on: .dark))
        == "\u{1B}[0m \(title)in<2\u{1B}[0m \u{1B}[0m\n\u{1B}[0m░█─&  \u{1B}[0m")
  }

  @Test func attributesAloneMakeTheMonochromeScreen() {
    #expect(grid.ansi(.mono) == "\u{1B}[0m \u{1B}[0;7min<2\u{1B}[0m \u{1B}[0m\n\u{1B}[0m░█─&  \u{1B}[0m")
  }

  @Test func thePictureHoldsTextShapesAndNothingElse() {
    let lines = grid.svg(ThemeChoice.standard.theme(on: .dark)).split(separator: "\n")
    #expect(lines.first?.hasPrefix("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 80 60\"") == true)
    #expect(lines.last == "</svg>")
    #expect(lines.filter { $0.contains("<text") }.count == 2)
    #expect(lines.contains { $0.contains("textLength=\"40\"") && $0.hasSuffix(">in&lt;2</text>") })
    #expect(lines.contains { $0.contains("x=\"40\"") && $0.hasSuffix(">&amp;</text>") })
    // The background, that of the title, a shade, a block and a line.
    #expect(lines.filter { $0.hasPrefix("<rect") }.count == 6)
    #expect(lines.contains { $0.contains("fill=\"#005f87\"") })
  }

  @Test func thePictureHasThePaperAndTheTitleThatItIsGiven() {
    let picture = grid.svg(ThemeChoice.standard.theme(on: .light), on: .light, title: "a < b")
    #expect(picture.contains("role=\"img\"") && picture.contains("\n<title>a &lt; b</title>\n"))
    #expect(picture.contains("rx=\"8\" fill=\"#ffffff\"/>") && picture.contains("fill=\"#1f2328\""))
    // A theme with a background of its own keeps it.
    #expect(grid.svg(ThemeChoice.contrast.theme(on: .light), on: .light).contains("rx=\"8\" fill=\"#000000\"/>"))
    #expect(!grid.svg(.mono).contains("<title>"))
  }

  @Test func markupIsEscapedByCodePoints() {
    #expect(escapedForMarkup("<a href=\"'\">&amp;") == "&lt;a href=&quot;&#39;&quot;&gt;&amp;amp;")
    // With a combining mark behind it, the sign is another character.
    #expect(escapedForMarkup("<\u{338}&\u{301}").unicodeScalars.elementsEqual("&lt;\u{338}&amp;\u{301}".unicodeScalars))
  }

  @Test func contrastIsThatOfWCAG() {
    #expect(HexColors(ink: "#000000", paper: "#ffffff").contrast == 21)
    #expect(abs(HexColors(ink: "#767676", paper: "#ffffff").contrast - 4.54) < 0.01)
    #expect(Appearance(reversed: true).colors(own: Paper.dark.colors).paper == Paper.dark.colors.ink)
  }
}
