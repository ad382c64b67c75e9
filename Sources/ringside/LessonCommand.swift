import ArgumentParser
import Glibc
import Lessons
import Model
import Programs
import Screens

/// `ringside lesson`: the lessons, and what somebody has done in them.
struct LessonCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lesson",
    abstract: "List the lessons, play one, or check those that you write.",
    discussion: """
      `ringside lesson` lists the lessons; `ringside lesson NAME` plays one, by its name, its number, or its file. What \
      was done is kept in ringside/progress under XDG_STATE_HOME, and a lesson goes on where it was left.
      """,
    subcommands: [PlayLesson.self, ListLessons.self, ReportLessons.self, CheckLessons.self],
    defaultSubcommand: PlayLesson.self)
}

/// `ringside lesson [NAME]`
struct PlayLesson: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "play", abstract: "Play a lesson; without one, list them. This is what happens without a subcommand.")

  @Argument(help: "A lesson by its name or number, or the path of a file with one.")
  var lesson: String?

  @Option(
    parsing: .unconditional, help: "Begin with this step, from 1, instead of where it was left.",
    transform: { try Typed.whole($0, 1...1000) })
  var step: Int?

  @Flag(help: "For a class: two rounds of votes on each choice, before and after they have talked about it.")
  var vote = false

  @Flag(help: "For a projector: large, and without anything that distracts.")
  var present = false

  @Flag(help: "Show the speaker's notes, and follow the lesson that is played in another terminal.")
  var notes = false

  @Flag(help: "Print what was done in it, for handing in. Without a lesson: in all of them.")
  var report = false

  @Flag(help: "With --report: as one JSON object.")
  var json = false

  @OptionGroup var look: LookOptions

  func validate() throws {
    if json && !report { throw ValidationError("--json needs --report") }
    let modes = [("--vote", vote), ("--present", present), ("--notes", notes), ("--step", step != nil)]
    let chosen = modes.filter(\.1).map(\.0)
    if report, let other = chosen.first { throw ValidationError("--report and \(other) cannot be had together") }
    if notes, let other = chosen.first(where: { $0 != "--notes" }) {
      throw ValidationError("--notes and \(other) cannot be had together; give \(other) in the other terminal")
    }
    if lesson == nil, let mode = chosen.first { throw ValidationError("\(mode) needs the name of a lesson") }
  }

  func run() throws {
    guard let lesson else { return try report ? Shelf.report(nil, asJSON: json) : Shelf.list() }
    let chosen = try Shelf.lesson(lesson)
    if report { return try Shelf.report(chosen, asJSON: json) }
    if let step, step > chosen.steps.count {
      throw ValidationError("--step: this lesson has \(chosen.steps.count) steps")
    }
    let course = LessonCourse(chosen)
    try LiveSession.play(
      course.player(step: step.map { $0 - 1 }, Player.Options(votes: vote, presents: present)), look: look,
      remark: course.remark, keep: course.keep)
  }
}

/// `ringside lesson list`
struct ListLessons: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the lessons, and how far you have come in each.")

  func run() throws { try Shelf.list() }
}

/// `ringside lesson report`
struct ReportLessons: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report", abstract: "Print what was done, for handing in.")

  @Argument(help: "A lesson by its name or number, or the path of a file with one. Without one: all.")
  var lesson: String?

  @Flag(help: "As one JSON object.")
  var json = false

  func run() throws { try Shelf.report(lesson.map(Shelf.lesson), asJSON: json) }
}

/// `ringside lesson check FILE…`
struct CheckLessons: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Play lessons on real processes, and say by file and line what does not come out as they claim.")

  @Argument(help: "Files with lessons. Without any, the built-in ones are checked.")
  var files: [String] = []

  func run() throws {
    let signals = try Signals(answersStops: false)
    var isRight = true
    for file in files where signals.ending == nil {
      isRight =
        try check(file, signals) { () throws(LessonMistakes) in
          try Lesson(readingFileAt: file, disciplines: Catalogue.disciplines)
        } && isRight
    }
    signals.endAsAsked()
    if !isRight { throw ExitCode(1) }
  }

  /// Whether a lesson is right. What is not is told by file and line.
  private func check(
    _ file: String, _ signals: Signals, _ read: () throws(LessonMistakes) -> Lesson
  ) throws -> Bool {
    let lesson: Lesson
    do {
      lesson = try read()
    } catch {
      error.all.forEach(tell)
      return false
    }
    guard let mistakes = try LessonChecker(lesson: lesson, file: file).check(isCancelled: { signals.ending != nil })
    else { return true }
    mistakes.forEach(tell)
    if mistakes.isEmpty { print("\(printable(file)): \(lesson.inventory), all as it says") }
    return mistakes.isEmpty
  }

  /// In the form in which editors find the line.
  private func tell(_ mistake: LessonMistake) {
    var line = "\(mistake)\n"
    // There is nobody left to tell if this cannot be written.
    line.withUTF8 { _ = write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }
}

extension Lesson {
  /// What it is made of: "7 steps, 4 predictions, 1 challenge".
  fileprivate var inventory: String {
    let pages = pages
    let counts = [
      (steps.count, "step"), (pages.count { $0.prediction != nil }, "prediction"),
      (pages.count { $0.challenge != nil }, "challenge"),
    ]
    return counts.map { "\($0.0) \($0.1)\($0.0 == 1 ? "" : "s")" }.joined(separator: ", ")
  }
}
