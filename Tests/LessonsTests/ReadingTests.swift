import Lessons
import Model
import Programs
import Testing

@Suite("Lessons are read")
struct ReadingTests {
  @Test("a whole lesson")
  func whole() throws {
    let lesson = try Sample.lesson(Sample.whole, file: "a/07-x-y.md")
    #expect(lesson.name == "x-y" && lesson.number == 7 && lesson.title == "A test" && lesson.minutes == 5)
    #expect(lesson.goals == ["how to read"])
    #expect(lesson.setup == Setup(producers: 2, discipline: "semaphores", pace: .step))
    #expect(lesson.backend == .posix)
    #expect(lesson.steps.map(\.title) == ["A test", "A step", "Another"])
    #expect(lesson.steps.map(\.line) == [11, 13, 60])
    #expect(lesson.steps[1].parts.map(\.line) == [15, 16, 18, 19, 21, 23, 27, 37, 40, 52, 56])
  }

  private static let names: [(String, Int?, String)] = [
    ("11-synchronization-off.md", 11, "synchronization-off"), ("a/b/02-x.md", 2, "x"), ("draft.md", nil, "draft"),
    ("my-own.md", nil, "my-own"), ("7.md", nil, "7"), ("99999999999999999999-x.md", nil, "99999999999999999999-x"),
  ]

  @Test("a file's name", arguments: names)
  func name(file: String, number: Int?, name: String) throws {
    let lesson = try Sample.lesson(Sample.whole, file: file)
    #expect(lesson.number == number && lesson.name == name)
  }

  @Test("deeds")
  func deeds() throws {
    let parts = try Sample.lesson(Sample.whole).steps[1].parts
    let deeds = parts.compactMap { part -> [Located<ScriptStep>]? in
      if case .deeds(let deeds) = part.content { deeds } else { nil }
    }
    let lost = try Condition(reading: "lost = 1")
    let produced = try Condition(reading: "produced >= 1000")
    let moves = { (text: String) in ScriptStep.moves(try Schedule(reading: text)) }
    #expect(
      try deeds[0].map(\.value) == [
        moves("P1*4 C1"), moves("kill:P1"), moves("restart:P1"), moves("add:P3"), moves("remove:P3"),
        .run(ScriptStep.Run(until: lost, .stepped(limit: 500))),
        .run(ScriptStep.Run(until: produced, .free(seconds: 2.5))),
        .discipline("none"), .reset, .compare([64, 8192], processors: 1),
      ])
    #expect(deeds[0].map(\.line) == Array(41...50))
  }

  @Test(
    "on how many processors a comparison is made",
    arguments: [("", 1), (" on 1 processor", 1), (" on 2  processors", 2)])
  func processors(place: String, count: Int) throws {
    guard case .deeds(let deeds) = try Sample.parts("```do\ncompare 64 8192\(place)\n```").first?.content else {
      throw Failure()
    }
    #expect(deeds.map(\.value) == [.compare([64, 8192], processors: count)])
  }

  private static let runLines: [(String, ScriptStep.Run.Speed)] = [
    ("run until lost = 1", .stepped(limit: 10_000)),
    ("run  until  lost = 1  within  1  step", .stepped(limit: 1)),
    ("run at full speed until lost = 1", .free(seconds: 10)),
    ("run at full speed until lost = 1 within 0.5 s", .free(seconds: 0.5)),
    (#"run until text = "a within 5 s" within 7 steps"#, .stepped(limit: 7)),
    (#"run until text = "a within 5 s""#, .stepped(limit: 10_000)),
  ]

  @Test("how a run ends", arguments: runLines)
  func runs(line: String, speed: ScriptStep.Run.Speed) throws {
    guard case .deeds(let deeds) = try Sample.parts("```do\n\(line)\n```").first?.content,
      case .run(let run) = deeds.first?.value
    else { throw Failure() }
    #expect(run.speed == speed)
  }

  @Test("predictions")
  func predictions() throws {
    let parts = try Sample.lesson(Sample.whole).steps.flatMap(\.parts)
    let predictions = parts.compactMap { part -> Prediction? in
      if case .prediction(let prediction) = part.content { prediction } else { nil }
    }
    #expect(predictions.map(\.question) == [[.init("Who?")], [.init("How many?")], [.init("What does it hear?")]])
    guard case .choice(let choices, right: 1) = predictions[0].form else { throw Failure() }
    #expect(choices.map(\.words) == [[.init("nobody")], [.init("P2: it is")]])
    #expect(choices.map(\.condition.line) == [31, 33])
    #expect(choices.map(\.reason) == [nil, [.init("It looked at "), .init("empty", .code), .init(" first.")]])
    #expect(predictions[1].form == .number(of: try Term(reading: "version"), right: 2))
    #expect(
      predictions[2].form == .text(of: try Term(reading: "R2.heard"), right: ["nothing", "nothing: at all"]))
  }

  @Test("a setup, a challenge, notes and hints")
  func others() throws {
    let steps = try Sample.lesson(Sample.whole).steps
    let begun = Setup(
      program: .message, producers: 1, consumers: 2, discipline: "lock-free", pace: .step, text: "hello")
    #expect(steps[2].parts[0].content == .deeds([Located(line: 62, .begin(begun, .posix))]))
    let challenge = Challenge(
      [.init("Make it "), .init("hear", .emphasized), .init(" something.")],
      until: Located(line: 80, try Condition(reading: "R1.heard != \"\"")), limit: 40,
      solution: Located(line: 82, try Schedule(reading: "W1*22 kill:W1 R1*6")))
    #expect(steps[2].parts.last?.content == .challenge(challenge))
    #expect(
      steps[1].parts.contains(
        LessonPart(line: 37, .hint([Paragraph([.init("Look at "), .init("in", .code), .init(".")])]))))
    #expect(steps[1].parts.contains(LessonPart(line: 56, .notes([Paragraph([.init("Wait a minute.")])]))))
  }

  private static let setupsByYAML: [(String, Setup, Backend)] = [
    ("program: ring\ndiscipline: none", Setup(discipline: "none", pace: .step), .posix),
    (
      "program: ring\ndiscipline: none\nslots: 3\nwords: 512\nproducers: 0\nconsumers: 32\nseed: 18446744073709551615\nbackend: file",
      Setup(slots: 3, words: 512, producers: 0, consumers: 32, discipline: "none", pace: .step, seed: .max), .file
    ),
    (
      "program: counter\ndiscipline: none\nbackend: sysv",
      Setup(program: .counter, producers: 2, consumers: 0, discipline: "none", pace: .step), .sysv
    ),
    (
      "program: counter\ndiscipline: none\nprocesses: 7",
      Setup(program: .counter, producers: 7, consumers: 0, discipline: "none", pace: .step), .posix
    ),
    ("program: message\ndiscipline: none", Setup(program: .message, discipline: "none", pace: .step), .posix),
  ]

  @Test("a setup has the defaults of ringside run", arguments: setupsByYAML)
  func setups(yaml: String, setup: Setup, backend: Backend) throws {
    #expect(
      try Sample.parts("```setup\n\(yaml)\n```").first?.content == .deeds([Located(line: 11, .begin(setup, backend))]))
  }

  @Test("lines may end as on other systems, and the file begin with a byte order mark")
  func lineEnds() throws {
    let lesson = try Sample.lesson(Sample.whole)
    #expect(try Sample.lesson("\u{FEFF}" + Sample.whole.replacing("\n", with: "\r\n")) == lesson)
  }

  struct Failure: Error {}
}
