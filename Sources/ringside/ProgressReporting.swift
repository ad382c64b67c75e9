import Lessons
import Screens

extension Shelf {
  /// Prints the lessons that come with the program, and how far somebody has come in each.
  static func list() throws {
    let list = LessonList(try own(), progress())
    list.lines.forEach { print($0) }
    // The hint is of use only below the list.
    try StandardOutput.flush()
    say(list.hint)
  }

  /// Prints what was done in a lesson, or in all.
  static func report(_ lesson: Lesson?, of student: String?, asJSON: Bool) throws {
    let report = ProgressReport(
      try lesson.map { [$0] } ?? own(), progress(), student: student, others: lesson == nil)
    guard asJSON else { return report.lines().forEach { print($0) } }
    print(try JSONOutput.object(report))
  }

  private static func own() throws -> [Lesson] { try LessonLibrary.files.map { try read($0) } }

  /// What was done. What there is to say about its file is said.
  private static func progress() -> Progress {
    var keeper = ProgressKeeper(ProgressFile.usual())
    if let remark = keeper.load() { say(remark) }
    return keeper.progress
  }
}
