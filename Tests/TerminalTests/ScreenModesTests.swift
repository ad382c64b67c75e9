import Glibc
import Grid
import Testing

@testable import Terminal

/// The mouse, the title, and the description by which a screen is drawn.
extension ScreenTests {
  private static let mouseOn = "\u{1B}[?1000h\u{1B}[?1006h"
  private static let mouseOff = "\u{1B}[?1006l\u{1B}[?1000l"

  /// The bytes that opening a screen writes, and the screen.
  private func opening(
    _ terminal: PseudoTerminal, _ kind: String, usesMouse: Bool = true
  ) throws -> (screen: Screen, written: String) {
    var opened: Screen?
    let written = try terminal.output {
      opened = try Screen(
        input: terminal.program, output: terminal.program, kind: kind, theme: plain, usesMouse: usesMouse)
      opened?.paint(Grid(opened!.size))
    }
    return (try #require(opened), written)
  }

  @Test(arguments: ["xterm-256color", "tmux-256color", "screen-256color"])
  func theMouseIsOnWhileTheScreenIsOpen(kind: String) throws {
    let terminal = PseudoTerminal()
    let (screen, written) = try opening(terminal, kind)
    #expect(written.contains(Self.mouseOn))
    // Motion would be the terminal's way to select text.
    #expect(!written.contains("?1002h") && !written.contains("?1003h"))
    #expect(terminal.output { screen.leave() }.contains(Self.mouseOff))
    #expect(terminal.output { screen.reenter() }.contains(Self.mouseOn))
    #expect(terminal.output { screen.reclaim() }.contains(Self.mouseOn))
    #expect(terminal.output { Screen.emergencyRestore() }.contains(Self.mouseOff))
    _ = terminal.output { screen.leave() }
  }

  @Test(arguments: [("linux", true), ("vt100", true), ("xterm-256color", false)])
  func noMouseIsRequestedWhereThereIsNoneOrItIsNotWanted(kind: String, usesMouse: Bool) throws {
    let terminal = PseudoTerminal()
    let (screen, written) = try opening(terminal, kind, usesMouse: usesMouse)
    let all = written + terminal.output { screen.leave() }
    #expect(!all.contains("?1000") && !all.contains("?1006"))
    _ = terminal.output { screen.reenter() }
    terminal.type("\u{1B}[<0;1;1Mx")
    #expect(try screen.nextInput() == .key(.character("x")))
  }

  @Test func aClickArrivesBetweenTheKeys() throws {
    let terminal = PseudoTerminal()
    let (screen, _) = try opening(terminal, "xterm-256color")
    terminal.type("a\u{1B}[<0;5;6M\u{1B}[<0;5;6mb")
    #expect(try screen.nextInput() == .key(.character("a")))
    #expect(try screen.nextInput() == .mouse(MouseEvent(.press, column: 4, row: 5)))
    #expect(try screen.nextInput() == .key(.character("b")))
  }

  @Test func theTitleIsSavedSetAndRestored() throws {
    let terminal = PseudoTerminal()
    let (screen, written) = try opening(terminal, "xterm-256color")
    #expect(written.contains("\u{1B}[22;2t"))
    #expect(
      terminal.output { screen.show(title: "Ringside: a\u{1B}]0;b\u{9C}\u{202E}c\n") }
        == "\u{1B}]2;Ringside: a]0;bc\u{07}")
    #expect(terminal.output { screen.show(title: "Ringside: a\u{1B}]0;b\u{9C}\u{202E}c\n") } == "")
    let long = terminal.output { screen.show(title: String(repeating: "x", count: 100_000)) }
    #expect(long.utf8.count < 200)
    #expect(terminal.output { screen.leave() }.contains("\u{1B}[23;2t"))
    #expect(terminal.output { screen.show(title: "later") } == "")
    #expect(terminal.output { screen.reenter() }.contains("\u{1B}]2;xxx"))
    #expect(terminal.output { Screen.emergencyRestore() }.contains("\u{1B}[23;2t"))
    _ = terminal.output { screen.leave() }
  }

  @Test(arguments: ["linux", "vt100", "ansi"])
  func aTerminalThatMightPrintTheTitleGetsNone(kind: String) throws {
    let terminal = PseudoTerminal()
    let (screen, written) = try opening(terminal, kind)
    let all = written + terminal.output { screen.show(title: "Ringside") } + terminal.output { screen.leave() }
    #expect(!all.contains("Ringside") && !all.contains("22;2t") && !all.contains("23;2t"))
  }

  // MARK: - The description

  @Test(arguments: [
    "nonsense", "xterm-nonsense", "../../../etc/passwd", "/etc/passwd", "x/y", ".", String(repeating: "x", count: 5000),
    "a\u{1B}]0;b\u{07}", "a b", "xterm\n", "%s%n", "漢字",
  ])
  func anUnknownKindIsDrawnLikeXterm(kind: String) throws {
    let terminal = PseudoTerminal()
    let before = terminal.modes
    let (screen, written) = try opening(terminal, kind)
    #expect(written.contains("\u{1B}[?1049h"))
    let remark = try #require(screen.remark)
    #expect(remark.hasPrefix("TERM is ") && remark.hasSuffix(", which is unknown here; drawn for xterm-256color"))
    #expect(remark.utf8.allSatisfy { 0x20..<0x7F ~= $0 } && remark.utf8.count < 110, "\(remark)")
    _ = terminal.output { screen.leave() }
    #expect(terminal.modes == before)
  }

  @Test func aKnownKindNeedsNoRemark() throws {
    let terminal = PseudoTerminal()
    #expect(try opening(terminal, "screen-256color").screen.remark == nil)
  }

  @Test func theBuiltInDescriptionIsTheOneThatTerminfoHas() throws {
    // The text is what `infocmp` printed on the machine where it was made; ncurses elsewhere may have a newer one.
    let encoded = try #require(BuiltInDescription.text.split(separator: ":").last)
    #expect(BuiltInDescription.text.hasPrefix("b64:") && encoded.count == 3328)
    let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    #expect(encoded.allSatisfy { alphabet.contains($0) || $0 == "=" })
  }
}
