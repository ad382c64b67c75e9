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
    subcommands: [PlayLesson.self, ListLessons.self, CheckLessons.self],
    defaultSubcommand: PlayLesson.self)
}

/// `ringside lesson [NAME]`
struct PlayLesson: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "play", abstract: "Play a lesson; without one, list them. This is what happens without a subcommand.")

  @Argument(
    help: "A lesson by its name or number, or the path of a file with one.",
    completion: .list(LessonLibrary.files.map(\.name)))
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

  @OptionGroup var handingIn: ReportOptions

  @OptionGroup var look: LookOptions

  func validate() throws {
    let modes = [("--vote", vote), ("--present", present), ("--notes", notes), ("--step", step != nil)]
    let chosen = modes.filter(\.1).map(\.0)
    if handingIn.report, let other = chosen.first {
      throw ValidationError("--report and \(other) cannot be had together")
    }
    if notes, let other = chosen.first(where: { $0 != "--notes" }) {
      throw ValidationError("--notes and \(other) cannot be had together; give \(other) in the other terminal")
    }
    if lesson == nil, let mode = chosen.first { throw ValidationError("\(mode) needs the name of a lesson") }
  }

  func run() throws {
    guard let lesson else { return try handingIn.list() }
    let chosen = try Shelf.lesson(lesson)
    if handingIn.report { return try handingIn.print(chosen) }
    if notes { return try NotesFollower.run(chosen, look: look) }
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

  @OptionGroup var handingIn: ReportOptions

  func run() throws { try handingIn.list() }
}

/// What is printed of somebody's progress.
struct ReportOptions: ParsableArguments {
  @Flag(help: "Print what was done, for handing in: in one lesson, or without one in all.")
  var report = false

  @Option(help: "With --report: whose it is.")
  var student: String?

  @Flag(help: "With --report: as one JSON object.")
  var json = false

  func validate() throws {
    if json && !report { throw ValidationError("--json needs --report") }
    if student != nil && !report { throw ValidationError("--student needs --report") }
  }

  /// All lessons, as a list or as a report.
  func list() throws { try report ? print(nil) : Shelf.list() }

  func print(_ lesson: Lesson?) throws { try Shelf.report(lesson, of: student, asJSON: json) }
}

/// `ringside lesson check FILE…`
struct CheckLessons: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Play lessons on real processes, and say by file and line what does not come out as they claim.")

  @Argument(
    help: "Files with lessons. Without any, those that come with the program are checked.",
    completion: .file(extensions: ["md"]))
  var files: [String] = []

  func run() throws {
    let signals = try Signals(answersStops: false)
    let isRight = try files.isEmpty ? checkOwn(signals) : checkFiles(signals)
    signals.endAsAsked()
    if !isRight { throw ExitCode(1) }
  }

  private func checkOwn(_ signals: Signals) throws -> Bool {
    try LessonLibrary.files.reduce(true) { isRight, file in
      try check(file.fileName, signals) { () throws(LessonMistakes) in try Shelf.read(file) } && isRight
    }
  }

  private func checkFiles(_ signals: Signals) throws -> Bool {
    try files.reduce(true) { isRight, file in
      try check(file, signals) { () throws(LessonMistakes) in
        try Lesson(readingFileAt: file, disciplines: Catalogue.disciplines)
      } && isRight
    }
  }

  /// Whether a lesson is right. What is not is told by file and line.
  private func check(
    _ file: String, _ signals: Signals, _ read: () throws(LessonMistakes) -> Lesson
  ) throws -> Bool {
    if signals.ending != nil { return true }
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
    if mistakes.isEmpty { print("\(harmless(file)): \(lesson.inventory), all as it says") }
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
