import Testing

@testable import Grid

@Suite struct DrawingTests {
  private func line(_ width: Int, _ draw: (inout Grid) -> Void) -> String {
    var grid = Grid(Size(width: width, height: 1))
    draw(&grid)
    return grid.plainText
  }

  @Test func aRuleHasHeadings() {
    let headings = [(column: 1, text: "semaphores"), (column: 20, text: "ledger")]
    #expect(line(32) { $0.rule(0, headings: headings, .unicode) } == "─ semaphores ─────── ledger ────")
    #expect(line(32) { $0.rule(0, headings: headings, .ascii) } == "- semaphores ------- ledger ----")
  }

  @Test func aHeadingWithoutRoomIsCut() {
    let headings = [(column: 1, text: "semaphores"), (column: 9, text: "ledger")]
    #expect(line(17) { $0.rule(0, headings: headings, .unicode) } == "─ semap…  ledger")
    #expect(line(14) { $0.rule(0, headings: headings, .unicode) } == "─ semap…  le…")
    #expect(line(14) { $0.rule(0, headings: headings, .ascii) } == "- sem...  le~")
    #expect(line(11) { $0.rule(0, headings: headings, .unicode) } == "─ semap… ──")
  }

  @Test func hintsAreDroppedWholeTheLeastUrgentFirst() {
    let hints = [
      Hint(key: "space", words: "run", rank: 1), Hint(key: "v", words: "view", rank: 2),
      Hint(key: "q", words: "quit", rank: 0),
    ]
    #expect(line(26) { $0.hints(hints, row: 0) } == " space run  v view  q quit")
    #expect(line(25) { $0.hints(hints, row: 0) } == " space run  q quit")
    #expect(line(18) { $0.hints(hints, row: 0) } == " space run  q quit")
    #expect(line(17) { $0.hints(hints, row: 0) } == " q quit")
    #expect(line(6) { $0.hints(hints, row: 0) } == "")
  }

  @Test func aKeyThatCannotActIsMuted() {
    var grid = Grid(Size(width: 9, height: 1))
    grid.hints([Hint(key: "v", words: "view", rank: 0, isAvailable: false)], row: 0)
    #expect(grid[1, 0] == Cell("v", .muted))
  }

  @Test func aBarIsEmptyOnlyForNothingAndFullOnlyForEverything() {
    #expect((0...10).map { filledCells($0, of: 10, in: 10) } == Array(0...10))
    #expect(filledCells(1, of: 4096, in: 10) == 1)
    #expect(filledCells(4095, of: 4096, in: 10) == 9)
    #expect(filledCells(2048, of: 4096, in: 10) == 5)
    #expect(filledCells(1, of: 2, in: 1) == 0)
  }

  @Test func aBarOfGarbageIsClamped() {
    #expect(filledCells(.min, of: 10, in: 10) == 0)
    #expect(filledCells(.max, of: 10, in: 10) == 10)
    #expect(filledCells(3, of: 0, in: 10) == 0)
    #expect(filledCells(3, of: .min, in: 10) == 0)
  }
}

@Suite struct FittingTests {
  @Test func theFirstWordingThatFitsIsTaken() {
    let wordings = ["every item accounted for", "all accounted for", "all there"]
    #expect(fitting(wordings, within: 24, ellipsis: "…") == "every item accounted for")
    #expect(fitting(wordings, within: 23, ellipsis: "…") == "all accounted for")
    #expect(fitting(wordings, within: 9, ellipsis: "…") == "all there")
  }

  @Test func theLastOneIsCutBetweenWordsWhereThatLosesLittle() {
    #expect(fitting(["all there"], within: 8, ellipsis: "…") == "all …")
    #expect(fitting(["all there"], within: 5, ellipsis: "…") == "all …")
    #expect(fitting(["all there"], within: 4, ellipsis: "…") == "all…")
    #expect(fitting(["all there"], within: 3, ellipsis: "…") == "al…")
    #expect(fitting(["all there"], within: 1, ellipsis: "…") == "…")
    #expect(fitting(["all there"], within: -3, ellipsis: "…") == "")
    #expect(fitting(["a \(String(repeating: "b", count: 99))"], within: 9, ellipsis: "…") == "a bbbbbb…")
    #expect(fitting([], within: 9, ellipsis: "…") == "")
  }

  @Test func withoutAnEllipsisNothingIsShortened() {
    #expect(fitting(["all there"], within: 9) == "all there")
    #expect(fitting(["all there"], within: 8) == "")
  }

  @Test func linesAreBrokenBetweenWords() {
    #expect(wrapped("P2 has written its item", within: 11) == ["P2 has", "written its", "item"])
    #expect(wrapped("P2 has written its item", within: 99) == ["P2 has written its item"])
    #expect(wrapped("unbreakable in", within: 4) == ["unbr", "eaka", "ble", "in"])
    #expect(wrapped("", within: 4) == [])
  }

  @Test func groupsOfANumberStayTogether() {
    #expect(wrapped("lost 1\u{A0}302", within: 7) == ["lost", "1\u{A0}302"])
  }

  @Test func inASCIIAFewCellsAreEnoughForOneSign() {
    #expect(fitting(["producer"], within: 7, ellipsis: "...") == "prod...")
    #expect(fitting(["producer"], within: 4, ellipsis: "...") == "pro~")
    #expect(fitting(["producer"], within: 2, ellipsis: "...") == "p~")
    #expect(fitting(["producer"], within: 1, ellipsis: "...") == "~")
  }

  /// Whatever a text is made of, what there is room for is seen, never more, and it begins like the text.
  @Test func aCutTextIsNeverGoneAndNeverTooWide() {
    let texts = [
      String(repeating: "x", count: 120), String(repeating: "漢", count: 37), "日本語のとても長い題名です", "नमस्ते दुनिया",
      "คำว่าสวัสดี", "a b c d e f", "🙂🙂🙂🙂", "e\u{301}e\u{301}e\u{301}", "word " + String(repeating: "y", count: 50),
    ]
    for text in texts {
      for ellipsis in ["…", "..."] {
        for limit in 1...60 {
          let cut = shortened(text, within: limit, ellipsis)
          #expect(!cut.isEmpty && width(of: cut) <= limit, "\(text) within \(limit): \(cut)")
          if limit >= 6 { #expect(cut.first == text.first, "\(text) within \(limit): \(cut)") }
          let spans = [Span(text, .bad)].shortened(within: limit, ellipsis)
          #expect(spans.map(\.text).joined() == cut)
          // Nothing is wasted: at least a third is used, or a wide character has no room.
          #expect(cut == text || width(of: cut) * 2 >= limit, "\(text) within \(limit): \(cut)")
        }
      }
    }
  }

  @Test func codeBetweenBackticksIsCode() {
    #expect(
      marked("the value of `in` is 4", .narration) == [
        Span("the value of ", .narration), Span("`in`", .inlineCode), Span(" is 4", .narration),
      ])
    #expect(marked("`a``b`", .text).map(\.text) == ["`a`", "`b`"])
    #expect(marked("one ` only", .text).map(\.text).joined() == "one ` only")
    #expect(marked("one ` only", .text).allSatisfy { $0.style == .text })
    #expect(marked("`a` and ` more", .text).map(\.text).joined() == "`a` and ` more")
    #expect(marked("", .text) == [])
  }

  @Test func theFirstLineThatFitsIsTaken() {
    let lines = [[Span("every "), Span("item")], [Span("all")]]
    #expect([Span].first(of: lines, within: 10) == lines[0])
    #expect([Span].first(of: lines, within: 9) == lines[1])
    #expect([Span].first(of: lines, within: 2) == [])
  }
}
