import FoundationEssentials
import Glibc
import Lessons
import Support
import Testing

@Suite("The progress file")
struct ProgressFileTests {
  private let home: ProgressHome

  init() throws { home = try ProgressHome() }

  /// Does a step in a lesson, and saves that.
  @discardableResult
  private func save(_ title: String, in name: String = "a") throws -> ProgressFile.Contents {
    try home.file.update { $0[name].complete(title, on: "today") }
  }

  private func isOneSentence(_ text: String) -> Bool {
    !text.isEmpty && text.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
  }

  // MARK: Where it is

  @Test("the XDG rules say where it is")
  func place() {
    func path(_ state: String?, _ home: String?, _ account: String?) -> String? {
      let variables = ["XDG_STATE_HOME": state, "HOME": home].compactMapValues { $0 }
      return ProgressFile.usual(variable: { variables[$0] }, accountHome: { account })?.path
    }
    #expect(path("/s", "/h", "/a") == "/s/ringside/progress")
    #expect(path(nil, "/h", "/a") == "/h/.local/state/ringside/progress")
    #expect(path("", "/h", nil) == "/h/.local/state/ringside/progress")
    #expect(path("relative", "/h", nil) == "/h/.local/state/ringside/progress")
    #expect(path("./s", "h", "/a") == "/a/.local/state/ringside/progress")
    #expect(path(nil, nil, "/a") == "/a/.local/state/ringside/progress")
    #expect(path(nil, "", nil) == nil)
    #expect(path("/s", nil, nil) == "/s/ringside/progress")
  }

  // MARK: Reading and saving

  @Test("reading where nothing is creates nothing")
  func nothing() throws {
    let contents = try home.file.load()
    #expect(contents.progress == Progress() && contents.remark == nil)
    #expect(try FileManager.default.contentsOfDirectory(atPath: home.path).isEmpty)
    #expect(home.file.stamp == nil)
  }

  @Test("what is saved is read, by this user alone")
  func saving() throws {
    try home.file.update { $0 = sampleProgress() }
    #expect(try home.file.load().progress == sampleProgress())
    #expect(home.names == ["key", "progress", "progress.lock"])
    for (path, mode) in [
      (home.path + "/state", 0o700), (home.folder, 0o700), (home.file.path, 0o600),
    ] as [(String, mode_t)] {
      var status = stat()
      #expect(stat(path, &status) == 0 && status.st_mode & 0o777 == mode)
    }
  }

  @Test("another lesson's progress stays")
  func others() throws {
    try save("1", in: "a")
    try save("1", in: "b")
    try save("2", in: "a")
    #expect(try home.file.load().progress.lessons.mapValues(\.done) == ["a": ["1", "2"], "b": ["1"]])
  }

  @Test("each change is seen from outside, what changes nothing is not written")
  func stamps() throws {
    var stamps: Set<ProgressFile.Stamp?> = [home.file.stamp]
    for step in 1...20 {
      try save("\(step)")
      stamps.insert(home.file.stamp)
    }
    #expect(stamps.count == 21)
    try save("20")
    #expect(stamps.contains(home.file.stamp))
  }

  @Test("a path from the working directory, and one in the root")
  func relative() throws {
    #expect(throws: Never.self) { try ProgressFile(at: "no-such-file").load() }
    #expect(throws: Never.self) { try ProgressFile(at: "/no-such-file").load() }
    #expect(throws: ProgressFailure.self) { try ProgressFile(at: "/").update { $0["a"].done = ["1"] } }
    #expect(throws: ProgressFailure.self) { try ProgressFile(at: "").update { $0["a"].done = ["1"] } }
    let folder = try TemporaryFolder()
    #expect(throws: ProgressFailure.self) { try ProgressFile(at: folder.path + "/").update { $0["a"].done = ["1"] } }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [])
  }

  // MARK: Damage

  @Test("a damaged file is set aside, by whoever sees it first", arguments: [false, true])
  func damaged(isSaving: Bool) throws {
    let wrecks: [[UInt8]] = [
      [], Array("nonsense".utf8), Array(sampleProgress().text.utf8.dropLast(9)), [0xFF, 0xFE, 0],
      Array(repeating: 0, count: 4096), Array(repeating: UInt8(ascii: "#"), count: 1 << 20 + 1),
    ]
    for (index, wreck) in wrecks.enumerated() {
      try home.write(wreck)
      let contents = isSaving ? try save("1") : try home.file.load()
      let remark = try #require(contents.remark)
      #expect(remark.contains("progress.damaged-\(index + 1)") && isOneSentence(remark))
      #expect(home.read("progress.damaged-\(index + 1)") == wreck)
      #expect(contents.progress["a"].done == (isSaving ? ["1"] : []))
      #expect(try home.file.load().remark == nil)
    }
  }

  @Test("one that was set aside before is not overwritten, whatever it is")
  func takenNames() throws {
    try home.write(Array("one".utf8), to: "progress.damaged-1")
    symlink("nowhere", home.folder + "/progress.damaged-2")
    try home.write(Array("three".utf8))
    #expect(try home.file.load().remark?.contains("damaged-3") == true)
    #expect(home.read("progress.damaged-1") == Array("one".utf8))
  }

  @Test("a later version's file is left alone")
  func later() throws {
    let text = Array("# ringside progress, version 3\nlesson a\n".utf8)
    try home.write(text)
    #expect(throws: ProgressFailure.self) { try home.file.load() }
    #expect(throws: ProgressFailure.self) { try save("1") }
    #expect(home.read() == text)
  }

  // MARK: What is in the way

  enum Obstacle: CaseIterable {
    case folder, fifo, link, deadLink, lockFolder, lockLink, fileAsFolder
  }

  @Test("what is in its place is refused in a sentence, and stays", arguments: Obstacle.allCases)
  func obstacles(_ obstacle: Obstacle) throws {
    let path = home.file.path
    try home.write(Array(sampleProgress().text.utf8), to: "other")
    switch obstacle {
    case .folder: mkdir(path, 0o700)
    case .fifo: mkfifo(path, 0o600)
    case .link: symlink("other", path)
    case .deadLink: symlink("nowhere", path)
    case .lockFolder: mkdir(path + ".lock", 0o700)
    case .lockLink: symlink("other", path + ".lock")
    case .fileAsFolder:
      rename(home.folder, home.folder + ".away")
      symlink(home.folder + ".away/other", home.folder)
    }
    let names = home.names
    #expect { try save("1") } throws: { isOneSentence("\($0)") }
    if obstacle != .lockFolder, obstacle != .lockLink {
      #expect { try home.file.load() } throws: { isOneSentence("\($0)") }
    }
    #expect(Set(home.names).subtracting(["progress.lock"]) == Set(names).subtracting(["progress.lock"]))
  }

  @Test("what a killed Ringside has left goes with the next saving")
  func leftover() throws {
    try home.write(Array("half".utf8), to: "progress.new")
    try save("1")
    #expect(home.names == ["key", "progress", "progress.lock"])
  }

  @Test("an odd name in the path is printed harmlessly")
  func oddPath() throws {
    let file = ProgressFile(at: home.path + "/a\u{1B}[2J\u{9B}\n/progress")
    mkdir(home.path + "/a\u{1B}[2J\u{9B}\n", 0o700)
    mkdir(file.path, 0o700)
    #expect { try file.load() } throws: { isOneSentence("\($0)") }
  }

  @Test("progress that would be too long is refused, and the old one stays")
  func tooLong() throws {
    try save("1")
    let old = home.read()
    #expect { try save(String(repeating: "x", count: 1 << 20)) } throws: { isOneSentence("\($0)") }
    #expect(home.read() == old && home.names == ["key", "progress", "progress.lock"])
  }

  @Test("who holds the lock for long keeps nobody waiting")
  func stuck() throws {
    try save("1")
    let lock = open(home.file.path + ".lock", O_RDWR)
    defer { close(lock) }
    #expect(flock(lock, LOCK_EX) == 0)
    #expect { try save("2") } throws: { isOneSentence("\($0)") }
    #expect(try home.file.load().progress["a"].done == ["1"])
  }
}
