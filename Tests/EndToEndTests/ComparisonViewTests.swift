import Foundation
import Support
import Testing

@Suite("The comparison on the screen", .serialized)
struct ComparisonViewTests {
  @Test("it is measured while the experiment stands still, which goes on afterwards")
  func openAndClose() throws {
    let terminal = try Terminal()
    try terminal.grows("produced")
    let program = try terminal.program().pid
    terminal.press("M")
    try terminal.shows("shared memory compared with message passing", "[64]", "measuring …")
    try terminal.comes("a row with figures") { $0.contains("k █") || $0.contains("M █") }
    #expect(comparisons(of: program).count == 1)
    terminal.press("Right", "Right")
    try terminal.shows("[4K]", "measuring …")
    #expect(comparisons(of: program).count == 1)
    terminal.press("Escape")
    try terminal.shows("▶ 125/s each")
    #expect(comparisons(of: program).isEmpty)
    try terminal.grows("produced")
    terminal.press("q")
    try terminal.ends(0)
  }

  @Test("however the program ends, the measurement ends with it", arguments: [SIGTERM, SIGKILL, SIGSEGV])
  func signalled(signal: Int32) throws {
    let terminal = try Terminal(environment: ["SWIFT_BACKTRACE": "enable=no"])
    try terminal.shows("produced")
    let program = try terminal.program()
    terminal.press("M")
    try terminal.shows("measuring …")
    #expect(eventually { comparisons(of: program.pid).count == 1 })
    let pid = try #require(comparisons(of: program.pid).first)
    program.signal(signal)
    #expect(eventually { contents("/proc/\(pid)/cmdline").isEmpty })
    // What was killed outright leaves its segment to the next start.
    if signal == SIGKILL { unlink(terminal.segmentPath) }
  }

  /// The comparisons that a process has started. What a comparison starts has its command line for a moment.
  private func comparisons(of parent: Int32) -> [Int32] {
    let all = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
    return all.compactMap(Int32.init).filter {
      let words = contents("/proc/\($0)/cmdline").split(separator: "\0")
      return words.count == 6 && words[1] == "comparison" && words[5] == "\(parent)"
        && contents("/proc/\($0)/status").contains("\nPPid:\t\(parent)\n")
    }
  }
}
