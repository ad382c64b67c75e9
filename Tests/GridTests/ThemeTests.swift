import Testing

@testable import Grid

@Suite struct ThemeTests {
  @Test func everyThemeIsFoundByItsName() {
    #expect(Theme.all.map(\.name) == ["default", "contrast", "colorblind", "mono"])
    for theme in Theme.all { #expect(Theme.named(theme.name) == theme) }
    #expect(Theme.named("pink") == nil)
  }

  @Test func monochromeHasNoColour() {
    for style in Style.allCases {
      #expect(Theme.mono[style].foreground == .standard)
      #expect(Theme.mono[style].background == .standard)
    }
  }

  /// What stands beside each other and means different things looks different in every theme, colour or not.
  @Test(arguments: Theme.all)
  func meaningsThatMustNotBeMixedUpLookDifferent(theme: Theme) {
    let pairs: [(Style, Style)] = [
      (.title, .alarm), (.title, .text), (.text, .bad), (.good, .bad), (.text, .warning), (.text, .changed),
      (.key, .hint), (.rule, .heading),
    ]
    for (a, b) in pairs { #expect(theme[a] != theme[b], "\(a) and \(b) in \(theme.name)") }
  }

  @Test(arguments: [Theme.default, .contrast, .colorblind])
  func processesHaveFourColours(theme: Theme) {
    let styles: [Style] = [.producer, .producerAlternate, .consumer, .consumerAlternate]
    #expect(Set(styles.map { theme[$0] }).count == 4)
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
    #expect(grid.ansi(.default) == "\u{1B}[0m \(title)in<2\u{1B}[0m \u{1B}[0m\n\u{1B}[0m░█─&  \u{1B}[0m")
  }

  @Test func attributesAloneMakeTheMonochromeScreen() {
    #expect(grid.ansi(.mono) == "\u{1B}[0m \u{1B}[0;7min<2\u{1B}[0m \u{1B}[0m\n\u{1B}[0m░█─&  \u{1B}[0m")
  }

  @Test func thePictureHoldsTextShapesAndNothingElse() {
    let lines = grid.svg(.default).split(separator: "\n")
    #expect(lines.first?.hasPrefix("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 80 60\"") == true)
    #expect(lines.last == "</svg>")
    #expect(lines.filter { $0.contains("<text") }.count == 2)
    #expect(lines.contains { $0.contains("textLength=\"40\"") && $0.hasSuffix(">in&lt;2</text>") })
    #expect(lines.contains { $0.contains("x=\"40\"") && $0.hasSuffix(">&amp;</text>") })
    // The background, that of the title, a shade, a block and a line.
    #expect(lines.filter { $0.hasPrefix("<rect") }.count == 6)
    #expect(lines.contains { $0.contains("fill=\"#005f87\"") })
  }
}
