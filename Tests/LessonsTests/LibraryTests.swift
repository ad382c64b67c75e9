import Foundation
import Lessons
import Programs
import Support
import Testing

@Suite("The lessons that come with the program")
struct LibraryTests {
  /// The files of the folder Lessons that are lessons.
  private static let onDisk: [String] = {
    let found = (try? FileManager.default.contentsOfDirectory(atPath: packageFolder + "/Lessons")) ?? []
    return found.filter { $0.wholeMatch(of: /[0-9]+-.+\.md/) != nil }.sorted()
  }()

  @Test("all files are in the binary, in order, as they are on the disk")
  func complete() throws {
    #expect(LessonLibrary.files.map(\.fileName) == Self.onDisk)
    for file in LessonLibrary.files {
      #expect(try file.text == String(contentsOfFile: packageFolder + "/Lessons/" + file.fileName, encoding: .utf8))
    }
  }

  @Test("no two have a number or a name in common")
  func distinct() {
    #expect(Set(LessonLibrary.files.map(\.number)).count == LessonLibrary.files.count)
    #expect(Set(LessonLibrary.files.map(\.name)).count == LessonLibrary.files.count)
  }

  @Test("each can be read, and is found by its name and its number", arguments: LessonLibrary.files)
  func valid(file: LessonFile) throws {
    let lesson = try Lesson(reading: file, disciplines: Catalogue.disciplines)
    #expect(lesson.name == file.name && lesson.number == file.number)
    for name in [file.name, "\(file.number)", "0\(file.number)", file.fileName, "\(file.fileName.dropLast(3))"] {
      #expect(LessonLibrary.file(named: name) == file)
    }
  }
}

extension LessonFile: CustomTestStringConvertible {
  public var testDescription: String { fileName }
}
