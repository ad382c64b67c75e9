import Foundation
import Programs
import Support
import Testing

@Suite("General code does not ask which program runs")
struct ProgramNeutralityTests {
  private struct File {
    var path: String
    var lines: [(number: Int, code: String)]
  }

  /// The Swift files of Sources outside the folders of programs, without comments.
  private func generalFiles() throws -> [File] {
    let sources = packageFolder + "/Sources"
    let folders = try FileManager.default.contentsOfDirectory(atPath: sources + "/Programs").filter { $0 != "Core" }
    #expect(folders.count >= Catalogue.programs.count)
    let own = folders.flatMap { ["Programs/\($0)/", "Screens/\($0)/"] }
    let paths = FileManager.default.enumerator(atPath: sources)?.allObjects.compactMap { $0 as? String } ?? []
    return try paths.filter { path in
      path.hasSuffix(".swift") && !own.contains { path.hasPrefix($0) }
    }.map { path in
      let text = try String(contentsOfFile: "\(sources)/\(path)", encoding: .utf8)
      let lines = text.components(separatedBy: "\n").enumerated().map { ($0.offset + 1, $0.element) }
      return File(path: path, lines: lines.filter { !$0.1.trimmingCharacters(in: .whitespaces).hasPrefix("//") })
    }
  }

  /// The places whose code matches a pattern.
  private func places(_ pattern: String) throws -> [String] {
    let regex = try Regex(pattern)
    return try generalFiles().flatMap { file in
      file.lines.filter { $0.code.contains(regex) }.map { "\(file.path):\($0.number): \($0.code)" }
    }
  }

  @Test("no switch over the program, and no comparison of one, but in the catalogue")
  func switches() throws {
    #expect(try places(#"switch [^{]*\bprogram\b|\bprogram (==|!=) "#) == [])
    let comparisons = try places(#"\bprogram\??\.(name|title|unit)\b[^={]* (==|!=) "#)
    #expect(
      comparisons.allSatisfy { $0.hasPrefix("Programs/Core/Catalogue") || $0.hasPrefix("Model/Discipline") },
      "\(comparisons)")
  }

  @Test("no program is named, and no role but by its program")
  func names() throws {
    let names = Catalogue.programs.map(\.name).joined(separator: "|")
    // The map of the region's bytes has the names of the header file.
    #expect(try places("\"(\(names))\"").filter { !$0.hasPrefix("SharedMemory/RegionMap") } == [])
    #expect(try places(#"\bRole\("|\brole (==|!=) (\.|Role)"#) == [])
    let nouns = Set(Catalogue.programs.flatMap(\.parts).map(\.noun)).joined(separator: "|")
    // A shared variable, a value or a type may be called like a role; a role itself is `.producer`, without an owner.
    #expect(try places("[ (\\[]\\.(\(nouns))\\b") == [])
  }
}
