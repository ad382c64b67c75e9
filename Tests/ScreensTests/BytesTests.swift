import Grid
import Model
import Programs
import Testing

@testable import Screens

@Suite struct BytesTests {
  private func screen(_ snapshots: Snapshot..., size: (Int, Int) = (80, 24), glyphs: GlyphSet = .unicode) -> TestScreen
  {
    var screen = TestScreen(.stepping, size: size, glyphs: glyphs)
    screen.press("m")
    for snapshot in snapshots { screen.show(snapshot) }
    return screen
  }

  @Test func aStepAt80x24() {
    #expect(
      screen(.atBytes, .afterStep).text == """
         ringside  bounded buffer · posix /ringside-4312 · semaphores          ‖ step 2
        ─ mappings: share offsets, never addresses ─────────────────────────────────────
         ▸ P1        4313  rw-s  0x7f12a4000000 + 0x0080 = 0x7f12a4000080  in
           C1        4315  rw-s  0x7f9e04200000 + 0x0080 = 0x7f9e04200080  in
           viewer    4312  r--s  0x7fe066600000 + 0x0080 = 0x7fe066600080  in  to watch
           viewer    4312  rw-s  0x7fe066650000 + 0x0080 = 0x7fe066650080  to control
        ─ offset ── bytes ────────────────── names and values ──────────────────────────
           +0x0040  0a 00 00 00 00 00 00 00  empty.value = 10, nwaiters = 0
           +0x0048  80 00 00 00              empty.private = 128 (shared)
           +0x004c  …                        52 unused bytes to the next cache line
         ▸*+0x0080 [05]00 00 00 00 00 00 00  in = 5
           +0x0088  …                        56 unused bytes to the next cache line
           +0x00c0  00 00 00 00 00 00 00 00  out = 0
           +0x00c8  …                        56 unused bytes to the next cache line
           +0x0100  07 00 00 00 00 00 00 01  slot[0] = P1·07
           +0x0108  00 00 00 00 00 00 00 00  slot[1] = 0 (no item)
           +0x0110  00 00 00 00 00 00 00 00  slot[2] = 0 (no item)
           +0x0118  00 00 00 00 00 00 00 00  slot[3] = 0 (no item)
           +0x0120  00 00 00 00 00 00 00 00  slot[4] = 0 (no item)
           +0x0128  00 00 00 00 00 00 00 00  slot[5] = 0 (no item)
        ─ changed since the last step, P2 slot[4] = P2·05 ──────────────────────────────
          in
          Ringside's own records: P1.operation
         space run  s step P1  ? help  q quit  Esc close  n next change  Right next part
        """)
  }

  @Test func aStepAt120x36() {
    #expect(
      screen(.atBytes, .afterStep, size: (120, 36)).text == """
         ringside  bounded buffer · posix /ringside-4312 · semaphores · 10 slots · 1 producer, 1 consumer              ‖ step 2
        ─ each process maps the region at its own address: share offsets, never addresses ──────────────────────────────────────
         ▸ P1        4313  rw-s  0x7f12a4000000 + 0x0080 = 0x7f12a4000080  in
           C1        4315  rw-s  0x7f9e04200000 + 0x0080 = 0x7f9e04200080  in
           viewer    4312  r--s  0x7fe066600000 + 0x0080 = 0x7fe066600080  in  to watch
           viewer    4312  rw-s  0x7fe066650000 + 0x0080 = 0x7fe066650080  in  to control
        ─ offset ── bytes ─────────────────────────────────────────── names and values, by the region's layout ─────────────────
           +0x0040  0a 00 00 00 00 00 00 00  80 00 00 00              empty.value = 10, nwaiters = 0, private = 128 (shared)
           +0x004c  …                                                 52 unused bytes to the next cache line
         ▸*+0x0080 [05]00 00 00 00 00 00 00                           in = 5
           +0x0088  …                                                 56 unused bytes to the next cache line
           +0x00c0  00 00 00 00 00 00 00 00                           out = 0
           +0x00c8  …                                                 56 unused bytes to the next cache line
           +0x0100  07 00 00 00 00 00 00 01                           slot[0] = P1·07
           +0x0108  00 00 00 00 00 00 00 00                           slot[1] = 0 (no item)
           +0x0110  00 00 00 00 00 00 00 00                           slot[2] = 0 (no item)
           +0x0118  00 00 00 00 00 00 00 00                           slot[3] = 0 (no item)
           +0x0120  00 00 00 00 00 00 00 00                           slot[4] = 0 (no item)
           +0x0128  00 00 00 00 00 00 00 00                           slot[5] = 0 (no item)
           +0x0130  00 00 00 00 00 00 00 00                           slot[6] = 0 (no item)
           +0x0138  00 00 00 00 00 00 00 00                           slot[7] = 0 (no item)
          *+0x0140  03 00 00 00[04]00 00 00  00 00 00 00              P1.state = 3 (parked), operation = 4 (in = (i + 1) % n) …
           +0x014c  …                                                 52 unused bytes to the next cache line
           +0x0180  00 00 00 00 00 00 00 00  00 00 00 00              C1.state = 0, operation = 0 (sem_wait(full)) …
           +0x018c  …                                                 52 unused bytes to the next cache line
           +0x01c0  07 00 00 00 00 00 00 81                           cells[P1][0] = no. 7 in slot 0, taken by C1
           +0x01c8  00 00 00 00 00 00 00 00                           cells[P1][1] = 0 (no item)
           +0x01d0  00 00 00 00 00 00 00 00                           cells[P1][2] = 0 (no item)
           +0x01d8  00 00 00 00 00 00 00 00                           cells[P1][3] = 0 (no item)
           +0x01e0  00 00 00 00 00 00 00 00                           cells[P2][0] = 0 (no item)
           +0x01e8  00 00 00 00 00 00 00 00                           cells[P2][1] = 0 (no item)
           +0x01f0  00 00 00 00 00 00 00 00                           cells[P2][2] = 0 (no item)
        ─ changed since the last step, P2 slot[4] = P2·05 ──────────────────────────────────────────────────────────────────────
          in
          Ringside's own records: P1.operation
         space run  s step P1  + faster  r race  ? help  q quit  Esc close  n next change  Right next part  Down scroll
        """)
  }

  @Test func aStepInASCII() {
    let screen = screen(.atBytes, .afterStep, glyphs: .ascii)
    #expect(screen.grid.cells.allSatisfy { $0.glyph.utf8.count == 1 && $0.glyph.utf8.first! < 0x7F })
    #expect(screen.line(with: "in = 5").hasPrefix(" >*+0x0080 [05]00 00"))
  }

  @Test func noSizeIsTooSmall() {
    let state = screen(.atBytes, .afterStep).state
    for height in 0...40 {
      for width in 0...130 {
        let size = Size(width: width, height: height)
        #expect(view(state, size: size).size == size)
      }
    }
  }

  @Test func manyProcessesLeaveRoomForTheBytes() {
    var snapshot = Snapshot.atBytes
    snapshot.bytes!.mappings =
      (1...32).map {
        ProcessMapping(worker: WorkerID(.producer, $0), pid: 4_194_000 + Int32($0), base: .max - 9, permissions: "rw-s")
      } + snapshot.bytes!.mappings.suffix(2)
    let screen = screen(snapshot)
    #expect(screen.text.contains("… 29 more"))
    #expect(screen.text.contains("viewer"))
    #expect(screen.text.contains("empty.value = 10"))
  }

  // MARK: Keys

  @Test func mOpensAndCloses() {
    var screen = screen(.atBytes)
    #expect(screen.text.contains("empty.value = 10, nwaiters = 0"))
    #expect(!screen.text.contains("─ processes"))
    screen.press("m")
    #expect(screen.text.contains("─ processes"))
    #expect(wantedBytes(of: screen.state) == nil)
    screen.press("m")
    #expect(wantedBytes(of: screen.state) != nil)
    screen.press("Esc")
    #expect(screen.text.contains("─ processes"))
    screen.press("Esc")
    #expect(screen.foot == "Esc: nothing is open")
    screen.press("n")
    #expect(screen.foot == "n: a key of the memory view; m opens it")
  }

  @Test func beforeTheRegionWasSeenItSaysSo() {
    let screen = screen(.stepping)
    #expect(screen.text.contains("reading the memory"))
    #expect(wantedBytes(of: screen.state) == 0..<0)
  }

  @Test func steppingGoesOn() {
    var screen = screen(.atBytes)
    screen.press("p")
    #expect(screen.commands == [.step(P1)])
    screen.press("space")
    #expect(screen.commands == [.pace(.tempo(perSecond: 4))])
    screen.press("v")
    #expect(screen.foot == "v: the memory view is open; m closes it")
  }

  @Test func keysMoveThroughTheRegion() {
    var screen = screen(.atBytes)
    let pointed = { (screen: TestScreen) in screen.lines.last { $0.hasPrefix(" ▸") && $0.contains("+0x") } ?? "" }
    #expect(pointed(screen).contains("empty.value"))
    screen.press("Down")
    #expect(pointed(screen).contains("empty.private = 128 (shared)"))
    screen.press("Right")
    #expect(pointed(screen).contains("in = 4"))
    screen.press("Left")
    #expect(pointed(screen).contains("empty.value"))
    screen.press("End")
    #expect(pointed(screen).contains("cells[P2][3] = 0 (no item)"))
    screen.press("Up")
    #expect(pointed(screen).contains("cells[P2][2]"))
    screen.press("PageUp")
    #expect(!pointed(screen).contains("cells[P2][2]"))
    screen.press("Home Up")
    #expect(pointed(screen).contains("header.magic = \"RINGSIDE\""))
    // What is pointed at is what is added to each process's base.
    screen.press("Right Right")
    #expect(screen.line(with: "C1").contains("0x7f9e04200000 + 0x0080 = 0x7f9e04200080  in"))
    // The selection of a process stays where it was: its keys mean rows and parts here, but for Tab.
    screen.press("Tab")
    #expect(screen.line(with: "0x7f9e04200000").hasPrefix(" ▸ C1"))
  }

  @Test func everyRowCanBeReachedAndNoByteIsLeftOut() {
    for perRow in [8, 16] {
      let rows = ByteRows(threeObjects, perRow: perRow)
      var end = 0
      for index in 0..<rows.count {
        let row = rows[index]
        #expect(row.range.lowerBound == end)
        #expect(row.isPadding || row.range.count <= perRow)
        for offset in row.range { #expect(rows.index(of: offset) == index) }
        end = row.range.upperBound
      }
      #expect(end == threeObjects.size)
      #expect(rows.index(of: .max) == rows.count - 1)
    }
  }

  @Test func valuesAreRead() {
    var screen = screen(.atBytes, size: (120, 60))
    screen.press("Home")
    for words in [
      "total_size = 512", "header.creator_pid = 4313 (P1)", "40 unused bytes to the next cache line",
      "slot[0] = P1·07", "slot[1] = 0 (no item)", "P1.state = 3 (parked), operation = 3 (slot[i] = item)",
      "C1.state = 0, operation = 0 (sem_wait(full))",
      "cells[P1][0] = no. 7 in slot 0, taken by C1",
    ] { #expect(screen.text.contains(words), "\(words)\n\(screen.text)") }
  }

  // MARK: Changes

  @Test func aStepIsMarkedUntilTheNextOne() {
    var screen = screen(.atBytes)
    #expect(screen.text.contains("no step was made since you opened this view"))
    screen.press("n")
    #expect(screen.foot.hasPrefix("n: no step was made"))
    screen.show(.afterStep)
    #expect(screen.line(with: "in = 5").hasPrefix(" ▸*+0x0080 [05]00 00 00 00 00 00 00"))
    #expect(screen.line(with: "Ringside's own records") == "  Ringside's own records: P1.operation")
    // Another look changes nothing.
    screen.show { $0.time += 1 }
    #expect(screen.text.contains("[05]"))
    // A step that changes nothing shared leaves the view where it is.
    screen.show {
      $0.steps = 3
      $0.poke(324, 5)
    }
    #expect(!screen.text.contains("[05]"))
    #expect(screen.line(with: "in = 5").hasPrefix(" ▸ "))
    #expect(screen.text.contains("no byte of the shared variables"))
  }

  @Test func nGoesFromChangeToChange() {
    var screen = screen(.atBytes, .afterStep)
    #expect(screen.line(with: "in = 5").hasPrefix(" ▸*"))
    screen.press("n")
    #expect(screen.line(with: "P1.state = 3").hasPrefix(" ▸*"))
    screen.press("n")
    #expect(screen.line(with: "in = 5").hasPrefix(" ▸*"))
  }

  @Test func atFullSpeedNothingIsMarked() {
    var screen = screen(.atBytes)
    screen.show {
      $0.pace = .full
      $0.poke(128, 9)
    }
    #expect(!screen.text.contains("[09]"))
    #expect(screen.text.contains("at this pace everything changes all the time"))
  }

  @Test func atATempoMarksFade() {
    var screen = screen(.atBytes)
    screen.show { $0.pace = .tempo(perSecond: 4) }
    screen.show { $0.poke(128, 9) }
    #expect(screen.text.contains("[09]"))
    #expect(screen.text.contains("changed just now"))
    let end = nextChange(of: screen.state)
    #expect(end != nil)
    _ = update(&screen.state, .time(end ?? 0))
    #expect(!screen.text.contains("[09]"))
  }

  @Test func aResetIsNoChange() {
    var screen = screen(.atBytes)
    screen.show {
      $0.resets += 1
      $0.poke(128, 0)
    }
    #expect(!screen.text.contains("[00]"))
  }

  @Test func bytesThatAreMissingAreMissed() {
    var snapshot = Snapshot.atBytes
    snapshot.bytes!.pieces[0].bytes.removeLast(200)
    var screen = screen(snapshot)
    #expect(!lacksBytes(screen.state))
    screen.press("End")
    #expect(lacksBytes(screen.state))
    #expect(screen.text.contains("cells[P2][3] = ?"))
  }
}
