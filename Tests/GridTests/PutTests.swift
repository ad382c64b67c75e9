import Testing

@testable import Grid

@Suite struct PutTests {
  private func row(_ width: Int, _ draw: (inout Grid) -> Void) -> [String] {
    var grid = Grid(Size(width: width, height: 1))
    draw(&grid)
    return grid.cells.map(\.glyph)
  }

  @Test func textGoesToTheRightAndSaysWhereItEnds() {
    var grid = Grid(Size(width: 8, height: 2))
    #expect(grid.put("in", at: (1, 0), .code) == 3)
    #expect(grid.put("P1·07", at: (3, 1)) == 8)
    #expect(grid.plainText == " in\n   P1·07")
    #expect(grid[1, 0] == Cell("i", .code))
    #expect(grid[0, 0] == .blank)
  }

  @Test func whatLiesOutsideIsNotDrawn() {
    #expect(row(4) { $0.put("abcdef", at: (-2, 0)) } == ["c", "d", "e", "f"])
    #expect(row(4) { $0.put("abcdef", at: (2, 0)) } == [" ", " ", "a", "b"])
    #expect(row(2) { $0.put("ab", at: (0, 1)) } == [" ", " "])
    #expect(row(2) { $0.put("ab", at: (0, -1)) } == [" ", " "])
    #expect(row(2) { $0.put("ab", at: (9, 0)) } == [" ", " "])
    #expect(row(2) { $0.put("ab", at: (-9, 0)) } == [" ", " "])
    #expect(row(0) { $0.put("ab", at: (0, 0)) } == [])
  }

  @Test func theEndOfATextCountsWhatWasClipped() {
    var grid = Grid(Size(width: 2, height: 1))
    #expect(grid.put("漢字", at: (1, 0)) == 5)
    #expect(grid.put("漢字", at: (1, 7)) == 5)
    #expect(grid.put("abc", at: (-1, 0)) == 2)
  }

  @Test func aWideCharacterIsNeverCutInHalf() {
    #expect(row(4) { $0.put("漢字", at: (0, 0)) } == ["漢", "", "字", ""])
    #expect(row(3) { $0.put("漢字", at: (0, 0)) } == ["漢", "", " "])
    #expect(row(3) { $0.put("漢字", at: (-1, 0)) } == [" ", "字", ""])
  }

  @Test(arguments: ["x", "·"])
  func whatOverwritesHalfOfAWideCharacterBlanksTheOther(narrow: String) {
    #expect(
      row(4) {
        $0.put("漢字", at: (0, 0)); $0.put(narrow, at: (1, 0))
      } == [" ", narrow, "字", ""])
    #expect(
      row(4) {
        $0.put("漢字", at: (0, 0)); $0.put(narrow, at: (2, 0))
      } == ["漢", "", narrow, " "])
    #expect(
      row(4) {
        $0.put("漢字", at: (0, 0)); $0.fill(1..<3, row: 0, with: narrow)
      } == [" ", narrow, narrow, " "])
  }

  /// A terminal gives a cell to every letter with a width, however many of them Swift counts as one character.
  @Test func whatIsOneCharacterMayBeSeveralCells() {
    #expect(row(6) { $0.put("नमस्ते", at: (0, 0)) } == ["न", "म", "स्", "ते", " ", " "])
    #expect(row(3) { $0.put("คำ", at: (0, 0)) } == ["ค", "ำ", " "])
    #expect(row(3) { $0.put("\u{1100}\u{1161}\u{11A8}x", at: (0, 0)) } == ["\u{1100}\u{1161}\u{11A8}", "", "x"])
  }

  /// ncurses keeps five code points in a cell; what is more would push out all of them.
  @Test func moreMarksThanACellHoldsAreLeftOut() {
    let zalgo = "a" + String(repeating: "\u{301}", count: 50) + "b"
    let cells = row(2) { $0.put(zalgo, at: (0, 0)) }
    #expect(cells[0].unicodeScalars.count == 5)
    #expect(cells[1] == "b")
    #expect(width(of: zalgo) == 2)
  }

  @Test func allOfATextIsInItsCells() {
    for text in ["नमस्ते", "คำว่า", "e\u{301}a", "漢字 かな", "क्षत्रिय", "❤️ 🇨🇭", "שָׁלוֹם"] {
      let cells = row(30) { #expect($0.put(text, at: (0, 0)) == width(of: text)) }
      #expect(cells.joined().hasPrefix(text))
    }
  }

  @Test func combiningMarksStayWithTheirLetterAndAloneTakeNoCell() {
    #expect(row(3) { $0.put("e\u{301}x", at: (0, 0)) } == ["e\u{301}", "x", " "])
    #expect(row(3) { $0.put("\u{301}x", at: (0, 0)) } == ["x", " ", " "])
  }

  @Test(arguments: ["\u{1B}", "\n", "\u{7F}", "\u{9B}", "\u{0}", "\u{2028}", "\u{2029}", "\u{FFFE}", "\u{1FFFF}"])
  func noTextCanSteerTheTerminal(control: String) {
    #expect(row(2) { $0.put(control, at: (0, 0)) } == ["?", " "])
    #expect(row(2) { $0.put("·" + control, at: (0, 0)) } == ["·", "?"])
  }

  @Test func aNoBreakSpaceIsABlank() {
    #expect(row(5) { $0.put("8\u{A0}214", at: (0, 0)) } == ["8", " ", "2", "1", "4"])
  }

  @Test func aLineIsPutSpanBySpan() {
    var grid = Grid(Size(width: 9, height: 1))
    let line = [Span("P1", .giver), Span(" in")]
    #expect(line.cells == 5)
    grid.put(line, endingAt: 9, row: 0)
    #expect(grid.plainText == "    P1 in")
    #expect(grid[5, 0].style == .giver)
    #expect(grid[6, 0].style == .text)
  }

  @Test func aGridIsPutOnAnother() {
    var small = Grid(Size(width: 3, height: 2))
    small.put("abc", at: (0, 0))
    small.put("漢", at: (0, 1))
    var large = Grid(Size(width: 4, height: 2))
    large.put("....", at: (0, 0))
    large.put("....", at: (0, 1))
    large.put(small, at: (2, 1))
    #expect(large.cells.map(\.glyph) == [".", ".", ".", ".", ".", ".", "a", "b"])
    large.put(small, at: (-1, -1))
    #expect(large.cells.map(\.glyph) == [" ", " ", ".", ".", ".", ".", "a", "b"])
    large.put(small, at: (3, -1))
    #expect(large.cells.map(\.glyph) == [" ", " ", ".", " ", ".", ".", "a", "b"])
  }
}
