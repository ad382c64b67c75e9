import Model
import Programs
import Testing

@testable import Reports

@Suite("The report on a run")
struct RunReportTests {
  private func report(
    _ setup: Setup, _ ledger: LedgerCounts, ending: RunReport.Ending = .items,
    _ change: (inout Outcome) -> Void = { _ in }
  ) -> RunReport {
    let discipline = Discipline(
      name: setup.discipline, title: "", summary: "", verdict: "", isCorrect: true, program: setup.program,
      synchronizers: [],
      listing: Listing(adder: []))
    let snapshot = Snapshot(
      time: 0, memory: MemoryView(backend: .posix, name: "/x"), discipline: discipline, pace: .full, steps: 0,
      words: 1, synchronizers: [], workers: [], ledger: ledger)
    var outcome = Outcome(of: snapshot)
    change(&outcome)
    return RunReport(
      setup, backend: .posix, provocation: 0, ledger: ledger, outcome: outcome, ending: ending, elapsedSeconds: 0.5,
      itemsPerSecond: 200)
  }

  @Test("tells a ring that holds in four sentences")
  func ring() {
    let report = report(Setup(producers: 2), LedgerCounts(produced: 100, taken: 100))
    #expect(
      report.sentences == [
        "semaphores on 10 slots, 2 producers, 1 consumer", "produced 100, consumed 100, in the ring 0",
        "lost 0, duplicated 0, torn 0, phantom 0", "ended when all items were done, after 0.50 s",
        "holds: every item accounted for, 200 items a second",
      ])
  }

  @Test("adds up what is violated, and says first that a signal came between")
  func violated() {
    let ledger = LedgerCounts(produced: 10, taken: 7, duplicated: 2, lost: 3)
    let report = report(Setup(discipline: "none"), ledger, ending: .signal) {
      $0.troubles = [Trouble(WorkerID(.producer, 1), .crashed, "P1 (5) was killed by SIGSEGV")]
    }
    #expect(
      report.sentences.suffix(2) == [
        "ended by a signal, after 0.50 s",
        "interrupted; until then: violated: 5 errors, 1 failed worker, 200 items a second",
      ])
  }

  @Test("says of a deadlock who waits, and whether company would help")
  func deadlock() {
    let wait = Wait(WorkerID(.producer, 1), .empty, .nobodyIsLeft, helper: Program.ring.parts[1])
    let report = report(Setup(consumers: 0), LedgerCounts(produced: 10, inRing: 10), ending: .deadlock) {
      ($0.verdict, $0.waits) = (.deadlock, [wait])
    }
    #expect(
      report.sentences.suffix(2) == [
        "P1 waits for empty: no process is left to post it; adding a consumer would help",
        "deadlock: no process that is here can end this wait",
      ])
  }

  @Test("is flat in JSON, without what does not apply")
  func json() throws {
    let text = try JSONOutput.object(
      RunReportData(report(Setup(), LedgerCounts(produced: 3, taken: 2, inRing: 1))), kind: "report",
      units: RunReportData.units)
    #expect(
      text == """
        {"backend":"posix","consumed":2,"consumers":1,"discipline":"semaphores","duplicated":0,"elapsedSeconds":0.5,\
        "endedBy":"items","failures":[],"inRing":1,"interrupted":false,"itemsPerSecond":200,"kind":"report",\
        "ledger":true,"lost":0,"miscounts":[],"needsCompany":false,"overlaps":0,"phantom":0,"produced":3,"producers":1,\
        "program":"ring","provoke":0,"schema":1,"slots":10,"torn":0,\
        "units":{"elapsedSeconds":"s","itemsPerSecond":"1/s","words":"8 bytes"},"verdict":"holds","waits":[],"words":1}
        """)
  }
}

@Suite("The table of what was left behind")
struct LeftoverTableTests {
  private func leftover(_ name: String, _ state: Leftover.State) -> Leftover {
    Leftover(
      kind: .posix, name: name, bytes: 4096, creator: 77, attached: nil, key: nil, user: 0, state: state,
      look: "ls -l \(name)", clear: state == .notOurs ? nil : "rm \(name)")
  }

  @Test("has a line for each, and what to type below it")
  func lines() {
    #expect(
      LeftoverTable.lines([leftover("/a\u{1b}", .dead), leftover("/b", .removed), leftover("/c", .notOurs)]) == [
        "POSIX shared memory /aU+001B  4096 bytes  created by process 77  left behind: its creator is dead",
        "    ls -l /aU+001B    rm /aU+001B",
        "POSIX shared memory /b  4096 bytes  created by process 77  removed",
        "POSIX shared memory /c  4096 bytes  created by process 77  not Ringside's, or another user's: left alone",
        "    ls -l /c",
      ])
  }

  @Test("says how to remove them, and what was cleared away at the start")
  func remarks() {
    let dead = (1...5).map { leftover("/r\($0)", .dead) }
    #expect(LeftoverTable.remark(dead) == "5 left behind; `ringside segments --remove` removes them")
    #expect(LeftoverTable.remark([leftover("/a", .alive)]) == nil)
    #expect(LeftoverTable.remark([]) == "Ringside has nothing on this machine, and left nothing behind")
    #expect(
      LeftoverTable.notice(cleared: dead)
        == "cleared what a Ringside that was killed had left behind: POSIX shared memory /r1, POSIX shared memory /r2, "
        + "POSIX shared memory /r3 and 2 more")
    #expect(LeftoverTable.notice(cleared: []) == nil)
  }
}
