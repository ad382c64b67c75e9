import Grid
import Testing

@testable import Terminal

@Suite struct MouseTests {
  static let reports: [(String, MouseEvent)] = [
    ("\u{1B}[<0;1;1M", MouseEvent(.press, column: 0, row: 0)),
    ("\u{1B}[<0;300;120M", MouseEvent(.press, column: 299, row: 119)),
    ("\u{1B}[<64;10;20M", MouseEvent(.wheelUp, column: 9, row: 19)),
    ("\u{1B}[<65;10;20M", MouseEvent(.wheelDown, column: 9, row: 19)),
    ("\u{9B}<0;2;3M", MouseEvent(.press, column: 1, row: 2)),
  ]

  @Test(arguments: reports)
  func aPressAndTheWheelAreReports(report: String, event: MouseEvent) {
    #expect(InputParserTests.parse(report) == [.mouse(event)])
    #expect(
      InputParserTests.parse("x" + report + "y") == [.key(.character("x")), .mouse(event), .key(.character("y"))])
  }

  @Test(arguments: reports)
  func nothingThatWasNotRequestedIsAReport(report: String, event: MouseEvent) {
    var parser = InputParser(acceptsMouse: false)
    var inputs: [TerminalInput] = []
    for byte in (report + "x").utf8 { parser.feed(byte, into: &inputs) }
    #expect(inputs == [.key(.character("x"))])
  }

  /// A report that is cut anywhere, and then followed by another one: its letters and digits never act as keys.
  @Test func aReportThatIsCutIsNoKey() {
    for length in 2..<"\u{1B}[<0;10;20M".unicodeScalars.count {
      let cut = String("\u{1B}[<0;10;20M".unicodeScalars.prefix(length))
      #expect(
        InputParserTests.parse(cut + "\u{1B}[<0;1;1M") == [.mouse(MouseEvent(.press, column: 0, row: 0))],
        "\(cut.debugDescription)")
    }
  }

  @Test func aTurnOfTheWheelIsNoBurst() {
    var burst = Burst()
    let turns = Array(repeating: TerminalInput.mouse(MouseEvent(.wheelDown, column: 1, row: 1)), count: 600)
    #expect(burst.filter(turns, at: 1_000_000_000, quiet: 1_000_000_000) == turns)
  }

  @Test func aReportInPastedTextIsPartOfIt() {
    var burst = Burst()
    let text = "int main(void)".map { TerminalInput.key(.character($0)) }
    let click = TerminalInput.mouse(MouseEvent(.press, column: 1, row: 1))
    #expect(burst.filter(text + [click], at: 1_000_000_000, quiet: 1_000_000_000) == [.paste("int main(void)")])
    #expect(burst.filter([click], at: 1_010_000_000, quiet: 1_010_000_000) == [])
    #expect(burst.filter([click], at: 2_000_000_000, quiet: 2_000_000_000) == [click])
  }
}
