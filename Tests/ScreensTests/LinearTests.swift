import Grid
import Lessons
import Model
import Programs
import Testing

@testable import Screens

@Suite("Screens in sentences")
struct LinearTests {
  private func lesson(step: Int = 0, page: Int = 0) -> TestScreen { .lesson(glyphs: .spoken, step: step, page: page) }

  @Test("a page is read like on the screen, without its signs, and its choices have numbers")
  func page() {
    let text = lesson().state.pageText().joined(separator: "\n")
    #expect(text.hasPrefix("Step 1 of 3, page 1 of 2: Two producers, one number.\n"))
    #expect(text.contains("Question: What will the ledger say after the step of P2?\n1. nothing changes: P2 writes"))
    #expect(text.contains("\n2. one item is lost, and the ring still looks perfectly healthy"))
    #expect(text.allSatisfy { $0.isASCII && !"|#*".contains($0) }, "\(text)")
  }

  @Test("the prompt says what can be typed, and nothing else is promised")
  func prompts() {
    var screen = lesson()
    #expect(screen.state.prompt == "Answer 1 to 2, hint, steps, help or quit: ")
    _ = screen.state.respond(to: "hint")
    #expect(screen.state.prompt == "Answer 1 to 2, steps, help or quit: ")
    #expect(lesson(step: 1).state.prompt == "Type a number, back, steps, help or quit: ")
    #expect(
      lesson(step: 2).state.prompt.hasPrefix("Move such as p, c or P1*3, undo, again, state, give up, hint, back"))
  }

  @Test("an answer is confirmed and kept once, and the page after it tells the outcome")
  func answer() {
    var screen = lesson()
    let place = screen.state.linearPlace
    let reply = screen.state.respond(to: "2")
    #expect(reply.lines == ["You chose 2: one item is lost, and the ring still looks perfectly healthy."])
    screen.effects = reply.effects
    screen.show { $0.ledger.lost = 1 }
    screen.perform()
    #expect(screen.kept.count { if case .answered = $0 { true } else { false } } == 1)
    let text = screen.state.linearText(since: place).joined(separator: "\n")
    #expect(text.contains("You chose 2. That is correct.") && text.contains("True: slots = ") == false)
    #expect(screen.state.linearText(since: screen.state.linearPlace) == [])
  }

  @Test("the same line is an answer, a command or a move, as the page wants it")
  func lines() {
    var words = lesson(step: 1, page: 1)
    #expect(words.state.respond(to: "sem_wait ( empty ) ").lines == ["You said sem_wait ( empty )."])
    words = lesson(step: 1, page: 1)
    #expect(words.state.respond(to: "state").lines.first?.hasPrefix("This is the bounded buffer") == true)
    words = lesson(step: 1, page: 1)
    #expect(words.state.respond(to: "answer state").lines == ["You said state."])
    #expect(words.state.respond(to: String(repeating: "x", count: 61)).lines.count == 1)
    var number = lesson(step: 1)
    #expect(number.state.respond(to: "1234567890123").lines == ["That is too long for an answer."])
    #expect(number.state.respond(to: "-1").lines == ["-1 is not understood here. help lists what can be typed."])
    #expect(number.state.respond(to: "4").lines == ["You said 4."])
    var challenge = lesson(step: 2)
    #expect(challenge.state.respond(to: "p1 kill:c2").effects == [.command(.step(P1)), .command(.kill(C2))])
    #expect(challenge.state.respond(to: "discipline none").lines.first?.hasPrefix("Not in a challenge") == true)
  }

  @Test("every slot is described, and those that are alike together")
  func slots() {
    var screen = TestScreen(.stepping, glyphs: .spoken)
    screen.show { snapshot in
      snapshot.slots = Array(repeating: Slot(.empty), count: 6)
      snapshot.slots[0] = Slot(.whole(Item(producer: 1, sequence: 3), taken: false))
      snapshot.slots[4] = Slot(.torn(Item(producer: 1, sequence: 4), Item(producer: 2, sequence: 1)))
    }
    let text = screen.state.sentences
    #expect(text.contains("Slot 0 is full: P1's item 3."))
    #expect(text.contains("Slot 4 is torn: it holds words of P1's item 4 and of P2's item 1."))
    #expect(text.contains("Slots 1 to 3 and 5 are empty."))
    #expect(text.allSatisfy { $0.allSatisfy(\.isASCII) && ".:".contains($0.last ?? " ") })
  }

  @Test(
    "only what can be read as a command is one",
    arguments: ["", "P", "P1*", "kill", "run 0", "run 1e9", "s P0", "P1*201"])
  func mistakes(line: String) {
    let command = try? LinearCommand(line)
    #expect(command == .none || command == .some(nil))
  }

  @Test("long numbers are spoken in one piece, and code without its marks")
  func spoken() {
    #expect("`in` is 1\u{A0}204\u{A0}331, or 1.2\u{A0}M".spoken == "in is 1204331, or 1.2M")
    #expect(linearLines("  one two three four five six", width: 24) == ["  one two three four", "  five six"])
    #expect(linearLines("", width: 24) == [""] && linearLines("a b", width: nil) == ["a b"])
  }
}
