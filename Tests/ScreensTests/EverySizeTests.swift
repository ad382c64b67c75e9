import Grid
import Model
import Testing

@testable import Screens

/// What must hold on a terminal of any size, whatever stands in the region.
@Suite struct EverySizeTests {
  static let moments: [String: [Snapshot]] = [
    "stepping": [.beforeStepping, .stepping], "racing": [.racing, .racingLater], "deadlocked": [.deadlocked],
    "crowded": [.crowded], "scribbled over": [.scribbledOver],
  ]

  /// The moment with each lower pane, with the help, and with a message.
  private func screens(_ moment: String, _ glyphs: GlyphSet = .unicode) -> [TestScreen] {
    (moment == "stepping" ? ["", "v", "v v", "v v v", "?", "Esc"] : ["", "v v v"]).map { keys in
      var screen = TestScreen(glyphs: glyphs)
      EverySizeTests.moments[moment]!.forEach { screen.show($0) }
      screen.press("Tab " + keys)
      return screen
    }
  }

  @Test func noSizeIsTooSmall() {
    let state = TestScreen(.beforeStepping, .stepping).state
    for height in 0...40 {
      for width in 0...130 {
        let size = Size(width: width, height: height)
        #expect(view(state, size: size).size == size)
      }
    }
  }

  /// Words are whole: each is one that a screen with room for everything shows too, or a shorter wording of it.
  @Test(arguments: moments.keys.sorted())
  func noWordIsCut(moment: String) {
    for screen in screens(moment) {
      var known = EverySizeTests.shorterWordings
      for (width, height) in [(400, 120), (109, 60), (80, 24), (44, 60)] {
        known.formUnion(words(view(screen.state, size: Size(width: width, height: height)).plainText))
      }
      var cut: [String: String] = [:]
      for height in [2, 6, 12, 24] {
        for width in 1...90 {
          let text = view(screen.state, size: Size(width: width, height: height)).plainText
          for word in words(text).subtracting(known) { cut[word] = "at \(width)x\(height):\n\(text)" }
        }
      }
      #expect(cut == [:])
    }
  }

  @Test(arguments: moments.keys.sorted())
  func theASCIIScreenIsASCII(moment: String) {
    for screen in screens(moment, .ascii) {
      for (width, height) in [(80, 24), (40, 10), (120, 36), (200, 60), (7, 3)] {
        let grid = view(screen.state, size: Size(width: width, height: height))
        #expect(grid.cells.allSatisfy { $0.glyph.utf8.count == 1 && $0.glyph.utf8.first! < 0x7F })
      }
    }
  }

  @Test func textsFromElsewhereAreASCIIToo() {
    var snapshot = Snapshot.stepping
    snapshot.discipline.title = "das Übliche, 漢字"
    snapshot.segment = "/räng\u{1B}[2J"
    for (width, height) in [(120, 36), (80, 24), (41, 12)] {
      let screen = TestScreen(snapshot, size: (width, height), glyphs: .ascii)
      #expect(screen.grid.cells.allSatisfy { $0.glyph.utf8.count == 1 && $0.glyph.utf8.first! < 0x7F })
    }
  }

  /// The first look may take a while.
  @Test func beforeTheFirstLookThereAreKeys() {
    var screen = TestScreen(size: (40, 6))
    #expect(screen.title == " ringside                      starting")
    #expect(screen.foot == "space run  s step  ? help  q quit")
    screen.press("s")
    #expect(screen.foot == "s: there is no process; a adds a …")
    screen.press("q")
    #expect(screen.effects == [.quit])
  }

  /// What only small screens say.
  private static let shorterWordings: Set<String> = [
    "ended", "all", "there", "accounted", "for", "wait", "wrong", "P", "C", "ringside", "keys", "not", "at", "full",
    "speed", "is", "outside", "the", "ring", "none", "and", "more", "above", "below", "each", "mark", "stands", "slots",
    "in",
    "out", "of", "occupied", "nothing", "open", "Esc", "are",
  ]

  /// Runs of letters; numbers vary with the size, where it decides how many slots a mark stands for.
  private func words(_ text: String) -> Set<String> {
    Set(text.split { !($0.isASCII && ($0.isLetter || $0 == "_")) }.map(String.init))
  }
}
