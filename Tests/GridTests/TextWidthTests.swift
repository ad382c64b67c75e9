import Testing

@testable import Grid

@Suite struct TextWidthTests {
  @Test(arguments: [
    ("a", 1), (" ", 1), ("é", 1), ("e\u{301}", 1), ("·", 1), ("─", 1), ("█", 1), ("‖", 1), ("▲", 1), ("▶", 1), ("‼", 1),
    ("✓", 1), ("…", 1), ("\u{A0}", 1), ("漢", 2), ("カ", 2), ("한", 2), ("Ａ", 2), ("🙂", 2), ("👩‍🔬", 2), ("🇨🇭", 2), ("❤️", 2),
    ("\u{301}", 0), ("\u{200D}", 0),
  ])
  func aCharacterTakesSoManyCells(character: Character, cells: Int) {
    #expect(width(of: character) == cells)
  }

  @Test func aTextTakesTheCellsOfItsCharacters() {
    #expect(width(of: "") == 0)
    #expect(width(of: "slot[4] = P2·05") == 15)
    #expect(width(of: "漢字 e\u{301}") == 6)
    #expect(width(of: "नमस्ते") == 4)
    #expect(width(of: "คำ") == 2)
    #expect(width(of: "\u{1100}\u{1161}\u{11A8}") == 2)
  }

  @Test(arguments: [GlyphSet.unicode, .console, .ascii])
  func everyPartOfAPictureTakesOneCell(glyphs: GlyphSet) {
    let words = ["paused", "runs", "right", "wrong", "then", "separator", "ellipsis"]
    for (label, value) in Mirror(reflecting: glyphs).children where !words.contains(label ?? "") {
      let parts = (value as? String).map { [$0] } ?? value as? [String] ?? []
      for part in parts { #expect(width(of: part) == 1, "\(label ?? "") \(part)") }
    }
    #expect(glyphs.levels.count == 9)
  }

  /// A console's font has Latin-1, simple lines and the shades and blocks of the IBM PC.
  @Test func theConsoleDrawsOnlyWhatItsFontsHave() {
    let known = Set("─│┌┬┐└┴┘░▒█·×".unicodeScalars)
    for (label, value) in Mirror(reflecting: GlyphSet.console).children {
      let parts = (value as? String).map { [$0] } ?? value as? [String] ?? []
      for scalar in parts.joined().unicodeScalars where scalar.value >= 0x80 {
        #expect(known.contains(scalar), "\(label ?? "") \(scalar)")
      }
    }
  }

  @Test func theASCIIGlyphsAreASCII() {
    for (label, value) in Mirror(reflecting: GlyphSet.ascii).children {
      let parts = (value as? String).map { [$0] } ?? value as? [String] ?? []
      #expect(parts.joined().utf8.allSatisfy { $0 < 0x80 }, "\(label ?? "")")
    }
  }
}
