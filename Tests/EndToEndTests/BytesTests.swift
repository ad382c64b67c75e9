import Foundation
import SharedMemory
import Support
import Testing

@Suite("The memory view", .serialized)
struct BytesTests {
  @Test("each process has the same byte at an address of its own, and a step marks what it changed")
  func addressesAndChanges() throws {
    let terminal = try Terminal(["--pace", "step"])
    try terminal.standsReady()
    terminal.press("m")
    try terminal.shows("empty.value = 10", "no step was made since you opened this view")
    for (name, rights) in [("P1", "rw-s"), ("C1", "rw-s")] {
      let pid = try terminal.worker(name).pid
      let maps = try run(["/bin/cat", "/proc/\(pid)/maps"]).output.split(separator: "\n")
      let base = try #require(maps.first { $0.hasSuffix(terminal.segment) }?.prefix { $0 != "-" })
      let line = try #require(terminal.screen.split(separator: "\n").first { $0.contains("\(name) ") })
      #expect(line.contains("\(pid)  \(rights)  0x\(base) + "))
    }
    terminal.press("p")
    try terminal.shows("[09]00 00 00", "empty.value = 9", "changed since the last step, P1 sem_wait(empty)")
    terminal.press("p", "p", "p")
    // The slots lie elsewhere: the view has gone there.
    let offset = "+0x" + String(format: "%05x", RegionLayout(slotCount: 10, slotWords: 1).slotsOffset)
    try terminal.shows("slot[0] = P1·01", "\(offset) [01]00 00 00 00", "‖ step 4")
    terminal.press("p")
    try terminal.shows("+0x001c0 [01]00 00 00 00 00 00 00  in = 1", "‖ step 5")
    terminal.press("Escape")
    try terminal.shows("─ processes")
    terminal.press("q")
    try terminal.ends(0)
  }

  @Test("it lives on while everything runs, with the largest ring too")
  func live() throws {
    let terminal = try Terminal(["--slots", "4096", "--words", "512", "--pace", "full"])
    try terminal.grows("produced")
    terminal.press("m")
    try terminal.shows("empty.value", "at this pace everything changes all the time")
    terminal.press("End")
    try terminal.shows("cells[P32]")
    terminal.press("Home")
    try terminal.shows("header.magic = \"RINGSIDE\"")
    terminal.press("m")
    try terminal.grows("produced")
  }
}
