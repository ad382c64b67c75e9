import FoundationEssentials
import Glibc
import Lessons
import Support
import Testing

@Suite("Progress survives", .serialized)
struct ProgressSafetyTests {
  private let home: ProgressHome

  init() throws { home = try ProgressHome() }

  /// As many lessons as make a file of several pages: what is torn should have room to be.
  private static func fill(_ file: ProgressFile) throws {
    try file.update { progress in
      for number in 1...10 { progress["lesson-\(number)"].done = (1...20).map { "step \($0) of \(number)" } }
    }
  }

  @Test("SIGKILL at any moment leaves a whole file, and nothing that was saved is lost")
  func killed() async throws {
    try Self.fill(home.file)
    for round in 0..<12 {
      let (path, patience) = (home.file.path, UInt32(1000 + round * 2500))
      await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String, patience = patience as UInt32] in
        let file = ProgressFile(at: path)
        let start = try file.update { $0["a"].played = "\(getpid())" }.progress["a"].done.count
        var killer = pthread_t()
        let delay = UnsafeMutablePointer<UInt32>.allocate(capacity: 1)
        delay.initialize(to: patience)
        pthread_create(
          &killer, nil,
          { delay in
            usleep(delay!.load(as: UInt32.self))
            kill(getpid(), SIGKILL)
            return nil
          }, delay)
        for step in start... { try file.update { $0["a"].complete("\(step)", on: "today") } }
      }
      let contents = try home.file.load()
      let done = contents.progress["a"].done
      #expect(contents.remark == nil && done == done.indices.map(String.init))
      #expect(contents.progress.lessons.count == 11)
    }
    #expect(try home.file.load().progress["a"].done.isEmpty == false)
    try home.file.update { $0["b"].done = ["1"] }
    #expect(home.names == ["key", "progress", "progress.lock"])
  }

  @Test("two Ringsides that save at once lose nothing of each other")
  func rivals() async throws {
    let path = home.file.path
    async let first: Void = rival("a", path)
    async let second: Void = rival("b", path)
    _ = await (first, second)
    let steps = (1...100).map(String.init)
    #expect(try home.file.load().progress.lessons.mapValues(\.done) == ["a": steps, "b": steps])
  }

  private func rival(_ name: String, _ path: String) async {
    await #expect(processExitsWith: .success) { [name = name as String, path = path as String] in
      var keeper = ProgressKeeper(ProgressFile(at: path))
      for step in 1...100 { _ = keeper.update { $0[name].complete("\(step)", on: "today") } }
      // What the other was in the way of is saved with the next change.
      for _ in 0..<100 where keeper.progress[name].done.count < 100 {
        _ = keeper.update { $0[name].played = "at last" }
      }
    }
  }

  @Test("a reader never sees half a file")
  func reader() async throws {
    try Self.fill(home.file)
    let file = home.file
    async let writer: Void = {
      for step in 1...60 { try file.update { $0["a"].complete("\(step)", on: "today") } }
    }()
    for _ in 0..<60 { #expect(try file.load().remark == nil) }
    try await writer
  }

  @Test(
    "a full disk is told, once, and what was done meanwhile is saved when there is room",
    .enabled("it takes a mount of its own") { try run(["unshare", "-m", "true"]).status == 0 })
  func fullDisk() async throws {
    let path = home.path
    await #expect(processExitsWith: .success) { [path = path as String] in
      // Of this thread alone: unshare(2) with CLONE_NEWNS, which Glibc does not give to Swift.
      let unshare = unsafeBitCast(dlsym(nil, "unshare"), to: (@convention(c) (Int32) -> Int32).self)
      try #require(unshare(0x20000) == 0)
      try #require(mount("none", "/", nil, UInt(MS_REC | MS_PRIVATE), nil) == 0)
      try #require(mount("tmpfs", path, "tmpfs", 0, "size=64k") == 0)
      let file = ProgressFile(at: path + "/ringside/progress")
      var keeper = ProgressKeeper(file)
      try #require(keeper.update { $0["a"].complete("1", on: "today") } == nil)
      // All that is left is taken away.
      let hog = open(path + "/hog", O_WRONLY | O_CREAT, 0o600)
      let bytes = [UInt8](repeating: 1, count: 4096)
      while write(hog, bytes, bytes.count) > 0 {}
      let sentence = try #require(keeper.update { $0["a"].complete("2", on: "today") })
      #expect(sentence.contains("No space left on device"))
      #expect(keeper.update { $0["a"].complete("3", on: "today") } == nil)
      #expect(keeper.progress["a"].done == ["1", "2", "3"])
      #expect(try file.load().progress["a"].done == ["1"])
      ftruncate(hog, 0)
      close(hog)
      #expect(keeper.update { $0["b"].complete("1", on: "today") } == nil)
      #expect(try file.load().progress.lessons.mapValues(\.done) == ["a": ["1", "2", "3"], "b": ["1"]])
      try #require(mount("none", path, nil, UInt(MS_REMOUNT | MS_RDONLY), nil) == 0)
      #expect(keeper.update { $0["a"].complete("4", on: "today") }?.contains("Read-only file system") == true)
      #expect(try file.load().progress["a"].done == ["1", "2", "3"])
    }
  }

  @Test("a limit on the length of files ends nobody by SIGXFSZ")
  func limit() async throws {
    let path = home.file.path
    await #expect(processExitsWith: .success) { [path = path as String] in
      let file = ProgressFile(at: path)
      try file.update { $0["a"].complete("1", on: "today") }
      var limit = rlimit()
      getrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
      limit.rlim_cur = 1024
      setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
      var keeper = ProgressKeeper(file)
      #expect(keeper.load() == nil)
      let long = String(repeating: "x", count: 2000)
      #expect(keeper.update { $0["a"].complete(long, on: "today") }?.contains("File too large") == true)
      #expect(try file.load().progress["a"].done == ["1"])
    }
  }

  @Test("in a folder that cannot be written to it is read, and not changed")
  func readOnly() async throws {
    let path = home.file.path
    try home.file.update { $0["a"].complete("1", on: "today") }
    chmod(home.path, 0o755)
    chmod(home.path + "/state", 0o755)
    chmod(home.folder, 0o555)
    chmod(path, 0o644)
    await #expect(processExitsWith: .success) { [path = path as String] in
      // Root may write anywhere.
      if geteuid() == 0 { try #require(setuid(65534) == 0) }
      let file = ProgressFile(at: path)
      var keeper = ProgressKeeper(file)
      #expect(keeper.load() == nil && keeper.progress["a"].done == ["1"])
      #expect(keeper.update { $0["a"].complete("2", on: "today") }?.contains("Permission denied") == true)
      #expect(keeper.progress["a"].done == ["1", "2"])
    }
    try home.write(Array("damage".utf8))
    chmod(path, 0o644)
    await #expect(processExitsWith: .success) { [path = path as String] in
      if geteuid() == 0 { try #require(setuid(65534) == 0) }
      #expect {
        try ProgressFile(at: path).load()
      } throws: {
        "\($0)".contains("is damaged and cannot be set aside")
      }
    }
    #expect(home.read() == Array("damage".utf8))
    chmod(home.folder, 0o755)
  }

  @Test("without any place for it, that is said once and the lesson goes on")
  func homeless() {
    var keeper = ProgressKeeper(nil)
    #expect(keeper.load() != nil)
    #expect(keeper.update { $0["a"].complete("1", on: "today") } == nil)
    #expect(keeper.progress["a"].done == ["1"])
  }
}
