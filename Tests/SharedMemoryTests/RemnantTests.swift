import Foundation
import Model
import Support
import Testing

@testable import SharedMemory

@Suite("What may be removed")
struct RemnantTests {
  private let folder: TemporaryFolder
  private var path: String { folder.path + "/ringside-1" }

  init() throws { folder = try TemporaryFolder() }

  /// Puts a region into a file as a dead Ringside leaves it, but for what is changed.
  private func leave(
    mode: mode_t = 0o600, extra: Int = 0, object: UInt64? = nil, isKept: Bool = false,
    _ change: (Mapping) -> Void = { _ in }
  ) throws {
    let layout = RegionLayout(slotCount: 1, slotWords: 1)
    let file = OpenFile(open(path, O_RDWR | O_CREAT | O_EXCL, 0o600))
    try #require(ftruncate(file.raw, layout.totalSize + extra) == 0 && fchmod(file.raw, mode) == 0)
    let memory = try Mapping(file.raw, size: layout.totalSize, access: .readWrite, name: path)
    _ = Region(
      formatting: memory, as: layout, creator: 1, object: object ?? file.identity.inode, isKept: isKept)
    change(memory)
  }

  private func expect(_ standing: Leftover.State?, line: Int = #line) throws {
    #expect(Remnant(file: path)?.standing == standing, "line \(line)")
    let isThere = access(path, F_OK) == 0
    #expect(try Remnant.remove(file: path) == (standing == .dead), "line \(line)")
    #expect((access(path, F_OK) == 0) == (standing != .dead && isThere), "line \(line)")
  }

  @Test("a region that nobody locks is dead")
  func dead() throws {
    try leave()
    try expect(.dead)
    try expect(nil)
  }

  @Test("a region that a living process locks is in use")
  func alive() throws {
    try leave()
    let owner = OpenFile(open(path, O_RDONLY))
    try owner.lock()
    try expect(.alive)
  }

  @Test("another mode, size, magic or object says that it is not Ringside's")
  func deviations() throws {
    for mode: mode_t in [0o400, 0o640, 0o644, 0o700, 0o4600] {
      try leave(mode: mode)
      try expect(.notOurs)
      unlink(path)
    }
    try leave(extra: 1)
    try expect(.notOurs)
    unlink(path)
    try leave { $0.base.storeBytes(of: 0, as: UInt64.self) }
    try expect(.notOurs)
    unlink(path)
    try leave { $0.base.storeBytes(of: 4096, toByteOffset: 12, as: UInt32.self) }
    try expect(.notOurs)
    unlink(path)
    // A copy is somebody's backup.
    try leave(object: 12)
    try expect(.notOurs)
  }

  @Test("a second name is somebody's, and one cannot tell which")
  func hardLink() throws {
    try leave()
    try #require(link(path, path + "-mine") == 0)
    try expect(.notOurs)
  }

  @Test("of another version it is listed, and left alone")
  func versions() throws {
    try leave { $0.base.storeBytes(of: 2, toByteOffset: 8, as: UInt32.self) }
    try expect(.unproven)
    unlink(path)
    try leave(object: 0)
    try expect(.unproven)
  }

  @Test("a file that its user has named is not even listed")
  func kept() throws {
    try leave(isKept: true)
    try expect(nil)
    #expect(access(path, F_OK) == 0)
  }

  @Test("zero bytes, few bytes and other bytes prove nothing")
  func contents() throws {
    for contents in [Data(), Data("x".utf8), Data("RINGSIDE".utf8), Data(count: 200_000)] {
      try contents.write(to: URL(fileURLWithPath: path))
      chmod(path, 0o600)
      try expect(.notOurs)
    }
  }

  @Test("what is no ordinary file is passed over, and nothing is waited for")
  func otherTypes() throws {
    let makers: [(String) -> Int32] = [
      { mkfifo($0, 0o600) }, { mkdir($0, 0o700) }, { symlink("/dev/zero", $0) }, { symlink("nowhere", $0) },
    ]
    for make in makers {
      try #require(make(path) == 0)
      #expect(Remnant(file: path) == nil)
      #expect(try !Remnant.remove(file: path))
      #expect(throws: SystemError.self) { try OpenFile.open(ordinary: path, O_RDONLY, name: path) }
      if unlink(path) != 0 { rmdir(path) }
    }
  }

  @Test("a file appears complete, with exactly its mode, and never in another one's place")
  func creation() throws {
    let before = umask(0o277)
    defer { umask(before) }
    var wasVisible = true
    let file = try OpenFile.create(path, name: "it", size: 8192) { memory, object in
      wasVisible = access(path, F_OK) == 0
      memory.base.storeBytes(of: object, as: UInt64.self)
    }
    #expect(!wasVisible)
    let status = try #require(file.status)
    #expect(status.st_mode & 0o7777 == 0o600 && status.st_nlink == 1 && status.st_size == 8192)
    #expect(OpenFile(open(path, O_RDONLY)).isLocked)
    do {
      _ = try OpenFile.create(path, name: "it", size: 1) { _, _ in Issue.record("nothing is made for a taken name") }
      Issue.record("it must fail")
    } catch {
      #expect(error.errno == .fileExists)
    }
    #expect(access(path, F_OK) == 0)
  }

  @Test("a crash removes the file that was made, not the one that took its place")
  func replaced() throws {
    let file = try OpenFile.create(path, name: "it", size: 8192) { _, _ in }
    let removal = Removal(file: path, file.identity)
    unlink(path)
    try Data("theirs".utf8).write(to: URL(fileURLWithPath: path))
    removal.perform()
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "theirs")
  }
}
