import Glibc
import MessagePassing
import Model
import Support
import Testing

@testable import Laboratory

@Suite("The comparison, with real processes", .serialized)
struct ComparisonTests {
  private func comparison(_ name: String, _ sizes: [Int], seconds: Double = 0.04) throws -> Comparison {
    var comparison = Comparison()
    comparison.transports = [try #require(Transports.named(name))]
    comparison.sizes = sizes
    comparison.seconds = seconds
    comparison.executable = ringside
    return comparison
  }

  @Test("every transport carries the smallest and the largest that it can", arguments: Transports.all.map(\.name))
  func everyTransport(name: String) throws {
    let report = try #require(try comparison(name, [4, 13, 8192, 65536]).run())
    #expect(report.rows.map(\.size) == [4, 13, 8192, 65536])
    for row in report.rows {
      guard let figures = row.figures else {
        #expect(row.size == 65536 && row.refusal?.summary == "at most 8192 bytes")
        continue
      }
      #expect(figures.messagesPerSecond > 10)
      // A ring enters the kernel only to sleep and to wake.
      #expect(figures.systemCalls >= (name.hasPrefix("ring") ? 0 : 1))
      #expect(figures.roundTrip > 0 && figures.roundTrip <= figures.roundTrip99thPercentile)
    }
  }

  @Test("each process stays on the processor that it was given", arguments: [1, 2])
  func processors(count: Int) throws {
    var comparison = try comparison("pipe", [64], seconds: 10)
    comparison.processors = Comparison.processors(count)
    let processors: [String: Int?] = ["sender": comparison.processors.first, "receiver": comparison.processors.last]
    let wanted = processors.mapValues { "\($0 ?? -1)" }
    var seen: [String: String] = [:]
    _ = try comparison.run(isCancelled: {
      for transfer in transfers() { seen[transfer.side] = allowedProcessors(of: transfer.pid) }
      return seen == wanted
    })
    #expect(seen == wanted)
  }

  @Test("nothing is left, neither a queue nor a process")
  func nothingLeft() throws {
    _ = try comparison("sysv-queue", [64]).run()
    #expect(!ownQueueIsThere)
    #expect(transfers().isEmpty)
  }

  @Test(
    "one that is killed in the middle ends it all, in a sentence",
    arguments: Transports.all.map(\.name), Side.allCases)
  func killed(name: String, side: Side) throws {
    let comparison = try comparison(name, [64], seconds: 30)
    let error = try #require(throws: ComparisonError.self) {
      try comparison.run(isCancelled: {
        transfers().filter { $0.side == side.rawValue }.forEach { kill($0.pid, SIGKILL) }
        return false
      })
    }
    let title = try #require(comparison.transports.first?.title)
    let end = "was killed by SIGKILL during the measurement; run it again"
    #expect("\(error)" == "the \(side) of \(title), 64 bytes, \(end)")
    #expect(transfers().isEmpty)
    #expect(!ownQueueIsThere)
  }

  @Test("cancelled, it ends at once")
  func cancelled() throws {
    for name in ["pipe", "sysv-queue"] {
      var asked = 0
      let report = try comparison(name, [64], seconds: 30).run(isCancelled: {
        asked += 1
        return asked > 2
      })
      #expect(report == nil)
      #expect(transfers().isEmpty)
    }
  }

  @Test("in a process of its own it tells each row, and its end")
  func running() throws {
    let comparison = try RunningComparison(sizes: [64], seconds: 0.02, executable: ringside)
    var news: [RunningComparison.News] = []
    let deadline = time(nil) + 60
    while !news.contains(.ended(nil)), time(nil) < deadline {
      news += comparison.news()
      usleep(10_000)
    }
    let rows = news.compactMap { if case .row(let row) = $0 { row } else { nil } }
    #expect(rows.map(\.transport) == Transports.all.map(\.name) && news.last == .ended(nil))
    #expect(rows.allSatisfy { $0.size == 64 && ($0.figures?.messagesPerSecond ?? 1) > 0 })
    #expect(comparison.news() == [])
  }

  @Test("killed, it says so; ended, it leaves nothing")
  func ended() throws {
    for signal in [SIGKILL, SIGTERM] {
      let comparison = try RunningComparison(sizes: [64], seconds: 30, executable: ringside)
      // Its words are not to be read before it has begun.
      let child = comparison.process.process.pid
      try #require(eventually { children().contains(child) })
      if signal == SIGKILL {
        kill(child, signal)
        var news: [RunningComparison.News] = []
        #expect(
          eventually {
            news += comparison.news(); return !news.isEmpty
          })
        #expect(news == [.ended("the comparison ended early")])
      } else {
        comparison.end()
      }
      #expect(!children().contains(child))
    }
  }

  @Test("a row is the same after its way through the pipe")
  func lines() {
    let rows = [
      ComparisonRow(
        transport: "pipe", size: 64,
        outcome: .measured(
          .init(
            messagesPerSecond: 1234.5, copies: 2, systemCalls: 0.25, roundTrip: 987, roundTrip99thPercentile: 1_987))),
      ComparisonRow(
        transport: "posix-queue", size: 4, outcome: .unavailable(summary: "no room", reason: "there is none")),
    ]
    for row in rows { #expect(ComparisonRow(line: row.line[...]) == row) }
    for line in ["", "pipe", "failed: it is", "pipe\tx\t1\t2\t3\t4\t5", "pipe\t4\t1\t2\t3\t-4\t5", "pipe\t4\t1\t2\t3"] {
      #expect(ComparisonRow(line: line[...]) == nil)
    }
  }

  /// The comparisons that this process has started.
  private func children() -> [Int32] {
    processes().filter { $0.words.count == 6 && $0.words[1] == "comparison" && $0.words[5] == "\(getpid())" }.map(\.pid)
  }

  /// The numbers of the processors that a process may use, as its status in /proc lists them: proc(5).
  private func allowedProcessors(of pid: Int32) -> String? {
    let lines = String(decoding: bytes(of: "/proc/\(pid)/status"), as: UTF8.self).split(separator: "\n")
    return lines.first { $0.hasPrefix("Cpus_allowed_list:") }?.split(separator: "\t").last.map(String.init)
  }

  /// The processes of transfers that this one has started.
  private func transfers() -> [(pid: Int32, side: String)] {
    processes().filter { $0.words.count == 10 && $0.words[1] == "transfer" && $0.words[9] == "\(getpid())" }
      .map { ($0.pid, $0.words[3]) }
  }

  /// All processes, with the words that they were started with.
  private func processes() -> [(pid: Int32, words: [String])] {
    guard let folder = opendir("/proc") else { return [] }
    defer { closedir(folder) }
    var found: [(pid: Int32, words: [String])] = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if let pid = Int32(name) { found.append((pid, words(of: pid))) }
    }
    return found
  }

  private func words(of pid: Int32) -> [String] {
    let parts = bytes(of: "/proc/\(pid)/cmdline").split(separator: 0, omittingEmptySubsequences: false)
    return parts.dropLast().map { String(decoding: $0, as: UTF8.self) }
  }

  /// The beginning of a file of /proc; empty if its process has ended.
  private func bytes(of path: String) -> [UInt8] {
    guard let file = fopen(path, "re") else { return [] }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = fread(&bytes, 1, bytes.count, file)
    return Array(bytes[..<count])
  }

  /// Whether a queue of this process is left.
  private var ownQueueIsThere: Bool {
    Leftovers.survey().found.contains { $0.kind == .queue && $0.creator == getpid() }
  }
}
