import ArgumentParser
import Lessons
import Programs

/// The lessons that can be had here.
enum Shelf {
  /// A lesson by its name or number, or of a file.
  static func lesson(_ name: String) throws -> Lesson {
    do {
      return try Lesson(readingFileAt: name, disciplines: Catalogue.disciplines)
    } catch {
      throw ValidationError("\(error)")
    }
  }
  static func list() throws {}
  static func report(_ lesson: Lesson?, asJSON: Bool) throws {}
}
