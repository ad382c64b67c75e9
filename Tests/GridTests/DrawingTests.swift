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

  @Test func aHeadingWithoutRoomIsLeftOut() {
    let headings = [(column: 1, text: "semaphores"), (column: 9, text: "ledger")]
    #expect(line(17) { $0.rule(0, headings: headings, .unicode) } == "───────── ledger")
    #expect(line(16) { $0.rule(0, headings: headings, .unicode) } == "────────────────")
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

  @Test func theLastOneLosesWholeWords() {
    #expect(fitting(["all there"], within: 8, ellipsis: "…") == "all …")
    #expect(fitting(["all there"], within: 5, ellipsis: "…") == "all …")
    #expect(fitting(["all there"], within: 4, ellipsis: "…") == "")
    #expect(fitting(["all there"], within: -3, ellipsis: "…") == "")
    #expect(fitting([], within: 9, ellipsis: "…") == "")
  }

  @Test func withoutAnEllipsisNothingIsShortened() {
    #expect(fitting(["all there"], within: 9) == "all there")
    #expect(fitting(["all there"], within: 8) == "")
  }

  @Test func linesAreBrokenBetweenWords() {
    #expect(wrapped("P2 has written its item", within: 11) == ["P2 has", "written its", "item"])
    #expect(wrapped("P2 has written its item", within: 99) == ["P2 has written its item"])
    #expect(wrapped("unbreakable in", within: 4) == ["unbreakable", "in"])
    #expect(wrapped("", within: 4) == [])
  }

  @Test func groupsOfANumberStayTogether() {
    #expect(wrapped("lost 1\u{A0}302", within: 7) == ["lost", "1\u{A0}302"])
  }

  @Test func theFirstLineThatFitsIsTaken() {
    let lines = [[Span("every "), Span("item")], [Span("all")]]
    #expect([Span].first(of: lines, within: 10) == lines[0])
    #expect([Span].first(of: lines, within: 9) == lines[1])
    #expect([Span].first(of: lines, within: 2) == [])
  }
}
