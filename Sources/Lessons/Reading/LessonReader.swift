import Model

/// Reads a lesson's file, and collects all its mistakes.
struct LessonReader {
  let file: String
  /// All disciplines of all programs.
  let disciplines: [Discipline]
  private(set) var mistakes: [LessonMistake] = []
  /// How many moves the lesson has so far: a few bytes can request a hundred thousand of them.
  var moves = 0
  /// Whether the experiment of each step is known.
  var knowsExperiments = true

  init(file: String, disciplines: [Discipline]) {
    self.file = file
    self.disciplines = disciplines
  }

  /// Nobody reads more mistakes than these.
  private static let mostMistakes = 100

  mutating func mistake(_ line: Int, _ reason: String) {
    if mistakes.count < Self.mostMistakes { mistakes.append(LessonMistake(file: file, line: line, reason)) }
  }

  mutating func lesson(in bytes: some BidirectionalCollection<UInt8>) -> Lesson? {
    guard let lines = lines(of: bytes), let (front, rest) = frontMatter(lines) else { return nil }
    let name = LessonName(path: file)
    let steps = steps(in: rest, title: front.title ?? name.name)
    if let setup = front.setup, knowsExperiments { checkExperiments(steps, beginningWith: setup.setup) }
    guard mistakes.isEmpty, let title = front.title, let minutes = front.minutes, let goals = front.goals,
      let setup = front.setup
    else { return nil }
    return Lesson(
      name: name.name, number: name.number, title: title, minutes: minutes, goals: goals, setup: setup.setup,
      backend: setup.backend, steps: steps)
  }
}

extension Lesson {
  /// Reads a lesson. See Lessons/README.md for the format.
  /// - Parameters:
  ///   - bytes: the contents of the file.
  ///   - path: the file's path, for its name and for mistakes.
  ///   - disciplines: all disciplines of all programs.
  public init(
    reading bytes: some BidirectionalCollection<UInt8>, file path: String, disciplines: [Discipline]
  ) throws(LessonMistakes) {
    var reader = LessonReader(file: path, disciplines: disciplines)
    let lesson = reader.lesson(in: bytes)
    guard let lesson, reader.mistakes.isEmpty else { throw LessonMistakes(reader.mistakes) }
    self = lesson
  }

  /// Reads a lesson. See Lessons/README.md for the format.
  public init(reading text: String, file path: String, disciplines: [Discipline]) throws(LessonMistakes) {
    try self.init(reading: text.utf8, file: path, disciplines: disciplines)
  }
}
