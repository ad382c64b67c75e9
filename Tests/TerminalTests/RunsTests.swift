import Grid
import Testing

@testable import Terminal

@Suite struct RunsTests {
  @Test func anEqualGridHasNoRuns() {
    #expect(grid("abc", "def").runs(unlike: grid("abc", "def")).isEmpty)
  }

  @Test func withoutAnOldGridEveryRowIsARun() {
    #expect(grid("abc", "def").runs(unlike: nil) == [CellRun(row: 0, columns: 0..<3), CellRun(row: 1, columns: 0..<3)])
  }

  @Test func changedNeighboursAreOneRunThatEndsWithTheRow() {
    let runs = grid("abXY", "Zb.d", "abcd").runs(unlike: grid("abcd", "abcd", "abcd"))
    #expect(
      runs == [CellRun(row: 0, columns: 2..<4), CellRun(row: 1, columns: 0..<1), CellRun(row: 1, columns: 2..<3)])
  }

  @Test func anotherStyleIsAChange() {
    var styled = grid("abc")
    styled[1, 0].style = .bad
    #expect(styled.runs(unlike: grid("abc")) == [CellRun(row: 0, columns: 1..<2)])
  }

  @Test func aWideCharacterBelongsToARunWithBothOfItsCells() {
    let old = grid("a漢_b")
    #expect(grid("a字_b").runs(unlike: old) == [CellRun(row: 0, columns: 1..<3)])
    #expect(grid("a漢_X").runs(unlike: old) == [CellRun(row: 0, columns: 3..<4)])
    #expect(grid("axyb").runs(unlike: old) == [CellRun(row: 0, columns: 1..<3)])
    #expect(old.runs(unlike: grid("a漢xb")) == [CellRun(row: 0, columns: 1..<3)])
  }

  @Test func noCellsNoRuns() {
    #expect(Grid(Size(width: 0, height: 3)).runs(unlike: Grid(Size(width: 0, height: 3))).isEmpty)
  }

  /// Rows of the same length.
  private func grid(_ rows: String...) -> Grid {
    var grid = Grid(Size(width: rows[0].count, height: rows.count))
    for (row, text) in rows.enumerated() { grid.write(text, column: 0, row: row) }
    return grid
  }
}
