import Grid
import Model
import Programs
import Testing

@testable import Screens

@Suite struct RingTests {
  private func ring(_ width: Int, _ height: Int, _ change: (inout Snapshot) -> Void = { _ in }) -> String {
    var snapshot = Snapshot.stepping
    change(&snapshot)
    let scene = Scene(TestScreen(snapshot).state)!
    return scene.ring(Size(width: width, height: height)).plainText
  }

  private func words(_ slot: Slot, _ discipline: Discipline = .none, _ glyphs: GlyphSet = .unicode) -> String {
    var snapshot = Snapshot.stepping
    snapshot.discipline = discipline
    return Scene(TestScreen(snapshot, glyphs: glyphs).state)!.slotWords(slot).text
  }

  @Test func aSlotIsFiveCells() {
    #expect(words(whole(1, 7)) == "P1·07")
    #expect(words(whole(1, 1234)) == "P1·34")
    #expect(words(whole(12, 1237)) == "P12·7")
    #expect(words(whole(1, 7, overwrote: item(2, 3))) == "P1‼07")
    #expect(words(Slot(.writing(item(1, 7), words: 2))) == "P1…07")
    #expect(words(Slot(.torn(item(1, 7), item(2, 3)))) == "P1×P2")
    #expect(words(Slot(.torn(item(12, 7), item(7, 3)))) == "12×7")
    #expect(words(Slot(.torn(item(1, 7), nil))) == "P1×?")
    #expect(words(Slot(.foreign)) == "?????")
    #expect(words(Slot(.empty)) == "     ")
    #expect(words(whole(1, 7, overwrote: item(2, 3)), .none, .ascii) == "P1!07")
    #expect(words(Slot(.torn(item(1, 7), item(2, 3))), .none, .ascii) == "P1xP2")
  }

  @Test func whatWasTakenIsSeenOnlyWhereItCouldBeTakenAgain() {
    #expect(words(whole(1, 7, taken: true), .none) == "p1·07")
    #expect(words(whole(1, 7, taken: true), .semaphores) == "     ")
  }

  @Test func thereIsRoomForASlot() {
    #expect(
      ring(9, 5) {
        $0.slots = [whole(1, 7)]
        ($0.in, $0.out) = (0, 0)
      } == """
            0
         ┌─────┐
         │P1·07│
         └─────┘
          in▲out
        """)
  }

  @Test func severalRowsOfBoxes() {
    #expect(
      ring(34, 10) == """
            0     1     2     3     4
         ┌─────┬─────┬─────┬─────┬─────┐
         │     │P1·07│P1·08│P2·04│P2·05│
         └─────┴─────┴─────┴─────┴─────┘
                ▲ out             ▲ in
            5     6     7     8     9
         ┌─────┬─────┬─────┬─────┬─────┐
         │     │     │     │     │     │
         └─────┴─────┴─────┴─────┴─────┘

        """)
  }

  @Test func numbersAndArrowsMoveOntoTheBorders() {
    #expect(
      ring(62, 3) { $0.out = 4 } == """
        ┌──0──┬──1──┬──2──┬──3──┬──4──┬──5──┬──6──┬──7──┬──8──┬──9──┐
        │     │P1·07│P1·08│P2·04│P2·05│     │     │     │     │     │
        └─────┴─────┴─────┴─────┴in▲out─────┴─────┴─────┴─────┴─────┘
        """)
  }

  @Test func runningIndicesPointAtTheirSlots() {
    #expect(
      ring(62, 3) {
        $0.discipline.indices = .running(bits: 8)
        ($0.out, $0.in) = (253, 2)
      } == """
        ┌──0──┬──1──┬──2──┬──3──┬──4──┬──5──┬──6──┬──7──┬──8──┬──9──┐
        │     │P1·07│P1·08│P2·04│P2·05│     │     │     │     │     │
        └─────┴─────┴▲ in─┴▲ out┴─────┴─────┴─────┴─────┴─────┴─────┘
        """)
  }

  @Test func aMarkForEachSlot() {
    let tornAndLost = { (snapshot: inout Snapshot) in
      snapshot.slots[2] = Slot(.torn(nil, nil))
      snapshot.slots[3].overwrote = item(1, 1)
      snapshot.slots[5] = Slot(.foreign)
    }
    #expect(ring(24, 2, tornAndLost) == "    0 ░1×‼2?░░░░\n   out ▲  ▲ in")
    #expect(
      ring(50, 3, tornAndLost) == """
            0 ░ 1 × ‼ 2 ? ░ ░ ░ ░
                ▲ out ▲ in
          in = 4, out = 1; 4 of 10 occupied
        """)
  }

  @Test func arrowsThatAreCloseHaveTheirNamesOnBothSides() {
    #expect(ring(20, 2) { ($0.in, $0.out) = (5, 4) } == "    0 ░1122░░░░░\n      out ▲▲ in")
    #expect(ring(20, 2) { ($0.in, $0.out) = (0, 0) } == "    0 ░1122░░░░░\n   in ▲ out")
    #expect(ring(20, 2) { ($0.in, $0.out) = (9, 8) } == "    0 ░1122░░░░░\n          out ▲▲ in")
  }

  @Test func aMarkForSeveralSlotsShowsHowFullTheyAre() {
    let large = { (snapshot: inout Snapshot) in
      snapshot.slots = (0..<4096).map { $0 < 1290 ? whole(1, UInt64($0)) : Slot(.empty) }
      (snapshot.in, snapshot.out) = (1290, 0)
    }
    #expect(
      ring(42, 3, large) == """
            0 ██████████▁░░░░░░░░░░░░░░░░░░░░░
              ▲ out     ▲ in
          each mark stands for 128 slots
        """)
    let lines = ring(80, 5, large).split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines[0].hasPrefix("    0 ████"))
    #expect(lines[2].hasPrefix(" 2070 ░░░░"))
    #expect(lines[4] == "  each mark stands for 30 slots; in = 1 290, out = 0; 1 290 of 4 096 occupied")
  }

  /// However many slots there are, every one of them is under exactly one mark.
  @Test func everySlotHasAMark() {
    for slots in [1, 2, 9, 10, 11, 63, 64, 65, 500, 4095, 4096] {
      for (width, height) in [(12, 3), (40, 3), (80, 5), (80, 7), (200, 21)] {
        let text = ring(width, height) {
          $0.slots = (0..<slots).map { whole(1, UInt64($0)) }
          ($0.in, $0.out) = (0, 0)
          // With one producer a mark need not tell whose the item is.
          $0.workers.removeAll { $0.id == P2 }
        }
        guard !text.contains("┌") else { continue }
        let marks = text.split(separator: "\n").joined().filter { "█▇▆▅▄▃▂▁░".contains($0) }
        #expect(marks.allSatisfy { $0 == "█" }, "\(slots) slots at \(width)x\(height)")
        #expect(!marks.isEmpty && marks.count <= slots)
      }
    }
  }

  @Test func anIndexOutsideOfTheRingIsSaid() {
    #expect(
      ring(64, 6) { ($0.in, $0.out) = (.max, 9) }.split(separator: "\n").suffix(2) == [
        "                                                        ▲ out",
        "  in = 18 446 744 073 709 551 615, outside the ring",
      ])
    #expect(ring(40, 3) { $0.in = 10 }.hasSuffix("\n  in = 10, outside the ring"))
    #expect(ring(40, 3) { ($0.in, $0.out) = (10, 10) }.hasSuffix("\n  in and out are outside the ring"))
  }

  @Test func whatJustChangedIsMarkedByShape() {
    var screen = TestScreen(.beforeStepping, .stepping)
    #expect(screen.lines[3].contains("▶P2·05◀"))
    screen.show {
      $0.steps += 1
      $0.in = 5
    }
    #expect(!screen.lines[3].contains("▶"))
    #expect(screen.text.contains("▲ in◀"))
  }
}
