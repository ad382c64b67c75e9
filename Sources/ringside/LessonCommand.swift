import ArgumentParser
import Glibc
import Laboratory
import Lessons
import Model
import Programs
import Reports
import SharedMemory
import Screens

/// `ringside lesson`: the lessons, and the user's progress in them.
struct LessonCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lesson",
    abstract: "List the lessons, play them, or check those that you write.",
    usage: """
      ringside lesson                      list the lessons
      ringside lesson NAME ... [OPTIONS]   play one, or several in a row
      ringside lesson list [--json]
      ringside lesson check [FILE ...]
      """,
    discussion: CommandManual.lesson.discussion + "\n\nOPTIONS OF `ringside lesson NAME ...`:\n"
      + PlayLesson.listedOptions,
    subcommands: [PlayLesson.self, ListLessons.self, CheckLessons.self],
    defaultSubcommand: PlayLesson.self)
}

/// `ringside lesson [NAME …]`
struct PlayLesson: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "play",
    abstract: "Play lessons; without a name, list them. This happens without a subcommand, too.",
    shouldDisplay: false)

  @Argument(
    help: "Lessons by name or number, or the paths of files with one.",
    completion: .list(LessonLibrary.files.map(\.name)))
  var lessons: [String] = []

  @Option(
    parsing: .unconditional, help: "Begin with this step, from 1, instead of where you left the lesson.",
    transform: { try OptionParsing.whole($0, 1...1000) })
  var step: Int?

  @Flag(help: "Begin at the beginning, with all questions open. First answers that are kept still count in a report.")
  var fresh = false

  @Option(
    parsing: .unconditional,
    help: "A number that decides the order of the choices. Otherwise each run has another order.",
    transform: { try OptionParsing.whole($0, 0...UInt64.max) })
  var seed: UInt64?

  @Flag(help: "For a class: two rounds of votes on each question, before and after they have talked about it.")
  var vote = false

  @Flag(help: "For a projector: bold, with more space, and without anything that distracts.")
  var present = false

  @Flag(help: "Show the speaker's notes, and follow the lesson that is played in another terminal.")
  var notes = false

  @OptionGroup var export: ExportOption

  @OptionGroup var handingIn: ReportOptions

  @OptionGroup var lines: LinearOption

  @OptionGroup var look: LookOptions

  func validate() throws {
    try lines.refuse(look)
    try lines.refuse(export)
    try lines.refuse([("--vote", vote), ("--present", present)], because: "; they are for a class before a screen")
    try lines.refuse([("--notes", notes)], because: "; give --linear where the lesson is played")
    let modes = [
      ("--vote", vote), ("--present", present), ("--notes", notes), ("--step", step != nil), ("--fresh", fresh),
      ("--seed", seed != nil), ("--linear", lines.linear), ("--export", export.path != nil),
    ]
    let chosen = modes.filter(\.1).map(\.0)
    if handingIn.report, let other = chosen.first {
      throw ValidationError("--report and \(other) cannot be combined")
    }
    if notes, let other = chosen.first(where: { $0 != "--notes" }) {
      throw ValidationError("--notes and \(other) cannot be combined; give \(other) in the other terminal")
    }
    if export.path != nil, vote { throw ValidationError("--export and --vote cannot be combined") }
    if export.path != nil, lessons.count > 1 {
      throw ValidationError("--export plays one lesson; export the others one by one")
    }
    if lessons.isEmpty, let mode = chosen.first { throw ValidationError("\(mode) needs the name of a lesson") }
    if handingIn.json, !handingIn.report, !lessons.isEmpty { throw ValidationError("--json needs --report") }
  }

  func run() throws {
    guard !lessons.isEmpty else { return try handingIn.list() }
    let chosen = try lessons.map { try LessonLookup.lesson($0) }
    if handingIn.report { return try handingIn.print(chosen) }
    // The last named lesson is followed by the next one of the book.
    let course = chosen.count > 1 ? chosen : chosen + LessonLookup.lessons(after: chosen[0])
    if notes { return try NotesFollower.run(course, ofClass: handingIn.schoolClass, look: look) }
    if let step, step > chosen[0].steps.count {
      throw ValidationError("--step: this lesson has \(chosen[0].steps.count) steps")
    }
    if let file = try export.file() {
      let playing = Player.Options(presents: present, seed: seed)
      let player = Player(chosen[0], options: playing, step: step.map { $0 - 1 } ?? 0)
      let signals = try Signals(answersStops: false)
      if let notice = LeftoverTable.notice(cleared: Leftovers.clear()) { say(notice) }
      try ExportedLesson.write(player, named: lessons[0], to: file, look: look, signals)
      return signals.endAsAsked()
    }
    let options = LessonCourse.Options(votes: vote, presents: present, isFresh: fresh, seed: seed)
    let way = LessonCourse(course, options, ofClass: handingIn.schoolClass)
    let player = way.player(step: step.map { $0 - 1 })
    if lines.linear {
      return try LinearSession.play(player, remark: way.remark, keep: way.keep, nextPlayer: way.nextPlayer) { lesson in
        let isOwn = LessonLibrary.file(named: lesson.name) != nil
        return isOwn ? "ringside lesson \(lesson.number.map { "\($0)" } ?? lesson.name) --linear" : "The same command"
      }
    }
    try LiveSession.play(
      player, look: look, remark: way.remark, keep: way.keep, nextPlayer: way.nextPlayer)
  }

  /// Its options as listed in its help, for the help of `ringside lesson`.
  fileprivate static var listedOptions: String {
    let lines = helpMessage(columns: 78).split(separator: "\n", omittingEmptySubsequences: false)
    let options = lines.drop { $0 != "OPTIONS:" }.dropFirst().prefix { !$0.isEmpty }
    return options.filter { !$0.contains("--help") && !$0.contains("--version") }.joined(separator: "\n")
  }
}

/// `ringside lesson list`
struct ListLessons: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the lessons, and how far you have come in each.",
    usage: "ringside lesson list [options]",
    discussion: CommandManual.lessonList.discussion)

  @OptionGroup var handingIn: ReportOptions

  func run() throws { try handingIn.list() }
}

/// The choices for a progress report.
struct ReportOptions: ParsableArguments {
  @Flag(help: "Print what was done, for handing in: in the named lessons, or in all. Challenges are replayed first.")
  var report = false

  @Option(help: "With --report: whose it is.")
  var student: String?

  @Option(
    name: .customLong("class"),
    help: "A class by its name, such as ipc-2026, with progress of its own. (default: your own progress)",
    transform: { name in
      guard ProgressFile.isNameOfClass(name) else {
        throw ValidationError("a class's name has up to 40 letters, digits, hyphens and underscores, such as ipc-2026")
      }
      return name
    })
  var schoolClass: String?

  @Flag(help: "Print the list or the report as JSON.")
  var json = false

  func validate() throws {
    if student != nil && !report { throw ValidationError("--student needs --report") }
  }

  /// All lessons, as a list or as a report.
  func list() throws { try report ? print([]) : LessonLookup.list(ofClass: schoolClass, asJSON: json) }

  func print(_ lessons: [Lesson]) throws {
    try LessonLookup.report(lessons, of: student, ofClass: schoolClass, asJSON: json)
  }
}

/// `ringside lesson check FILE…`
struct CheckLessons: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Play lessons on real processes, and say by file and line what does not happen as they claim.",
    discussion: CommandManual.lessonCheck.discussion)

  @Argument(
    help: "Files with lessons, or names and numbers of lessons that come with the program. (default: all of those)",
    completion: .file(extensions: ["md"]))
  var files: [String] = []

  func run() throws {
    let signals = try Signals(answersStops: false)
    let own = LessonLibrary.files
    let isRight = try files.isEmpty ? own.reduce(true) { try check($1, signals) && $0 } : checkNamed(signals)
    signals.endAsAsked()
    if !isRight { throw ExitCode(1) }
  }

  private func checkNamed(_ signals: Signals) throws -> Bool {
    try files.reduce(true) { isRight, name in
      // A number never means a file, and a file with a lesson's name must be given with its path.
      if let file = LessonLibrary.file(named: name), !name.hasSuffix(".md") {
        return try check(file, signals) && isRight
      }
      return try check(name, signals) { () throws(LessonMistakes) in
        try Lesson(
          readingFileAt: name, systemPath: name.systemText, disciplines: Catalogue.disciplines)
      } && isRight
    }
  }

  private func check(_ file: LessonFile, _ signals: Signals) throws -> Bool {
    try check(file.fileName, signals) { () throws(LessonMistakes) in try LessonLookup.read(file) }
  }

  /// Whether a lesson is right. Reports its mistakes by file and line.
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
    let isCancelled = { signals.ending != nil }
    let mistakes = try ScriptRunner.with(lesson, isCancelled: isCancelled) { runner in
      LessonChecker.check(lesson, file: file, on: runner, isCancelled: isCancelled)
    }
    guard let mistakes else { return true }
    mistakes.forEach(tell)
    if mistakes.isEmpty { print("\(harmless(file)): \(lesson.inventory), all as it says") }
    return mistakes.isEmpty
  }

  /// In the format from which editors find the line.
  private func tell(_ mistake: LessonMistake) {
    var line = "\(mistake)\n"
    // If this cannot be written, there is nobody to tell.
    line.withUTF8 { _ = write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }
}

extension Lesson {
  /// The contents in numbers: "7 steps, 4 predictions, 1 challenge".
  fileprivate var inventory: String {
    let pages = pages
    let counts = [
      (steps.count, "step"), (pages.count { $0.prediction != nil }, "prediction"),
      (pages.count { $0.challenge != nil }, "challenge"),
    ]
    return counts.map { Quantity.counted($0.0, $0.1) }.joined(separator: ", ")
  }
}
