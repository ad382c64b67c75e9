import Laboratory
import Lessons
import Reports
import Screens

extension LessonLookup {
  /// Prints the lessons that come with the program, and the user's progress in each.
  static func list(ofClass schoolClass: String?, asJSON: Bool) throws {
    let lessons = try own()
    let progress = progress(ofClass: schoolClass)
    if asJSON { return print(try JSONOutput.array(lessons.map { LessonSummary(Standing($0, progress[$0.name])) })) }
    let list = LessonList(lessons, progress)
    list.lines.forEach { print($0) }
    // The hint makes sense only below the list.
    try StandardOutput.flush()
    say(list.hint)
  }

  /// Prints the progress in these lessons, or in all if none is given. Challenges are replayed first.
  static func report(_ lessons: [Lesson], of student: String?, ofClass schoolClass: String?, asJSON: Bool) throws {
    let signals = try Signals(answersStops: false)
    let progress = progress(ofClass: schoolClass)
    do {
      let report = try ProgressReport(
        lessons.isEmpty ? own() : lessons, progress, student: student, others: lessons.isEmpty
      ) { lesson, page, moves in
        let isCancelled = { signals.ending != nil }
        return try ScriptRunner.with(lesson, isCancelled: isCancelled) { runner in
          try lesson.replay(moves, page: page, on: runner, isCancelled: isCancelled)
        }
      }
      if asJSON { print(try JSONOutput.object(report)) } else { report.lines().forEach { print($0) } }
    } catch is CancellationError {}
    signals.endAsAsked()
  }

  static func own() throws -> [Lesson] { try LessonLibrary.files.map { try read($0) } }

  /// The progress. Remarks on its file are printed.
  private static func progress(ofClass schoolClass: String?) -> Progress {
    var keeper = ProgressKeeper(ProgressFile.usual(ofClass: schoolClass))
    if let remark = keeper.load() { say(remark) }
    return keeper.progress
  }
}
