import Grid
import Model
import Programs
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

  /// A word is whole, and then it is one that a screen with room for everything shows too, or a shorter wording of it; or
  /// what follows says that it is cut.
  @Test(arguments: moments.keys.sorted())
  func noWordIsCutUnsaid(moment: String) {
    for screen in screens(moment) {
      var known = EverySizeTests.shorterWordings
      for (width, height) in [(400, 120), (109, 60), (80, 24), (44, 60)] {
        known.formUnion(words(view(screen.state, size: Size(width: width, height: height)).plainText))
      }
      var cut: [String: String] = [:]
      for height in [2, 6, 12, 24] {
        for width in 1...90 {
          let text = view(screen.state, size: Size(width: width, height: height)).plainText
          let runs = width < 20 ? runsAcrossLines(text) : []
          for word in words(text).subtracting(known) where !isReadOn(word, runs, known) {
            cut[word] = "at \(width)x\(height):\n\(text)"
          }
        }
      }
      #expect(cut == [:])
    }
  }

  /// Texts from elsewhere, as long and as wide as they come, are cut and never dropped: whatever the size, a row that has
  /// room for some of it shows its beginning.
  @Test(arguments: [
    String(repeating: "x", count: 120), String(repeating: "漢", count: 37), "日本語の長い題名です", "नमस्ते दुनिया",
    "word " + String(repeating: "y", count: 80),
  ])
  func aLongTextIsCutAndNotDropped(text: String) {
    for width in 24...130 {
      for glyphs in [GlyphSet.unicode, .console] {
        var snapshot = Snapshot.stepping
        snapshot.discipline.program = .message
        snapshot.message = MessageView(text: text, isWhole: true, version: 2, heard: [:])
        let screen = TestScreen(snapshot, size: (width, 24), glyphs: glyphs)
        #expect(screen.text.contains(text.first!), "text at \(width):\n\(screen.text)")
        var other = Snapshot.stepping
        other.discipline.name = text
        var titled = TestScreen(other, size: (width, 24), glyphs: glyphs)
        #expect(titled.title.contains(text.first!), "title at \(width): \(titled.title)")
        _ = update(&titled.state, .message(text))
        #expect(titled.foot.contains(text.first!) || titled.lines.suffix(3).joined().contains(text.first!))
      }
    }
  }

  /// Every row that says something at a large size says something at a smaller one, as long as the pane is there: labels
  /// are cut, and not left out.
  @Test func noLabelVanishesWhileItsRowHasRoom() {
    for moment in EverySizeTests.moments.keys.sorted() {
      for screen in screens(moment) {
        for width in 6...120 {
          let lines = view(screen.state, size: Size(width: width, height: 24)).plainText.split(
            separator: "\n", omittingEmptySubsequences: false)
          let title = lines.first.map(String.init) ?? ""
          #expect(title.contains { $0 != " " }, "\(moment) at \(width)")
          for line in lines where line.hasPrefix("──") && width > 12 {
            #expect(line.allSatisfy { $0 == "─" } == false, "a rule without its heading: \(moment) at \(width)")
          }
        }
      }
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

  /// Whether a piece of a word that is wider than the screen goes on in the next line, or is said to be cut there.
  private func isReadOn(_ piece: String, _ runs: [String], _ known: Set<String>) -> Bool {
    runs.contains { run in
      run.contains(piece) && (run.hasSuffix("…") || known.contains { $0.contains(piece) && run.contains($0) })
    }
  }

  /// The letters from line to line, as if no line were broken.
  private func runsAcrossLines(_ text: String) -> [String] {
    let lines = text.split(separator: "\n").map { $0.drop { $0 == " " } }
    return lines.joined().replacing("…", with: "… ").split { !($0.isLetter || $0 == "_" || $0 == "…") }.map(String.init)
  }

  /// Runs of letters before anything but an ellipsis; numbers vary with the size, where it decides how many slots a mark
  /// stands for.
  private func words(_ text: String) -> Set<String> {
    var words: Set<String> = []
    var word = ""
    for character in text + " " {
      if character.isASCII, character.isLetter || character == "_" {
        word.append(character)
      } else {
        if !word.isEmpty, character != "…" { words.insert(word) }
        word = ""
      }
    }
    return words
  }
}
