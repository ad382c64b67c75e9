import ArgumentParser
import Lessons
import Programs
import SharedMemory

/// The available lessons: those that come with the program, and any file.
enum LessonLookup {
  /// The lesson with a name or number, or in a file.
  static func lesson(_ name: String) throws -> Lesson {
    do {
      if let file = LessonLibrary.file(named: name) { return try read(file) }
      guard name.contains("/") || name.hasSuffix(".md") else {
        throw ValidationError(refusal(of: name))
      }
      return try Lesson(
        readingFileAt: name, systemPath: name.systemText, disciplines: Catalogue.disciplines)
    } catch let mistakes as LessonMistakes {
      throw UnreadableLesson(mistakes: mistakes)
    }
  }

  /// The lessons that come with the program after this one, in order; none after a user's own file. An unreadable
  /// lesson is skipped, so that this one can still be played.
  static func lessons(after lesson: Lesson) -> [Lesson] {
    let own = LessonLibrary.files.compactMap { try? read($0) }
    return own.firstIndex(of: lesson).map { Array(own[($0 + 1)...]) } ?? []
  }

  private static func refusal(of name: String) -> String {
    let lessons = LessonLibrary.files.map(\.name)
    let commands = LessonCommand.configuration.subcommands.compactMap { $0.configuration.commandName }
    let end = "`ringside lesson list` lists all, and a file's name ends in .md"
    let quoted = Suggestion.quoted(name)
    guard let near = Suggestion.nearest(to: name, among: commands + lessons) else {
      return "\(quoted) is not a lesson; \(end)"
    }
    let meant = commands.contains(near) ? "ringside lesson \(near)" : near
    return "\(quoted) is not a lesson; did you mean `\(meant)`? \(end)"
  }

  static func read(_ file: LessonFile) throws(LessonMistakes) -> Lesson {
    try Lesson(reading: file, disciplines: Catalogue.disciplines)
  }
}

/// The error for a file that cannot be played.
private struct UnreadableLesson: Error, CustomStringConvertible {
  let mistakes: LessonMistakes

  /// The first mistake is enough to begin with.
  var description: String {
    let first = mistakes.all[0]
    let others = mistakes.all.count - 1
    return "\(first)" + (others > 0 ? "; `ringside lesson check` tells \(others) more" : "")
  }
}
