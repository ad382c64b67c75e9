import Grid
import Model
import Programs
import Testing

@testable import Screens

@Suite struct ComparisonTests {
  private static let transports = [
    transport("ring-semaphores", "ring, semaphores", isShared: true),
    transport("ring-lock-free", "ring, lock-free", isShared: true), transport("pipe", "pipe", isShared: false),
    transport("posix-queue", "POSIX queue", isShared: false),
  ]

  private static func transport(_ name: String, _ title: String, isShared: Bool) -> ComparedTransport {
    ComparedTransport(
      name: name, title: title, family: title, isShared: isShared,
      traits: .init(
        waiting: "built in, with priorities; tells by signal or thread when a message comes; can be polled",
        reach: "processes of one machine", effort: "a name to create and to remove", safety: "whole messages or none"))
  }

  private static func row(
    _ transport: String, _ rate: Double, _ trip: UInt64, _ calls: Double = 2, size: Int = 64
  ) -> ComparisonRow {
    ComparisonRow(
      transport: transport, size: size,
      outcome: .measured(
        .init(
          messagesPerSecond: rate, copies: 2, systemCalls: calls, roundTrip: trip, roundTrip99thPercentile: 2 * trip)))
  }

  private static func refused(size: Int = 64) -> ComparisonRow {
    ComparisonRow(
      transport: "posix-queue", size: size,
      outcome: .unavailable(summary: "at most 32 bytes", reason: "a message may have at most 32 bytes, says /proc"))
  }

  private func screen(
    _ rows: [ComparisonRow] = [], size: (Int, Int) = (80, 24), glyphs: GlyphSet = .unicode
  ) -> TestScreen {
    var screen = TestScreen(size: size, glyphs: glyphs)
    screen.state = State(catalogue: catalogue, transports: Self.transports, glyphs: glyphs)
    _ = update(&screen.state, .resized(screen.size))
    screen.show(.racing)
    screen.press("M")
    rows.forEach { _ = update(&screen.state, .comparison($0)) }
    return screen
  }

  private static let allRows = [
    row("ring-semaphores", 1_250_000, 6_490, 0.43), row("ring-lock-free", 4_000_000, 9_100, 0.1),
    row("pipe", 1_000_000, 5_200), refused(),
  ]

  // MARK: The picture

  @Test func partlyMeasuredAt80x24() {
    let screen = screen(Array(Self.allRows.prefix(2)))
    #expect(
      screen.text == """
         ringside  shared memory compared with message passing   4 [64] 1K 4K 64K bytes
        ─ shared memory ──── messages/s ───────────────── round trip ──────────── calls
         ▸ ring, semaphores  1.25 M █████▋               6.49 µs ██████████████ ★  0.43
           ring, lock-free   4.00 M ██████████████████ ★ 9.10 µs ██████████        0.10
        ─ message passing ── longer bars are better; ★ best so far ─────────────────────
           pipe              measuring …
           POSIX queue




        ─ ring, semaphores: beyond speed ───────────────────────────────────────────────
         waiting  built in, with priorities; tells by signal or thread when a message
                  comes; can be polled
         reach    processes of one machine
         effort   a name to create and to remove
         safety   whole messages or none






         Left smaller  Right larger  Down next  space again  M back  ? help  q quit
        """)
  }

  @Test func measuredAt80x24InASCII() {
    var screen = screen(Self.allRows, glyphs: .ascii)
    screen.press("Up")
    #expect(
      screen.text == """
         ringside  shared memory compared with message passing   4 [64] 1K 4K 64K bytes
        - shared memory ---- messages/s ----------------- round trip ------------ calls
           ring, semaphores  1.25 M ######               6.49 us ###########       0.43
           ring, lock-free   4.00 M ################## * 9.10 us ########          0.10
        - message passing -- longer bars are better; * best so far ---------------------
           pipe              1.00 M #####                5.20 us ############## *  2.00
         > POSIX queue       not available: at most 32 bytes

         * most messages: shared memory (ring, lock-free), 4 times as many as pipe
         * shortest round trip: message passing, 1.2 times as fast as ring, semaphores

        - POSIX queue: beyond speed ----------------------------------------------------
         missing  a message may have at most 32 bytes, says /proc
         waiting  built in, with priorities; tells by signal or thread when a message
                  comes; can be polled
         reach    processes of one machine
         effort   a name to create and to remove
         safety   whole messages or none





         Left smaller  Right larger  Down next  space again  M back  ? help  q quit
        """)
  }

  @Test func measuredAt40x10() {
    let screen = screen(Self.allRows, size: (40, 10))
    #expect(
      screen.text == """
         shared memory … 4 [64] 1K 4K 64K bytes
        ─ transport ──────── message…  round … ─
         ▸ ring, semaphores  1.25 M   6.49 µs
           ring, lock-free   4.00 M ★ 9.10 µs
           pipe              1.00 M   5.20 µs ★
           POSIX queue       not available: …
         ★ most messages: shared memory
        ─ ring, semaphores: beyond speed ───────
         waiting  built in, with priorities; …
         Right larger  M back  ? help  q quit
        """)
  }

  @Test func emptyItSaysWhatIsMeasuredFirst() {
    let screen = screen()
    #expect(screen.line(with: "ring, semaphores  ").contains("measuring …"))
    #expect(!screen.text.contains("★ most"))
    #expect(screen.foot == "Left smaller  Right larger  Down next  space again  M back  ? help  q quit")
  }

  @Test func noSizeIsTooSmall() {
    for state in [screen().state, screen(Self.allRows).state, TestScreen().state] {
      for height in 0...40 {
        for width in 0...130 {
          let size = Size(width: width, height: height)
          #expect(view(state, size: size).size == size)
        }
      }
    }
  }

  @Test func theASCIIScreenIsASCII() {
    let screen = screen(Self.allRows, glyphs: .ascii)
    for (width, height) in [(80, 24), (40, 10), (120, 36), (7, 3)] {
      let grid = view(screen.state, size: Size(width: width, height: height))
      #expect(grid.cells.allSatisfy { $0.glyph.utf8.count == 1 && $0.glyph.utf8.first! < 0x7F })
    }
  }

  @Test func theSelectedRowIsAlwaysOnTheScreen() {
    var screen = screen(Self.allRows)
    for height in 3...24 {
      for _ in Self.transports {
        screen.press("Down")
        screen.size.height = height
        #expect(screen.text.contains("▸ "))
      }
    }
  }

  @Test func barsAreMeasuredByTheBest() {
    #expect(GlyphSet.unicode.bar(1, of: 2, width: 5) == "██▌")
    #expect(GlyphSet.unicode.bar(0.001, of: 2, width: 5) == "▏")
    #expect(GlyphSet.unicode.bar(0, of: 2, width: 5) == "")
    #expect(GlyphSet.ascii.bar(2, of: 2, width: 5) == "#####")
  }

  // MARK: The keys

  @Test func itStandsStillMeanwhileAndGoesOnAfterwards() {
    var screen = TestScreen()
    screen.state = State(catalogue: catalogue, transports: Self.transports)
    screen.show(.racing)
    screen.press("M")
    #expect(screen.effects == [.command(.pace(.step)), .compare([64, 4, 1024, 4096, 65536])])
    screen.show { $0.pace = .step }
    screen.press("M")
    #expect(screen.effects == [.endComparison, .command(.pace(.full))])
    #expect(screen.text.contains("ledger"))
  }

  @Test func whatStoodStillStaysSo() {
    var screen = TestScreen()
    screen.state = State(catalogue: catalogue, transports: Self.transports)
    screen.show(.stepping)
    screen.press("M")
    #expect(screen.effects == [.compare([64, 4, 1024, 4096, 65536])])
    screen.press("Esc")
    #expect(screen.effects == [.endComparison])
    screen.press("Esc")
    #expect(screen.foot == "Esc: nothing is open")
  }

  @Test func anotherSizeIsMeasuredNext() {
    var screen = screen(Self.allRows)
    screen.press("Left")
    // That one is at work already.
    #expect(screen.effects == [])
    screen.press("Right Right")
    #expect(screen.effects == [.compare([1024, 4, 4096, 65536])])
    #expect(screen.title.contains("4 64 [1K] 4K 64K bytes"))
    #expect(!screen.text.contains("4.00 M"))
    screen.press("Left")
    #expect(screen.effects == [] && screen.text.contains("4.00 M"))
    screen.press("Left Left")
    #expect(screen.foot == "Left: 4 bytes is the smallest size here")
  }

  @Test func itIsMeasuredAgain() {
    for key in ["space", "r"] {
      var screen = screen(Self.allRows)
      screen.press(key)
      #expect(screen.effects == [.compare([64, 4, 1024, 4096, 65536])])
      #expect(!screen.text.contains("4.00 M") && screen.text.contains("measuring …"))
    }
  }

  @Test func whatIsMeasuredStaysWhenItIsClosed() {
    var screen = screen(Self.allRows)
    for size in [4, 1024, 4096, 65536] {
      for transport in Self.transports {
        _ = update(&screen.state, .comparison(Self.row(transport.name, 1_000, 1_000, size: size)))
      }
    }
    _ = update(&screen.state, .comparisonEnded(nil))
    screen.press("M")
    #expect(screen.commands == [.pace(.full)] && !screen.effects.contains(.endComparison))
    screen.press("M")
    #expect(screen.commands == [.pace(.step)] && screen.effects.count == 1)
    #expect(screen.text.contains("4.00 M"))
  }

  @Test func whyItEndedIsSaid() {
    var screen = screen()
    _ = update(&screen.state, .comparisonEnded("a process could not be started"))
    #expect(screen.foot == "a process could not be started")
    #expect(!screen.text.contains("measuring"))
    // A row that was on its way comes too late.
    _ = update(&screen.state, .comparison(Self.allRows[0]))
    #expect(!screen.text.contains("1.25 M"))
  }

  @Test func otherKeysSayThatItIsOpen() {
    var screen = screen()
    screen.press("K")
    #expect(screen.foot == "K: the comparison is open, Esc closes it" && screen.effects == [])
    screen.press("?")
    #expect(screen.text.contains("compare message passing") && screen.title.hasSuffix("help"))
    screen.press("Esc")
    #expect(screen.title.contains("[64]"))
  }

  @Test func withoutTransportsThereIsNothingToCompare() {
    var screen = TestScreen(.stepping)
    screen.press("M")
    #expect(screen.foot == "M: there is no transport to compare with" && screen.effects == [])
  }
}
