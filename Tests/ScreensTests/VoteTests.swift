import Grid
import Lessons
import Model
import Programs
import Testing

@testable import Screens

/// A class votes: on choices, on numbers, on texts.
@Suite struct VoteTests {
  private static let voting = Player.Options(votes: true)

  private func answered(_ screen: TestScreen) -> (answer: String, votes: Ballot)? {
    screen.kept.compactMap {
      if case .answered(_, _, let answer, _, _, let votes) = $0 { (answer: answer, votes: votes) } else { nil }
    }.last
  }

  @Test func aTieIsDecidedByTheLecturer() {
    var screen = TestScreen.lesson(Self.voting)
    screen.press("Enter Enter 4 Down 4 Enter")
    #expect(screen.text.contains("A tie. Choose the answer of the class"))
    // What is typed now are no votes.
    screen.press("9 Down Enter")
    screen.perform()
    #expect(answered(screen)?.answer == "2" && answered(screen)?.votes == Ballot(rounds: [[0, 0], [4, 4]]))
    #expect(screen.text.contains("Most of you chose 2."))
    // The first round was empty, and is not shown.
    #expect(screen.line(with: "4  50 %").contains("      4  50 %  ███") && !screen.text.contains("→  4"))
  }

  @Test func inATieOnlyTheLeadersCanBeChosen() {
    var vote = Vote(on: .choices(3), ChoiceOrder(count: 3, seed: nil, step: 0, ordinal: 0))
    for _ in 0..<2 { _ = vote.enter(for: .choices(3)) }
    for votes in ["7", "2", "7"] {
      _ = vote.type(.character(Character(votes)), for: .choices(3))
      vote.select(by: 1)
    }
    #expect(vote.enter(for: .choices(3)) == .goesOn && vote.phase == .tie && vote.selected == 0)
    vote.select(by: 1)
    #expect(vote.selected == 2)
    #expect(vote.enter(for: .choices(3)) == .answered(.choice(2)))
  }

  @Test func whereTheSecondRoundIsEmptyTheFirstCounts() {
    var screen = TestScreen.lesson(Self.voting)
    screen.press("3 Down 5 Enter Enter Enter")
    screen.perform()
    #expect(answered(screen)?.answer == "2" && answered(screen)?.votes == Ballot(rounds: [[3, 5], [0, 0]]))
    #expect(screen.text.contains("3  38 %") && screen.text.contains("5  63 %"))
  }

  @Test func whereNobodyVotesTheLecturerAnswers() {
    var screen = TestScreen.lesson(Self.voting)
    screen.press("Enter Enter Enter")
    #expect(screen.foot == "nobody has voted: answer for the class")
    screen.press("2 Enter")
    screen.perform()
    #expect(answered(screen)?.answer == "2" && answered(screen)?.votes == Ballot())
    #expect(screen.text.contains("You chose 2"))
  }

  @Test func numbersAreVotedOnAsTheyAreCalledOut() {
    var screen = TestScreen.lesson(Self.voting, step: 1)
    #expect(screen.text.contains("First round: type an answer") && screen.text.contains("another answer: _"))
    screen.press("1 0 Enter 1 2 Enter 9 Enter 3 Enter")
    #expect(screen.line(with: "[  12]").hasSuffix("]  10") && screen.line(with: "[   3]").hasSuffix("]  9"))
    screen.press("Enter")
    #expect(screen.text.contains("convince your neighbour"))
    // The second round has the same answers, and one more.
    screen.press("Enter")
    #expect(screen.line(with: "▸ [    ]  10").count > 0)
    screen.press("1 4 Enter Enter 8 Enter 1 Enter Enter")
    #expect(answered(screen)?.answer == "10")
    #expect(answered(screen)?.votes == Ballot(rounds: [[12, 3, 0], [14, 0, 1]], answers: ["10", "9", "8"]))
    screen.perform()
    let rows = ["10", "9 ", "8 "].map { answer in
      screen.lines.last { $0.contains("   \(answer)  ") || $0.contains("✓ \(answer)  ") } ?? ""
    }
    #expect(rows[0].contains("✓ 10  12  80 % → 14  93 %  ███"))
    #expect(rows[1].contains("9    3  20 % →  0   0 %"))
    #expect(rows[2].contains("8    0   0 % →  1   7 %  █"))
  }

  @Test func anAnswerThatIsCalledOutAgainIsTheSame() {
    var vote = Vote(on: .words, ChoiceOrder(count: 0, seed: nil, step: 0, ordinal: 0))
    for answer in ["sem_wait(empty)", "SEM_WAIT( empty );"] {
      for character in answer { _ = vote.type(.character(character), for: .words) }
      #expect(vote.enter(for: .words) == .goesOn)
      #expect(vote.selected == 0 && vote.answers == [.text("sem_wait(empty)")])
      _ = vote.type(.character("4"), for: .words)
      #expect(vote.enter(for: .words) == .goesOn)
    }
    #expect(vote.counts(0) == [44])
  }

  @Test func lettersAreKeysWhereVotesAreTyped() {
    // The text is the second question of its step.
    let first = PlacedAnswer(place: GatePlace(step: 1, ordinal: 0), text: "10", isRight: true, found: "10")
    var screen = TestScreen(.stepping)
    screen.effects = screen.state.play(Player(.sample, options: Self.voting, step: 1, page: 1, answers: [first]))
    screen.perform()
    screen.press("g")
    #expect(screen.text.contains("another answer: g_") && screen.foot.contains("F3 go to"))
    screen.press("Enter g")
    #expect(screen.line(with: "─ steps").count > 0)
  }

  @Test func theRowThatIsTypedInIsSeenHoweverSmallTheScreen() {
    var screen = TestScreen.lesson(Self.voting, size: (40, 10), step: 1)
    screen.press("1 Enter 1 Enter 2 Enter 1 Enter 3 Enter 1 Enter")
    #expect(screen.text.contains("another answer: _"))
    screen.press("Up Up Up")
    #expect(screen.text.contains("▸ [   1]  1"))
  }

  @Test func votesBelongToChoicesWhereverTheyAreShown() {
    let seed = (1...).first { ChoiceOrder(count: 2, seed: $0, step: 0, ordinal: 0).inFile == [1, 0] }!
    var screen = TestScreen.lesson(Player.Options(votes: true, seed: UInt64(seed)))
    screen.press("1 Down 2 Enter Enter 8 Down 3 Enter")
    screen.perform()
    #expect(answered(screen)?.answer == "2" && answered(screen)?.votes == Ballot(rounds: [[2, 1], [3, 8]]))
    #expect(screen.text.contains("Most of you chose 1."))
  }
}

extension Prediction {
  fileprivate static func choices(_ count: Int) -> Prediction {
    let condition = Located(line: 1, try! Condition(reading: "lost = 0"))
    return Prediction(
      [Paragraph.TextRun("Which?")],
      .choice((0..<count).map { Choice([Paragraph.TextRun("\($0)")], condition) }, right: 0))
  }
}
