import Exploration
import Foundation
import Support
import Testing

@Suite("Memory that is not to be had, or that others spoil", .serialized)
struct MemoryTests {
  @Test(
    "a full or read-only /dev/shm is told in one sentence", .enabled(if: PrivateMemory.isAvailable),
    arguments: [("size=1m", "/dev/shm has no room for"), ("ro", "/dev/shm cannot be written to")])
  func noMemory(options: String, words: String) throws {
    let large = ["--slots", "4096", "--words", "512"]
    let terminal = try Terminal(large, memory: PrivateMemory(options))
    try terminal.ends(1)
    try terminal.shows("ringside: \(words)")
    let finished = try run(PrivateMemory(options).prefix + [ringside, "--headless", "--items", "5"] + large)
    #expect(finished.status == 1)
    #expect(finished.output == "")
    #expect(finished.errors.hasPrefix("ringside: \(words)") && finished.errors.filter { $0 == "\n" }.count == 1)
  }

  @Test("a segment of that name stays as it is", arguments: [[], ["--headless", "--items", "5"]])
  func taken(options: [String]) throws {
    // `$3` is the name that Ringside is told.
    let terminal = try Terminal(options, script: #"printf theirs >"/dev/shm$3"; "$@""#)
    try terminal.shows("status=1\n", "ringside: a segment \(terminal.segment)", "is already there")
    let path = "/dev/shm" + terminal.segment
    #expect(contents(path) == "theirs")
    unlink(path)
    terminal.close()
  }

  @Test(
    "a truncated segment is told in one sentence",
    arguments: [(0, "125"), (0, "step"), (4096, "full"), (4096, "step"), (100_000, "125")])
  func truncated(size: Int, pace: String) throws {
    let terminal = try Terminal(["--pace", pace, "--producers", "2"])
    try terminal.shows("─ ledger ─", "P2")
    #expect(truncate(terminal.segmentPath, size) == 0)
    try terminal.ends(1)
    try terminal.shows("ringside: somebody truncated the segment", "start again")
  }

  @Test("a segment full of noise is told in one sentence, or survived", arguments: UInt64(1)...3)
  func noise(seed: UInt64) throws {
    let terminal = try Terminal(["--pace", ["125", "full", "step"][Int(seed % 3)], "--producers", "2"])
    try terminal.shows("─ ledger ─", "P2")
    try scribble(over: terminal.segmentPath, seed: seed)
    try terminal.ends(1)
    try terminal.shows("ringside: somebody wrote over", "start again")
  }

  @Test("noise behind header and control is not to be trusted, but it lives", arguments: UInt64(1)...2)
  func noiseBehind(seed: UInt64) throws {
    let terminal = try Terminal(["--pace", ["125", "step"][Int(seed % 2)], "--producers", "2", "--discipline", "none"])
    try terminal.shows("─ ledger ─", "P2")
    try scribble(over: terminal.segmentPath, from: 256, seed: seed)
    terminal.press("Tab", "v", "v", "v", "v", "p", "c")
    try terminal.resize(200, 60)
    try terminal.shows("timeline")
    terminal.press("R")
    try terminal.shows("Reset: ring and ledger are empty")
    terminal.press("f")
    try terminal.shows("full speed")
    try terminal.grows("produced")
    terminal.press("q")
    try terminal.ends(0)
  }

  @Test("so it is without a screen", arguments: ["truncated", "noise"])
  func headless(what: String) throws {
    let background = try Background(["--seconds", "600"])
    #expect(background.isRunning())
    if what == "truncated" {
      #expect(truncate(background.segmentPath, 4096) == 0)
    } else {
      try scribble(over: background.segmentPath, seed: 1)
    }
    #expect(background.wait() == 1)
    #expect(background.errors.hasPrefix("ringside: somebody ") && background.errors.filter { $0 == "\n" }.count == 1)
    #expect(background.output == "")
    #expect(background.isGone())
  }

  @Test("a segment whose name somebody removed goes on, the title says so, and whose name it is by then is not touched")
  func removed() throws {
    let terminal = try Terminal()
    try terminal.grows("produced")
    #expect(unlink(terminal.segmentPath) == 0)
    try terminal.shows("REMOVED")
    try terminal.grows("produced")
    try Data("theirs".utf8).write(to: URL(fileURLWithPath: terminal.segmentPath))
    terminal.press("q")
    try terminal.shows("somebody removed the segment")
    #expect(contents(terminal.segmentPath) == "theirs")
    unlink(terminal.segmentPath)
    try terminal.ends(0)
  }

  /// Writes bytes that are random, but the same for the same seed.
  private func scribble(over path: String, from start: Int = 0, seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let file = try FileHandle(forUpdating: URL(fileURLWithPath: path))
    let count = Int(try file.seekToEnd()) - start
    try file.seek(toOffset: UInt64(start))
    try file.write(contentsOf: Data((0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }))
    try file.close()
  }
}
