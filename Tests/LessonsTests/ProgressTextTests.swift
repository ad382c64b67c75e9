import Exploration
import Lessons
import Support
import Testing

@Suite("Progress as text")
struct ProgressTextTests {
  @Test("what is written is read again, whatever is in it")
  func roundTrip() throws {
    for progress in [Progress(), sampleProgress()] {
      #expect(try Progress(reading: progress.text) == progress)
      #expect(try Progress(reading: progress.text).text == progress.text)
    }
  }

  @Test("each character comes back, alone and between others")
  func characters() throws {
    let scalars = (0...0x10FFFF).lazy.filter { $0 < 0x800 || (0x2000...0x2FFF).contains($0) || $0 % 509 == 0 }
      .compactMap(Unicode.Scalar.init)
    for scalar in scalars {
      var progress = Progress()
      progress["x"].done = [String(scalar), "a\(scalar)b", "\(scalar)\(scalar) \(scalar)"]
      let read = try Progress(reading: progress.text)["x"].done
      #expect(read.map { Array($0.unicodeScalars) } == progress["x"].done.map { Array($0.unicodeScalars) })
    }
  }

  @Test("a person can read it, and no control character is in it")
  func readable() {
    var progress = Progress()
    progress["synchronization-off"].enter(LessonPlace(step: 1, title: "Lose", page: 1), on: "2026-01-02T10:00:00Z")
    progress["synchronization-off"].complete("Look", on: "2026-01-02T10:00:00Z")
    progress["synchronization-off"].answer(
      PredictionRecord(
        step: "Look", number: 1, question: "What will the ledger say?", shown: [2, 1],
        answer: .init("2", says: "one item is lost"),
        found: .init("1", says: "nothing"), isRight: false, tries: 2, isLatestRight: true, votes: [[12, 3], [3, 12]]),
      on: "2026-01-02T10:00:00Z")
    progress["synchronization-off"].win(
      ChallengeRecord(step: "Win", number: 1, goal: "Make it lose an item.", schedule: "P1*2 P2*2 P1 P2", moves: 6),
      on: "2026-01-02T10:00:00Z")
    progress["synchronization-off"].challenges[0].solution = .after
    progress["synchronization-off"].seed = 7
    let seal = progress.text.firstMatch(of: /seal ([0-9a-f]+)/)?.1 ?? ""
    #expect(
      progress.text.hasSuffix(
        """

        lesson synchronization-off
          played 2026-01-02T10:00:00Z
          shuffled 7
          at Lose
            step 2
            page 2
          done Look
          prediction Look
            number 1
            asked What will the ledger say?
            shown 2 1
            answered 2
              says one item is lost
            found 1
              says nothing
            first wrong
            tries 2
            latest right
            voted 12 3
            voted 3 12
          challenge Win
            number 1
            goal Make it lose an item.
            schedule P1*2 P2*2 P1 P2
            moves 6
            solution after
          seal \(seal)

        end

        """))
    #expect(seal.count == 16 && progress.text.hasPrefix("# ringside progress, version 2\n"))
    #expect(sampleProgress().text.unicodeScalars.allSatisfy { $0 == "\n" || $0.properties.generalCategory != .control })
  }

  @Test("numbers that no file has are brought back into it")
  func numbers() throws {
    var progress = Progress()
    progress["x"].place = LessonPlace(step: .max, title: "", page: .min)
    progress["x"].challenges = [ChallengeRecord(step: "", number: .min, goal: "", schedule: "", moves: .max)]
    #expect(throws: Never.self) { try Progress(reading: progress.text) }
  }

  @Test(
    "what is wrong is told with its line",
    arguments: [
      ("", 1), ("end\n", 1), ("# ringside progress, version x\nend", 1), ("# ringside progress, version 0\nend", 1),
      ("# ringside progress, version 1\n", 2),
      ("# ringside progress, version 1\nlesson a\nlesson a\nend\n", 3),
      ("# ringside progress, version 1\nlesson a\n  plaid x\nend\n", 3),
      ("# ringside progress, version 1\nlesson a\n  at x\n    step 0\n    page 1\nend\n", 4),
      ("# ringside progress, version 1\nlesson a\n  at x\n    step 99999999999999999999\n    page 1\nend\n", 4),
      ("# ringside progress, version 1\nlesson a\n  done \\x\nend\n", 3),
      ("# ringside progress, version 1\nlesson a\n  done \\u{D800}\nend\n", 3),
      ("# ringside progress, version 1\nlesson a\n  done \u{1B}[2J\nend\n", 3),
      ("# ringside progress, version 1\nend\nend\n", 3),
      ("# ringside progress, version 1\nend x\n", 2),
    ])
  func mistakes(text: String, line: Int) {
    #expect {
      try Progress(reading: text)
    } throws: {
      guard case .damaged(line, let reason)? = $0 as? ProgressFlaw else { return false }
      return !reason.isEmpty && "\($0)".unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
    }
  }

  @Test("a later version is not taken for damage")
  func later() {
    #expect(throws: ProgressFlaw.laterVersion(3)) {
      try Progress(reading: "# ringside progress, version 3\nwhatever\n")
    }
  }

  @Test("editors' line ends, indentation, blank lines and comments do not matter")
  func lenient() throws {
    let text = sampleProgress().text.replacing("\n", with: "\r\n").replacing("  done", with: "\t# mine\r\n\r\n  done")
    #expect(try Progress(reading: text) == sampleProgress())
  }

  @Test("a file that was cut short is noticed")
  func cut() throws {
    let bytes = Array(sampleProgress().text.utf8)
    for length in stride(from: 0, to: bytes.count - 1, by: 7) {
      guard let text = String(validating: bytes[..<length], as: UTF8.self) else { continue }
      #expect(throws: ProgressFlaw.self) { try Progress(reading: text) }
    }
  }

  @Test("changed in any way, it is read or refused, and what was read can be written")
  func mutations() {
    let original = Array(sampleProgress().text.utf8)
    var random = SeededGenerator(seed: 7)
    var accepted = 0
    for _ in 0..<1500 {
      var bytes = original
      for _ in 0...Int.random(in: 0...3, using: &random) {
        let place = Int.random(in: bytes.indices, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
        case 1: bytes.remove(at: place)
        case 2: bytes.insert(contentsOf: original.dropFirst(place).prefix(40), at: place)
        default: bytes.insert(UInt8.random(in: 0x20...0x7E, using: &random), at: place)
        }
      }
      let text = String(decoding: bytes, as: UTF8.self)
      guard let progress = try? Progress(reading: text) else { continue }
      accepted += 1
      #expect((try? Progress(reading: progress.text)) == progress)
    }
    #expect(accepted > 40)
  }
}
