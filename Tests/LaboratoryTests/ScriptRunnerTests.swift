import Glibc
import Model
import Programs
import Support
import Testing

@testable import Laboratory

@Suite("Scripts on real processes", .serialized)
struct ScriptRunnerTests {
  private func stage(_ setup: Setup, test: String = #function, line: Int = #line) throws -> ScriptRunner {
    try ScriptRunner(setup, memory: .posix(name: uniqueSegmentName(test, line: line)), executable: ringside)
  }

  private func condition(_ text: String) throws -> Condition { try Condition(reading: text) }

  private func moves(_ text: String) throws -> ScriptStep { .moves(try Schedule(reading: text)) }

  private func holds(_ text: String, _ stage: ScriptRunner) throws -> Bool {
    try condition(text).holds(in: stage.evidence)
  }

  @Test("moves are made in order, deaths among them, and can be stepped back through")
  func moved() throws {
    let stage = try stage(Setup(producers: 2, consumers: 1, pace: .step))
    defer { stage.close() }
    stage.perform([try moves("P1*3 kill:P1 P2*2"), try moves("C1")])
    try stage.finish()
    #expect(try holds("P1 is killed and P2 is blocked on mutex and C1 is blocked on full", stage))
    #expect(stage.experiment.snapshot().schedule?.description == "P1*3 kill:P1 P2*2 C1")
    for _ in 0..<4 { try stage.experiment.apply(.back) }
    #expect(try holds("P1 is alive and P1 is inside and steps = 3", stage))
  }

  @Test("a run until a condition goes step by step, the same way each time, and leads back")
  func runs() throws {
    let stage = try stage(Setup(producers: 2, consumers: 2, discipline: "none", pace: .step, seed: 7))
    defer { stage.close() }
    let run = ScriptStep.run(ScriptStep.Run(until: try condition("lost >= 2"), .stepped(limit: 1000)))
    stage.perform([run])
    try stage.finish()
    let first = try #require(stage.experiment.snapshot().schedule)
    #expect(stage.experiment.snapshot().ledger.lost == 2)
    try stage.experiment.apply(.back)
    #expect(stage.experiment.snapshot().ledger.lost == 1)
    stage.perform([.reset, run])
    try stage.finish()
    #expect(stage.experiment.snapshot().schedule == first)
  }

  @Test("a condition that does not come true says what was found instead")
  func unmet() throws {
    let stage = try stage(Setup(producers: 1, consumers: 0, pace: .step))
    defer { stage.close() }
    stage.perform([.run(ScriptStep.Run(until: try condition("lost = 1"), .stepped(limit: 20))), try moves("P1")])
    let refusal = #expect(throws: Refusal.self) { try stage.finish() }
    #expect(refusal?.description == "lost = 1 did not come true: after 20 steps, lost = 0")
    // What comes after it was given up.
    #expect(stage.due == nil && stage.experiment.snapshot().steps == 20)
    stage.perform([.run(ScriptStep.Run(until: try condition("lost = 1"), .stepped(limit: 1000)))])
    let stuck = #expect(throws: Refusal.self) { try stage.finish() }
    #expect(stuck?.description.contains("when nobody could move any more, lost = 0") == true)
  }

  @Test("a run at full speed ends with everyone standing still, and the condition holds then")
  func free() throws {
    let stage = try stage(Setup(producers: 2, consumers: 2, discipline: "none", pace: .step))
    defer { stage.close() }
    stage.perform([.run(ScriptStep.Run(until: try condition("lost >= 1 and produced >= 1000"), .free(seconds: 30)))])
    try stage.finish()
    let snapshot = stage.experiment.snapshot()
    #expect(snapshot.pace == .step && snapshot.ledger.lost >= 1 && snapshot.schedule == nil)
  }

  @Test("a deadlock at full speed is waited for, and stays")
  func deadlock() throws {
    let stage = try stage(Setup(slots: 1, producers: 1, consumers: 1, discipline: "mutex-first", pace: .step))
    defer { stage.close() }
    stage.perform([.run(ScriptStep.Run(until: try condition("everyone waits"), .free(seconds: 30)))])
    try stage.finish()
    #expect(try holds("everyone waits and waiting = 2", stage))
  }

  @Test("a lesson's conditions come to the verdict of a run, also about one process that nobody will wake")
  func verdict() throws {
    let setup = Setup(program: .counter, producers: 2, consumers: 0, discipline: "private-mutex", pace: .step)
    let stage = try stage(setup)
    defer { stage.close() }
    #expect(try holds("verdict = holds", stage))
    stage.perform([try moves("A1*4 A2 A1")])
    try stage.finish()
    #expect(try holds("verdict = deadlock and A2 is waiting for ever", stage))
    #expect(try !holds("everyone waits", stage))
    #expect(try !holds("A1 is waiting for ever", stage))
  }

  @Test("another experiment takes the place of the one before, which leaves nothing behind")
  func begun() throws {
    let stage = try ScriptRunner(Setup(producers: 1, pace: .step), executable: ringside)
    let before = stage.experiment.locator.name
    let setup = Setup(program: .counter, producers: 2, consumers: 0, discipline: "none", pace: .step)
    stage.perform([.begin(setup, .sysv), try moves("A1 A2 A1*2 A2*2"), .discipline("mutex")])
    var news: [ScriptRunner.News] = []
    while stage.due != nil { news += stage.advance(until: .max) }
    #expect(news == [.began, .done])
    #expect(try holds("backend = sysv and discipline = mutex and counter = 0", stage))
    #expect(access("/dev/shm" + before, F_OK) != 0)
    stage.close()
  }

  @Test("what is to be followed with the eyes takes its time, until one is in a hurry")
  func watched() throws {
    let stage = try stage(Setup(producers: 1, pace: .step))
    defer { stage.close() }
    stage.perform([try moves("P1*2")], watched: [try moves("P1*4")])
    #expect(stage.advance(until: .max) == [])
    #expect(stage.experiment.snapshot().steps == 3 && stage.due != nil)
    stage.hurry()
    #expect(stage.advance(until: .max) == [.done])
    #expect(stage.experiment.snapshot().steps == 6)
  }

  @Test("who dies on the way to what is watched is no news, who dies before one's eyes is")
  func noticed() throws {
    let stage = try stage(Setup(producers: 2, pace: .step))
    defer { stage.close() }
    stage.perform([.moves(try Schedule(reading: "P1 kill:P1"))], watched: [.moves(try Schedule(reading: "kill:P2"))])
    #expect(stage.isPreparing)
    try stage.finish()
    let notices = stage.experiment.takeNotices()
    #expect(!stage.isPreparing && notices.count == 1 && notices[0].hasPrefix("P2 "))
  }

  @Test("a comparison is measured in rows that conditions can speak of")
  func measured() throws {
    let stage = try stage(Setup(producers: 1, pace: .step))
    defer { stage.close() }
    stage.perform([.compare([64], processors: 1)])
    try stage.finish()
    #expect(try holds("pipe@64.rate > 0 and ring-semaphores@64.roundtrip > 0", stage))
    #expect(try !holds("pipe@32.rate > 0", stage))
  }
}
