import Model
import Programs
import Testing

@testable import Screens

/// What is said of each operation.
@Suite struct NarratorTests {
  /// The sentence after `move`, an operation by its letter as in `moves`, from one moment to the next.
  private func sentence(
    _ move: String, _ discipline: Discipline = .semaphores, before: (inout Snapshot) -> Void = { _ in },
    after: (inout Snapshot) -> Void = { _ in }
  ) -> String {
    var old = Snapshot.stepping
    old.discipline = discipline
    old.events = []
    for index in old.workers.indices { (old.workers[index].state, old.workers[index].operation) = (.parked, 0) }
    (old.workers[0].registers, old.workers[2].registers) = ([], [])
    before(&old)
    var new = old
    new.steps += 1
    new.events = moves(move, discipline)
    after(&new)
    return TestScreen(old, new).state.narration.sentence
  }

  private func register(_ name: String, _ value: UInt64) -> [Register] { [Register(name, .number(value))] }

  // MARK: Semaphores

  @Test func aSemaphoreIsTaken() {
    #expect(sentence("P1:w") == "P1 decremented `empty` (now 6). One free slot is reserved for it.")
    #expect(sentence("C1:f") == "C1 decremented `full` (now 2). One item is promised to it.")
    #expect(
      sentence("P1:m") == "P1 decremented `mutex` (now 0). "
        + "P1 is inside: no other process may touch `in`, `out` or a slot until it posts `mutex`.")
  }

  @Test func whoMustWaitIsPutToSleep() {
    #expect(
      sentence("P1:w!")
        == "P1 needs a free slot, but `empty` is 0. The kernel puts it to sleep until a consumer posts `empty`.")
    #expect(
      sentence("C1:f!")
        == "C1 needs an item, but `full` is 0. The kernel puts it to sleep until a producer posts `full`.")
    #expect(
      sentence("C1:m!") { $0.workers[1].operation = 3 }
        == "C1 must wait: P2 is inside. The kernel puts it to sleep until `mutex` is posted.")
    #expect(
      sentence("C1:m!") == "C1 must wait for `mutex`. The kernel puts it to sleep until another process posts it.")
  }

  @Test func aPostThatNobodyWaitsForCounts() {
    #expect(sentence("P1:F") == "P1 posted `full` (now 2). Consumers can take one more item.")
    #expect(sentence("C1:E") == "C1 posted `empty` (now 6). Producers can fill one more slot.")
    #expect(
      sentence("C1:M") == "C1 posted `mutex` (now 0). It has left the critical section, and the next process can enter."
    )
  }

  @Test func aPostFreesWhoSleeps() {
    let asleep = { (snapshot: inout Snapshot) in snapshot.workers[2].state = .blocked(on: .full) }
    let awake = { (snapshot: inout Snapshot) in snapshot.workers[2].state = .parked }
    #expect(sentence("P1:F", before: asleep, after: awake) == "P1 posted `full`: C1, asleep on it, can continue.")
    #expect(sentence("P1:F", before: asleep) == "P1 posted `full`: C1, asleep on it, can continue.")
    #expect(
      sentence("P1:F C1:f", before: asleep, after: awake)
        == "P1 posted `full`: C1, asleep on it, woke up. One item is promised to it.")
    let both = { (snapshot: inout Snapshot) in
      asleep(&snapshot)
      snapshot.workers[3].state = .blocked(on: .full)
    }
    #expect(sentence("P1:F", before: both) == "P1 posted `full`: one of C1 and C2 can continue.")
  }

  // MARK: Indices

  @Test func anIndexIsCopied() {
    #expect(
      sentence("P1:i") { $0.workers[0].registers = self.register("i", 5) }
        == "P1 copied `in` into a register of its own: 5. It will write slot 5.")
    #expect(
      sentence("C1:o") { $0.workers[2].registers = self.register("o", 1) }
        == "C1 copied `out` into a register of its own: 1. It will take from slot 1.")
  }

  @Test func whoReadsAnIndexBeforeItWasMovedIsFoundOut() {
    #expect(
      sentence("P1:i", .none) {
        $0.workers[0].registers = self.register("i", 4)
        $0.workers[1].operation = 1
      } == "P1 read `in` before P2 stored the new value: both hold 4, and both will write slot 4.")
    #expect(
      sentence("C1:o", .none) {
        for index in [2, 3] { ($0.workers[index].registers, $0.workers[index].operation) = (self.register("o", 1), 2) }
      } == "C1 read `out` before C2 stored the new value: both hold 1, and both will take from slot 1.")
  }

  @Test func whoWillOverwriteIsWarnedOf() {
    #expect(
      sentence("P1:i", .none) { $0.workers[0].registers = self.register("i", 2) }
        == "P1 copied `in` into a register of its own: 2. It will write slot 2, where P1·08 has not been taken.")
  }

  @Test func anIndexMoves() {
    #expect(sentence("P2:n", after: { $0.in = 5 }) == "P2 moved `in` from 4 to 5: slot 5 is the next to be filled.")
    #expect(sentence("C1:n", after: { $0.out = 2 }) == "C1 moved `out` from 1 to 2: slot 2 is the next to be emptied.")
    #expect(
      sentence("P2:n", before: { $0.in = 9 }, after: { $0.in = 0 })
        == "P2 moved `in` from 9 to 0: slot 0 is the next to be filled.")
  }

  @Test func aRunningIndexNamesItsSlot() {
    var running = Discipline.none
    running.indices = .running(bits: 64)
    #expect(
      sentence("P1:i", running) { $0.workers[0].registers = self.register("i", 125) }
        == "P1 copied `in` into a register of its own: 125. It will write slot 5.")
    #expect(
      sentence("P2:s", running, before: { $0.in = 14 }) { $0.workers[1].registers = self.register("i", 14) }
        == "P2 has written its item into slot 4, but `in` is still 14: the consumer cannot see the item yet.")
  }

  @Test func aNarrowIndexThatBeginsAgainSkipsSlots() {
    var narrow = Discipline.semaphores
    narrow.indices = .running(bits: 8)
    #expect(
      sentence("P2:n", narrow, before: { $0.in = 254 }, after: { $0.in = 255 })
        == "P2 moved `in` from 254 to 255: slot 5 is the next to be filled.")
    #expect(
      sentence("P2:n", narrow, before: { $0.in = 255 }, after: { $0.in = 0 })
        == "P2 moved `in` from 255 to 0: it has only 8 bits. Slot 0 comes after slot 5, and slots are skipped.")
    let eight = { (snapshot: inout Snapshot) in snapshot.slots.removeLast(2) }
    #expect(
      sentence(
        "C1:n", narrow,
        before: {
          eight(&$0)
          $0.out = 255
        }, after: { $0.out = 0 }) == "C1 moved `out` from 255 to 0: slot 0 is the next to be emptied.")
  }

  @Test func anIndexThatWasStoredTwiceMovedOnce() {
    #expect(
      sentence("P2:n", .none)
        == "P2 stored `in = 4`, the value that was there already: two items were put in, and `in` moved once.")
    #expect(
      sentence("C1:n", .none)
        == "C1 stored `out = 1`, the value that was there already: two items were taken, and `out` moved once.")
    #expect(
      sentence("P2:n", .none, before: { $0.in = 7 }, after: { $0.in = 5 })
        == "P2 set `in` from 7 to 5, computed from its old copy: what others stored since then is gone.")
  }

  @Test func whatStoodThereIsNotGuessed() {
    // More than one operation was done since the look before: it does not show what the last one found.
    #expect(sentence("P1:s P1:n") == "P1 stored `in = 4`.")
  }

  // MARK: Slots

  @Test func aSlotIsWritten() {
    #expect(
      sentence("P2:s")
        == "P2 has written P2·05 into slot 4, but `in` is still 4: no other process may look until P2 posts `mutex`.")
    #expect(
      sentence("P2:s", .none)
        == "P2 has written P2·05 into slot 4, but `in` is still 4: a producer that reads `in` now will write there too."
    )
  }

  /// The producer stores its item last, after its posts.
  private var earlyPost: Discipline {
    var discipline = Discipline.semaphores
    var lines = discipline.listing.lines(of: .producer)
    lines.append(lines.remove(at: 4))
    discipline.listing = Listing(producer: lines, consumer: discipline.listing.lines(of: .consumer))
    return discipline
  }

  @Test func anItemThatIsAnnouncedTooEarlyIsNotSaidToBeThere() {
    #expect(
      sentence("P1:F", earlyPost) == "P1 posted `full` (now 2). Consumers can take an item that is not in its slot yet."
    )
    #expect(sentence("C1:f", earlyPost) == "C1 decremented `full` (now 2). One item is promised to it.")
    #expect(
      sentence("P2:s", earlyPost)
        == "P2 has written P2·05 into slot 4, after it posted `full`: a consumer may have come first.")
  }

  @Test func aWideItemIsWrittenWordByWord() {
    #expect(
      sentence("P2:s") {
        $0.words = 8
        $0.slots[4] = Slot(.writing(item(2, 5), words: 3))
      } == "P2 writes P2·05 into slot 4: 3 of 8 words are written.")
    #expect(
      sentence("P2:s") { $0.slots[4] = Slot(.torn(item(1, 9), item(2, 5))) }
        == "Slot 4 now holds words of P1·09 and of P2·05: the item is torn.")
  }

  @Test func aLossIsSaidWhenItHappens() {
    #expect(
      sentence("P2:s", .none) { $0.slots[4].overwrote = item(1, 4) }
        == "P2 wrote P2·05 over P1·04, which no consumer had taken: P1·04 is lost.")
    // The ledger does not count what is only half written.
    #expect(
      sentence("P2:s", .none) {
        $0.words = 2
        $0.slots[4].overwrote = item(1, 4)
        $0.workers[0].registers = [Register("item", .item(item(1, 4)))]
        $0.workers[0].word = 1
      } == "P2 wrote P2·05 over P1·04, of which P1 has written 1 of 2 words.")
  }

  @Test func aSlotIsCopiedOut() {
    let holds = { (snapshot: inout Snapshot) in
      snapshot.workers[2].registers = [Register("o", .number(1)), Register("item", .item(item(1, 7)))]
    }
    #expect(
      sentence("C1:t", before: holds)
        == "C1 copied P1·07 out of slot 1, but `out` is still 1: no other process may look until C1 posts `mutex`.")
    #expect(
      sentence("C1:t", .none, before: holds)
        == "C1 copied P1·07 out of slot 1, but `out` is still 1: a consumer that reads `out` now will take the item again."
    )
    #expect(
      sentence("C1:t", before: holds) {
        $0.words = 8
        ($0.workers[2].operation, $0.workers[2].word) = (3, 2)
      } == "C1 copies out of slot 1: 2 of 8 words.")
  }

  @Test func whatGoesWrongInATakeIsSaid() {
    let incident = { (kind: Incident.Kind, other: Item?) in
      Incident(kind: kind, worker: C1, slot: 1, item: item(1, 7), other: other, number: 0)
    }
    let take = { (incident: Incident) in
      self.sentence("C1:t", .none, before: { $0.workers[2].registers = self.register("o", 1) }) {
        $0.incidents = [incident]
      }
    }
    #expect(take(incident(.duplicated, nil)) == "C1 took P1·07 out of slot 1 a second time.")
    #expect(take(incident(.torn, item(2, 3))) == "C1 took a mixture of P1·07 and P2·03 out of slot 1.")
    #expect(take(incident(.phantom, nil)) == "C1 took an item out of slot 1 that no producer had produced.")
  }

  // MARK: The list of steps

  @Test func theLastStepsAreShownWithWhatTheRegistersHeld() {
    var screen = TestScreen(.beforeStepping, .stepping)
    #expect(
      screen.lines[20] == "  C1 sem_wait(mutex) must wait  →  P2 i = in  →  P2 slot[4] = P2·05")
    screen.show {
      $0.steps += 1
      $0.workers[1].operation = 5
      $0.in = 5
      $0.events.append(Event(ticket: 19, worker: P2, operation: 4, blocked: false))
    }
    #expect(screen.lines[20] == "  P2 i = in  →  P2 slot[4] = P2·05  →  P2 in = (i + 1) % n")
    #expect(screen.lines[21] == "  P2 moved `in` from 4 to 5: slot 5 is the next to be filled.")
  }

  @Test func nothingIsToldTwiceOrAfterAReset() {
    var screen = TestScreen(.beforeStepping, .stepping)
    let sentence = screen.state.narration.sentence
    screen.show { $0.time += 1 }
    #expect(screen.state.narration.sentence == sentence)
    screen.show {
      $0.resets += 1
      $0.steps = 0
      $0.events = []
      $0.ledger = LedgerCounts()
    }
    #expect(screen.state.narration.steps == [])
    #expect(
      screen.line(with: "─ semaphores:") == "─ semaphores: the textbook's three " + String(repeating: "─", count: 45))
  }

  @Test func afterFullSpeedOldStepsAreNotNews() {
    var screen = TestScreen(.beforeStepping, .stepping)
    screen.show {
      $0.pace = .full
      $0.events = []
    }
    screen.show(.stepping)
    #expect(screen.state.narration.steps == [])
    #expect(screen.state.narration.sentence == "")
  }

  /// The ticket wraps around after 2^32 operations.
  @Test func ticketsWrapAround() {
    var old = Snapshot.stepping
    old.events = [Event(ticket: .max, worker: P2, operation: 2, blocked: false)]
    var new = old
    new.steps += 1
    new.events.append(Event(ticket: 0, worker: P2, operation: 3, blocked: false))
    #expect(TestScreen(old, new).state.narration.steps.map(\.text) == ["i = in", "slot[4] = P2·05"])
  }
}
