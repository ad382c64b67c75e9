import Model
import Testing

@Suite("Schedules as text")
struct ScheduleTests {
  @Test(
    "a schedule is read as it is written",
    arguments: [
      "P1*4 C1*2 P1", "C2", "A1*3 A2", "P1*4 kill:P1 P2*3 restart:P1 add:P3 remove:C1", "kill:P1 kill:P2",
    ])
  func text(text: String) throws {
    #expect(try Schedule(reading: text).description == text)
  }

  @Test(
    "a text that is not a schedule is refused with what would be right",
    arguments: [
      ("", "it is empty; write a schedule like P1*4 C1*2 P1"),
      ("P1*0", "`P1*0` is not a step; write steps like P1*4 C1*2 P1"),
      ("P1*x", "`P1*x` is not a step"),
      ("P1**2", "`P1**2` is not a step"),
      ("q1", "`q1` is not a step"),
      ("P", "`P` is not a step"),
      ("P1*100001", "`P1*100001` is not a step"),
      ("P1*", "`P1*` is not a step"),
      ("*2", "`*2` is not a step"),
      ("P1*+3", "`P1*+3` is not a step"),
      ("P1+*+3", "`P1+*+3` is not a step"),
      ("P01", "`P01` is not a step"),
      ("P+1", "`P+1` is not a step"),
      ("P-1", "`P-1` is not a step"),
      ("P0", "`P0` is not a step"),
      ("P00", "`P00` is not a step"),
      ("P1*03", "`P1*03` is not a step"),
      ("P1*-1", "`P1*-1` is not a step"),
      ("P1*3x", "`P1*3x` is not a step"),
      ("P1x", "`P1x` is not a step"),
      ("p1", "`p1` is not a step"),
      ("P1*2*2", "`P1*2*2` is not a step"),
      ("P1*99999999999999999999", "`P1*99999999999999999999` is not a step"),
      ("P99999999999999999999", "`P99999999999999999999` is not a step"),
      ("P٣", "`P٣` is not a step"),
      ("P1*٣", "`P1*٣` is not a step"),
      ("P1́", "`P1́` is not a step"),
      ("P 1", "`P 1` is not a step"),
      (" P1", "` P1` is not a step"),
      ("P1*3,", "`P1*3,` is not a step"),
      ("P1;", "`P1;` is not a step"),
      ("Ｐ１", "`Ｐ１` is not a step"),
      ("P 1", "`P` is not a step"), ("P1 * 3", "`*` is not a step"), ("P1\u{0}", "is not a step"),
      ("\u{1B}[2J", "is not a step"),
      ("P1*99999 C1*2", "a schedule can have 100000 moves at most"),
      ("P1*100000 kill:P1", "a schedule can have 100000 moves at most"),
      ("foo:P1", "`foo:P1` is not a move; besides steps there are kill:P1, restart:P1, add:P1 and remove:P1"),
      ("kill:", "`kill:` is not a move"),
      ("kill:1P", "`kill:1P` is not a move"),
      (":P1", "`:P1` is not a move"),
      ("kill:P1*2", "`kill:P1*2` is not a move"),
      ("kill:add:P1", "`kill:add:P1` is not a move"),
      ("step:P1", "`step:P1` is not a move"),
      ("kill:P01", "`kill:P01` is not a move"),
      ("kill:+P1", "`kill:+P1` is not a move"),
      ("KILL:P1", "`KILL:P1` is not a move"),
      ("kill:P1x", "`kill:P1x` is not a move"),
      ("kill:p1", "`kill:p1` is not a move"),
      ("add:P+1", "`add:P+1` is not a move"),
      ("kill: P1", "`kill:` is not a move"), ("kill :P1", "`kill` is not a step"),
    ])
  func mistakes(text: String, reason: String) throws {
    let mistake = #expect(throws: Schedule.Mistake.self) { try Schedule(reading: text) }
    #expect(try #require(mistake).description.contains(reason))
  }

  @Test(
    "repeated steps are written once, and nothing else is",
    arguments: [
      ("P1 P1 C1 C1 C1 P1", "P1*2 C1*3 P1"), (" P1\nP1*2", "P1*3"), ("P1 kill:C1 P1", "P1 kill:C1 P1"),
    ])
  func shortest(text: String, short: String) throws {
    #expect(try Schedule(reading: text).description == short)
  }

  @Test("the steps of a schedule, without what is done in between")
  func steps() throws {
    #expect(try Schedule(reading: "P1 kill:P2 C1*2").steps == [P1, C1, C1])
    #expect(Schedule([P1, C1]).moves == [.step(P1), .step(C1)])
  }

  @Test(
    "who comes and goes may do so",
    arguments: [
      "P1 C1", "add:P2 P2", "kill:P1 restart:P1 P1", "kill:P1 remove:P1 add:P1 P1", "remove:P1 P1*7 add:P1 P1",
      "remove:P1 kill:P1 add:P1", "add:P32 kill:P32", "kill:P1 remove:C1",
    ])
  func possible(text: String) throws {
    #expect(try Schedule(reading: text).whyNot(Setup()) == nil)
  }

  @Test(
    "what cannot be is told with the number of the move",
    arguments: [
      ("P1 P2", "move 2, P2: there is no P2 among the 2 processes; add:P2 lets it join"),
      ("kill:P1 P1", "move 2, P1: P1 has ended already; restart:P1 starts it again"),
      ("kill:P1 kill:P1", "move 2, kill:P1: P1 has ended already"),
      ("kill:P2", "there is no P2"), ("restart:P1", "move 1, restart:P1: P1 is alive"),
      ("add:P1", "P1 already exists"), ("kill:P1 add:P1", "restart:P1 starts it again"),
      ("add:P33", "32 producers is the maximum"), ("add:A1", "the program ring has no process A"),
      ("remove:P1 remove:P1", "P1 is already leaving; it finishes its item first"),
      ("kill:P1 remove:P1 P1", "there is no P1"),
      ("remove:P1 remove:C1", "move 2, remove:C1: C1 is the last process, and one must stay"),
      ("remove:P1 kill:P1 P1", "there is no P1"), ("A1", "there is no A1"),
    ])
  func impossible(text: String, reason: String) throws {
    let found = try #require(try Schedule(reading: text).whyNot(Setup()))
    #expect(found.contains(reason))
  }
}
