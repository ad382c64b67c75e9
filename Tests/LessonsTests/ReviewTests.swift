import Lessons
import Testing

@Suite("A lesson that gives its answers away is refused")
struct ReviewTests {
  /// A lesson with a question for each of these: how many choices it has, and which one is right.
  private func review(_ questions: [(count: Int, right: Int)]) throws -> [LessonMistake] {
    let blocks = questions.map { count, right in
      let choices = (1...count).map { "  - says: c\($0)\n    if: lost = \($0)\n" }.joined()
      return "```predict\nask: x\nchoices:\n\(choices)answer: \(right)\n```\n"
    }
    return try Sample.lesson(Sample.front + blocks.joined(separator: "y\n")).review(file: "x.md")
  }

  @Test(
    "places without a pattern",
    arguments: [
      [1], [2, 2], [1, 2, 3], [3, 1, 1], [2, 3, 1, 1], [1, 2, 2, 1], [2, 2, 1, 3, 2], [1, 1, 2, 1, 3, 2], [3, 1, 2],
    ])
  func fair(places: [Int]) throws { #expect(try review(places.map { (3, $0) }) == []) }

  @Test(
    "places with one",
    arguments: [
      ([2, 2, 2], "number 2 in 3 of 3"), ([1, 1, 3, 1], "number 1 in 3 of 4"), ([2, 1, 2, 2, 2], "number 2 in 4 of 5"),
      ([1, 2, 3, 1], "move by one place"), ([3, 1, 2, 3, 1], "move by one place"), ([3, 2, 1, 3], "move by one place"),
      ([1, 3, 1, 3], "repeat (1, 3, 1, 3)"), ([1, 1, 2, 1, 1, 2], "repeat"), ([1, 3, 3, 1, 3, 3, 1], "repeat"),
    ])
  func unfair(places: [Int], reason: String) throws {
    let mistakes = try review(places.map { (3, $0) })
    #expect(mistakes.count == 1)
    #expect(mistakes.first?.line == 11)
    #expect(mistakes.first?.reason.contains(reason) == true, "\(mistakes)")
  }

  @Test("questions with different numbers of choices can go round too")
  func uneven() throws {
    #expect(try review([(2, 1), (2, 2), (3, 1), (3, 2), (3, 3), (2, 1)]).count == 1)
    #expect(try review([(4, 2), (3, 3), (2, 1), (4, 4)]) == [])
  }

  private static let namings: [(String, String)] = [
    ("```notes\nMost will say 2.\n```", "Most will say 2"), ("It is **choice 3**.", "choice 3"),
    ("```hint\nThe second answer is wrong.\n```", "second answer"), ("Look at options 1 and 2.", "options 1"),
  ]

  @Test("a choice is named by what it says", arguments: namings)
  func named(text: String, name: String) throws {
    let question =
      "```predict\nask: x\nchoices:\n- says: a\n  if: lost = 0\n- says: b\n  if: lost = 1\nanswer: 1\n```\n"
    let mistakes = try Sample.lesson(Sample.front + question + text).review(file: "x.md")
    #expect(mistakes.map(\.line) == [20])
    #expect(mistakes.first?.reason.contains("`\(name)` names a choice by its place") == true, "\(mistakes)")
    // Where there are no choices, these are words.
    #expect(try Sample.lesson(Sample.front + "z\n" + text.replacing("hint", with: "notes")).review(file: "x.md") == [])
  }

  @Test("so it is where a choice tells about others")
  func namedInChoices() throws {
    let question =
      "```predict\nask: x\nchoices:\n- says: a\n  if: lost = 0\n  because: No, answer 2 is.\n- says: all of the above\n  if: lost = 1\nanswer: 1\n```\n"
    #expect(try Sample.lesson(Sample.front + question).review(file: "x.md").map(\.line) == [15, 18])
  }

  @Test("words that only look so")
  func innocent() throws {
    let question =
      "```predict\nask: x\nchoices:\n- says: a\n  if: lost = 0\n- says: b\n  if: lost = 1\nanswer: 1\n```\n"
    let text = "full says 1. Answer the first question. `choice 2` is code. The ring above holds 2 items. A second one."
    #expect(try Sample.lesson(Sample.front + question + text).review(file: "x.md") == [])
  }
}

@Suite("The picture belongs to the text beside it")
struct SituationTests {
  private let question = "```predict\nask: x\nnumber: lost\nanswer: 1\n```\n"

  private func deeds(_ body: String) throws -> [[Int]] {
    try Sample.lesson(Sample.front + body).pages.map { $0.deeds.map(\.line) }
  }

  @Test("a step begins with the reset that its first do begins with")
  func hoisted() throws {
    #expect(try deeds("text\n```do\nreset\nstep P1\n```\ntext") == [[13], [14]])
    #expect(try deeds("text\n\(question)```do\nreset\ndiscipline none\nstep P1\n```\ntext") == [[18, 19], [20]])
    #expect(
      try deeds("text\n```setup\nprogram: ring\ndiscipline: none\n```\n```do\nstep P1\n```\ntext") == [[12], [17]])
    #expect(try deeds("text\n```do\nreset\n```\ntext") == [[13], []])
  }

  @Test("but not where something before it needs what the last step has left")
  func kept() throws {
    #expect(try deeds("text\n```expect\nlost = 0\n```\n```do\nreset\nstep P1\n```\ntext") == [[], [16, 17]])
    #expect(try deeds("text\n\(question)```do\nreset\n```\ntext") == [[], [18]])
    #expect(try deeds("text\n```do\nstep P1\nreset\n```\ntext") == [[], [13, 14]])
    #expect(try deeds("text\n```do\nstep P1\n```\nx\n```do\nreset\nstep P1\n```\ntext") == [[], [13], [17, 18]])
  }

  @Test("a question before a reset that comes later in its step is refused")
  func questionBesideOldPicture() throws {
    let body = "text\n```do\nstep P1\n```\nx\n\(question)```do\nreset\nstep P1\n```\ntext"
    let mistakes = try Sample.lesson(Sample.front + body).review(file: "x.md")
    #expect(mistakes.map(\.line) == [22])
    #expect(mistakes.first?.reason.contains("beside an old picture") == true)
    let right = "text\n```do\nstep P1\n```\nx\n```do\nreset\n```\n\(question)```do\nstep P1\n```\ntext"
    #expect(try Sample.lesson(Sample.front + right).review(file: "x.md") == [])
  }
}
