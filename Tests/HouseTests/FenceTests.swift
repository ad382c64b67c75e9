import Foundation
import Support
import Testing

@Suite("The fence: who may import whom")
struct FenceTests {
  /// What each target may import of the others; the system's own modules and the packages are named per target below.
  static let allowed: [String: Set<String>] = [
    "Model": [],
    "CRegion": [],
    "CSignals": [],
    "SharedMemory": ["Model", "CRegion"],
    "Programs": ["Model", "CRegion", "SharedMemory", "MessagePassing"],
    "MessagePassing": ["CRegion", "SharedMemory"],
    "Laboratory": ["Model", "SharedMemory", "Programs", "MessagePassing"],
    "Exploration": ["Model"],
    "CDebugInformation": [],
    "DebugInformation": ["CDebugInformation"],
    "CWatch": [],
    "Watching": ["Model", "DebugInformation", "CWatch"],
    "CYAML": [],
    "PlainYAML": ["CYAML"],
    "Lessons": ["Model", "PlainYAML"],
    "LessonEmbedding": [],
    "Grid": [],
    "Licenses": [],
    "Screens": ["Model", "Lessons", "Grid"],
    "Reports": ["Model", "Grid", "Screens"],
    "CNcurses": [],
    "Terminal": ["Grid", "CNcurses"],
    "ringside": [
      "CSignals", "Model", "SharedMemory", "Programs", "MessagePassing", "Laboratory", "Exploration", "Watching",
      "Lessons",
      "Grid", "Screens", "Reports", "Terminal", "Licenses", "PlainYAML",
    ],
  ]

  /// What comes from elsewhere. A target that is not named here makes do with the standard library.
  static let foreign: [String: Set<String>] = [
    "SharedMemory": ["Glibc", "Synchronization", "SystemPackage"],
    "Programs": ["Glibc"],
    "MessagePassing": ["Glibc", "Synchronization", "SystemPackage"],
    "Laboratory": ["Glibc", "SystemPackage"],
    "Lessons": ["Glibc"],
    // Runs while the program is built, and is no part of it.
    "LessonEmbedding": ["Foundation", "Glibc", "PackagePlugin"],
    "DebugInformation": ["Glibc"],
    "Watching": ["Glibc"],
    "Reports": ["FoundationEssentials"],
    "Terminal": ["Glibc", "Synchronization"],
    "ringside": ["ArgumentParser", "FoundationEssentials", "Glibc", "Synchronization"],
  ]

  private static let sources = packageFolder + "/Sources"

  private static let targets: [String] = {
    let found = (try? FileManager.default.contentsOfDirectory(atPath: sources)) ?? []
    return found.filter { !$0.hasPrefix(".") }.sorted()
  }()

  private func imports(of target: String) throws -> Set<String> {
    let line =
      /^\s*(?:@\w+\s+)*(?:(?:public|package|internal|fileprivate|private)\s+)?import\s+(?:(?:struct|class|enum|func|var|let|protocol|typealias)\s+)?(\w+)/
    var found: Set<String> = []
    let files = FileManager.default.enumerator(atPath: "\(Self.sources)/\(target)")
    while let file = files?.nextObject() as? String {
      guard file.hasSuffix(".swift") else { continue }
      let text = try String(contentsOfFile: "\(Self.sources)/\(target)/\(file)", encoding: .utf8)
      for row in text.split(separator: "\n") {
        if let match = row.firstMatch(of: line) { found.insert(String(match.1)) }
      }
    }
    return found
  }

  @Test("every target is in the table")
  func complete() { #expect(Self.targets == Self.allowed.keys.sorted()) }

  @Test("no target imports upwards, or what it should not know", arguments: allowed.keys.sorted())
  func downwards(target: String) throws {
    let permitted = Self.allowed[target, default: []].union(Self.foreign[target, default: []])
    #expect(try imports(of: target).subtracting(permitted) == [])
  }

  @Test("only Terminal imports curses")
  func curses() throws {
    #expect(try Self.targets.filter { try imports(of: $0).contains("CNcurses") } == ["Terminal"])
  }

  @Test("JSON is encoded in one place")
  func json() throws {
    let files = FileManager.default.enumerator(atPath: Self.sources)?.allObjects.compactMap { $0 as? String } ?? []
    let encoders = try files.filter { file in
      guard file.hasSuffix(".swift") else { return false }
      return try String(contentsOfFile: "\(Self.sources)/\(file)", encoding: .utf8).contains("JSONEncoder(")
    }
    #expect(encoders == ["Reports/JSONOutput.swift"])
  }

  @Test("the table itself goes downwards")
  func acyclic() {
    func reach(_ target: String, _ path: [String]) -> Bool {
      Self.allowed[target, default: []].allSatisfy { !path.contains($0) && reach($0, path + [$0]) }
    }
    for target in Self.allowed.keys { #expect(reach(target, [target])) }
  }
}
