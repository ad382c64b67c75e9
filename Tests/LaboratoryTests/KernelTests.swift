import Model
import Testing

@testable import Laboratory

@Suite("What /proc says")
struct KernelTests {
  @Test("a line of /proc/PID/syscall")
  func systemCall() {
    #expect(SystemCallLine("running\n") == nil)
    #expect(SystemCallLine("") == nil)
    #expect(SystemCallLine("-1 0x7ffd 0x7f") == nil)
    let futex = SystemCallLine("202 0x7f0000000140 0x0 0x0 0x0 0x0 0x0 0x7ffd 0x7f\n")
    #expect(futex?.number == SystemCallLine.futex)
    #expect(futex?.first == 0x7f00_0000_0140)
  }

  @Test("the state of a process whose name is meant to confuse")
  func state() {
    #expect(ProcessReader.state(inStat: "12 (a) R (b)) S 1 2 3") == "S")
    #expect(ProcessReader.state(inStat: "") == nil)
    #expect(ProcessReader.state(inStat: "12 (a)") == nil)
  }

  @Test("how a process ended, in words")
  func endings() {
    #expect(Ending.killed(signal: 9).sentence == "was killed by SIGKILL")
    #expect(Ending.killed(signal: 63).sentence == "was killed by signal 63")
    #expect(Ending.exited(66).sentence == "gave up: it could not open or map the segment")
    #expect(Ending.exited(99).sentence == "exited with status 99")
  }

  @Test("who is due first, and that one freed late takes its turn at once")
  func timetable() {
    var timetable = Timetable(delay: 1000, seed: 1)
    let P1 = WorkerID(.producer, 1)
    let C1 = WorkerID(.consumer, 1)
    var last: UInt64 = 0
    for _ in 0..<50 {
      let (_, due) = timetable.next(of: [P1])!
      #expect(due >= last)
      last = due
    }
    let (first, due) = timetable.next(of: [P1, C1])!
    #expect(due >= last)
    #expect([P1, C1].contains(first))
    #expect(timetable.next(of: []) == nil)
  }
}
