import Lessons
import Testing

/// A text, and the beginnings of what must be said of it.
struct Wrong: Sendable, CustomTestStringConvertible {
  var text: String
  var mistakes: [String]

  init(_ text: String, _ mistakes: String...) { (self.text, self.mistakes) = (text, mistakes) }

  var testDescription: String { String(text.prefix(60)).debugDescription }

  func check(_ found: [String]) {
    #expect(found.count == mistakes.count, "\(found)")
    for (found, expected) in zip(found, mistakes) { #expect(found.hasPrefix(expected)) }
  }
}

@Suite("What is wrong is said, with its line")
struct MistakeTests {
  @Test(
    "fences and headings",
    arguments: [
      Wrong(
        "```perdict\nask: x\n```",
        "11: `perdict` is not a block (did you mean `predict`?); use do, setup, predict, explore, expect, hint, challenge, notes"
      ),
      Wrong("```swift\nx\n```", "11: `swift` is not a block; use"),
      Wrong("x\n```do\nreset", "12: this block is not closed; end it with a line ```"),
      Wrong("x\n````notes\nreset\n```", "12: this block is not closed; end it with a line ````"),
      Wrong("```do\n\n```", "11: this block is empty"),
      Wrong("x\n##\ny", "12: `##` is not a heading; write one like"),
      Wrong("x\n### y\nz", "12: `### y` is not a heading"),
      Wrong("x\n# y\nz", "12: `# y` is not a heading"),
      Wrong("## a\n\n## b\nx", "11: this step is empty"),
      Wrong("", "1: the lesson has no step"),
      Wrong("x\n```hint\ny\n```", "12: this hint has no predict or challenge before it in its step"),
      Wrong("x\n```notes\n## y\n```", "13: a note cannot contain a heading"),
      Wrong("x\n````notes\n```do\nreset\n```\n````", "13: a note cannot contain a block `do`"),
    ])
  func blocks(wrong: Wrong) { wrong.check(Sample.mistakes(behindFront: wrong.text)) }

  @Test(
    "do",
    arguments: [
      Wrong("stepp P1", "12: `stepp` is not a verb of a do block (did you mean `step`?); use step, kill,"),
      Wrong("reset\n\nstep P1*x", "14: `P1*x` is not a step"),
      Wrong("step", "12: it is empty; write a schedule like"),
      Wrong("step kill:P1", "12: `step` takes only steps"),
      Wrong("kill", "12: `kill` takes one process, such as `kill P1`"),
      Wrong("restart P1 P2", "12: `restart` takes one process, such as `restart P1`, not `P1 P2`"),
      Wrong("reset all", "12: `all` cannot follow `reset`"),
      Wrong("discipline", "12: the name of the discipline is missing"),
      Wrong(
        "discipline semaphore",
        "12: `semaphore` is not a discipline of the program ring (did you mean `semaphores`?); use"),
      Wrong("discipline lock-free", "12: lock-free is made for 1 producer, and there are 2"),
      Wrong("run", "12: `run` needs `until`"),
      Wrong("run untilx lost = 1", "12: `run` needs `until`"),
      Wrong("run until", "12: a condition is missing"),
      Wrong("run until lots = 1", "12: there is no 'lots' to look up"),
      Wrong("run until lost = 1 within 5 s", "12: `run until` has a limit of 1 to 100000 steps"),
      Wrong("run until lost = 1 within", "12: `run until` has a limit"),
      Wrong("run until lost = 1 within 0 steps", "12: `run until` has a limit"),
      Wrong(
        "run at full speed until lost = 1 within 5 steps", "12: `run at full speed` has a limit of at most 600 s"),
      Wrong("run at full speed until lost = 1 within nan s", "12: `run at full speed` has a limit"),
      Wrong("run at full speed until lost = 1 within -1 s", "12: `run at full speed` has a limit"),
      Wrong("run at full speed until lost = 1 within 1e9 s", "12: `run at full speed` has a limit"),
      Wrong("compare", "12: `compare` takes sizes from 4 to 65536 bytes"),
      Wrong("compare 64 x", "12: `compare` takes sizes"),
      Wrong("compare 64 64", "12: a size is there twice"),
      Wrong("compare on 2 processors", "12: `compare` takes sizes"),
      Wrong("compare 64 on 3 processors", "12: after `on`, write 1 processor or 2 processors"),
      Wrong("compare 64 on 2", "12: after `on`, write 1 processor or 2 processors"),
      Wrong("compare 64 on 2 processors now", "12: after `on`, write 1 processor or 2 processors"),
      Wrong("step P3", "12: there is no process P3; use P1 to P2, C1, or add it first"),
      Wrong("kill C2", "12: there is no process C2"),
      Wrong("add A1", "12: the program ring has no process A1"),
      Wrong("add P33", "12: P33 cannot be added; a role has at most 32 processes"),
      Wrong("run until P7 is blocked", "12: there is no process P7"),
      Wrong("step P1*100000\nstep C1", "13: a lesson has at most 100000 moves"),
      Wrong("add P3\nstep P3\nreset"),
    ])
  func deeds(wrong: Wrong) { wrong.check(Sample.mistakes(behindFront: "```do\n\(wrong.text)\n```")) }

  @Test(
    "expect",
    arguments: [
      Wrong("lost = 1\nlost", "13: `lost` is not a condition"),
      Wrong("P1 is asleep", "12: a process is never 'asleep'"),
      Wrong("text = \"x", "12: a quotation mark is missing"),
      Wrong("P3.i = 0\nC1.o = C2.o", "12: there is no process P3", "13: there is no process C2"),
      Wrong(
        "slot[9] = empty\nslot[10] = slot[99]", "13: there is no slot[10]; use slot[0] to slot[9]",
        "13: there is no slot[99]"),
    ])
  func expectations(wrong: Wrong) { wrong.check(Sample.mistakes(behindFront: "```expect\n\(wrong.text)\n```")) }

  @Test(
    "predict",
    arguments: [
      Wrong("ask: x\nnumber: lost\nanswer: two", "14: `answer` must be a whole number, not `two`"),
      Wrong("ask: x\nnumber: lots\nanswer: 2", "13: there is no 'lots' to look up"),
      Wrong("ask: x\nnumber: lost", "11: a prediction needs a field `answer`"),
      Wrong("number: lost\nanswer: 1", "11: a prediction needs a field `ask`"),
      Wrong("ask: x\nanswer: 1", "11: a prediction needs exactly one of choices, number and text, and has none"),
      Wrong(
        "ask: x\nnumber: lost\ntext: lost\nanswer: 1",
        "11: a prediction needs exactly one of choices, number and text, and has number and text"),
      Wrong(
        "ask: x\nnumber: lost\nanswer: 1\nhints: y",
        "15: `hints` is not a field of a prediction; use ask, choices"),
      Wrong("ask:\nnumber: lost\nanswer: 1", "12: `ask` is empty"),
      Wrong("ask: [x]\nnumber: lost\nanswer: 1", "12: `ask` must be a text"),
      Wrong("ask: x\nchoices: y\nanswer: 1", "13: `choices` must be a list"),
      Wrong("ask: x\nchoices:\n  - says: a\n    if: lost = 0\nanswer: 1", "13: a prediction has 2 to 9 choices, not 1"),
      Wrong(
        "ask: x\nchoices:\n  - says: a\n    if: lost = 0\n  - says: b\n    if: lost = 1\nanswer: 3",
        "18: `answer` must be a whole number from 1 to 2, not `3`"),
      Wrong(
        "ask: x\nchoices:\n  - says: a\n  - b\nanswer: 2", "14: a choice needs a field `if`",
        "15: a choice consists of fields"),
      Wrong(
        "ask: x\nchoices:\n  - say: a\n    if: lost = 0\n  - says: b\n    if: los = 1\nanswer: 2",
        "14: `say` is not a field of a choice (did you mean `says`?)", "14: a choice needs a field `says`",
        "17: there is no 'los' to look up"),
      Wrong(
        "ask: x\nchoices:\n  - says: a\n    if: lost = 0\n    because:\n  - says: b\n    if: lost = 1\n    becuase: c\nanswer: 2",
        "16: `because` is empty", "19: `becuase` is not a field of a choice (did you mean `because`?)"),
      Wrong(
        "ask: x\nchoices:\n  - says: a\n    if: lost = 0\n    because: [c]\n  - says: b\n    if: lost = 1\nanswer: 2",
        "16: `because` must be a text"),
      Wrong("ask: x\nnumber: slot[0]\nanswer: 1", "13: `slot[0]` is not a number; write `text: slot[0]`"),
      Wrong("ask: x\nnumber: P1.next\nanswer: 1", "13: `P1.next` is not a number"),
      Wrong("ask: x\nnumber: memory.nattch\nanswer: 1"),
      Wrong("ask: x\ntext: slot[99]\nanswer: empty", "11: there is no slot[99]"),
      Wrong("ask: x\ntext: P9.next\nanswer: y", "11: there is no process P9"),
      Wrong("ask: x\ntext: P1.next\nanswer: []", "14: `answer` must be a text"),
      Wrong("ask: x\ntext: P1.next\nanswer: [a, \"\"]", "14: an answer is empty"),
      Wrong("just words", "12: a prediction consists of fields"),
    ])
  func predictions(wrong: Wrong) { wrong.check(Sample.mistakes(behindFront: "```predict\n\(wrong.text)\n```")) }

  @Test(
    "challenge",
    arguments: [
      Wrong("goal: x\nwin: lost = 1", "11: a challenge needs a field `solution`"),
      Wrong("win: lost =\nsolution: P1", "11: a challenge needs a field `goal`", "12: `lost =` is not a condition"),
      Wrong(
        "goal: x\nwin: lost = 1\nsteps: 0\nsolution: P1", "14: `steps` must be a whole number from 1 to 100000, not `0`"
      ),
      Wrong(
        "goal: x\nwin: lost = 1\nsteps: 2\nsolution: P1*3", "15: the solution takes 3 steps, but only 2 are allowed"),
      Wrong("goal: x\nwin: lost = 1\nsolution: P1 die:P1", "14: `die:P1` is not a move"),
      Wrong("goal: x\nwin: P3 is alive\nsolution: P4", "13: there is no process P3", "14: there is no process P4"),
      Wrong("goal: x\nwin: P3 is alive\nsolution: add:P3 P3"),
    ])
  func challenges(wrong: Wrong) { wrong.check(Sample.mistakes(behindFront: "```challenge\n\(wrong.text)\n```")) }

  @Test(
    "setup",
    arguments: [
      Wrong("program: ring", "11: a setup needs a field `discipline`"),
      Wrong("discipline: none", "11: a setup needs a field `program`"),
      Wrong(
        "program: rings\ndiscipline: none",
        "12: `rings` is not a program (did you mean `ring`?); use ring, counter, message"),
      Wrong(
        "program: ring\ndiscipline: nono", "13: `nono` is not a discipline of the program ring (did you mean `none`?)"),
      Wrong(
        "program: ring\ndiscipline: lock-free\nproducers: 2", "13: lock-free is made for 1 producer, and there are 2"),
      Wrong(
        "program: counter\ndiscipline: mutex-first", "13: `mutex-first` is not a discipline of the program counter"),
      Wrong(
        "program: ring\ndiscipline: none\nslot: 3",
        "14: `slot` is not a field of a setup (did you mean `slots`?); use program,"),
      Wrong(
        "program: ring\ndiscipline: none\nslots: 0\nwords: 513\nproducers: 33\nconsumers: x",
        "14: `slots` must be a whole number from 1 to 4096, not `0`",
        "15: `words` must be a whole number from 1 to 512",
        "16: `producers` must be a whole number from 0 to 32",
        "17: `consumers` must be a whole number from 0 to 32, not `x`"),
      Wrong("program: ring\ndiscipline: none\nproducers: 0\nconsumers: 0", "11: there is no process; use at least one"),
      Wrong(
        "program: ring\ndiscipline: none\nprocesses: 2",
        "14: the ring has no `processes`; use `producers` and `consumers`"),
      Wrong(
        "program: counter\ndiscipline: none\nconsumers: 2", "14: the program counter has no consumers; use `processes`"),
      Wrong("program: counter\ndiscipline: none\nprocesses: 0", "14: `processes` must be a whole number from 1 to 32"),
      Wrong("program: counter\ndiscipline: none\ntext: x", "14: the program counter has no `text`"),
      Wrong(
        "program: message\ndiscipline: none\ntext: \(String(repeating: "x", count: 121))",
        "14: `text` must be one line of at most 120 bytes"),
      Wrong("program: message\ndiscipline: none\ntext: |\n  a\n  b", "14: `text` must be one line"),
      Wrong("program: message\ndiscipline: none\ntext: \"\"", "14: `text` is empty"),
      Wrong(
        "program: ring\ndiscipline: none\nbackend: posixx", "14: `posixx` is not a backend (did you mean `posix`?)"),
      Wrong("program: ring\ndiscipline: none\nseed: -1", "14: `seed` must be a whole number, not `-1`"),
      Wrong("- program: ring", "12: a setup consists of fields"),
      // What follows is another experiment.
      Wrong(
        "program: ring\ndiscipline: none\n```\n```do\nstep P2",
        "16: there is no process P2; use P1, C1, or add it first"),
      Wrong(
        "program: ring\ndiscipline: none\nslots: 1\n```\n```expect\nslot[1] = empty",
        "17: there is no slot[1]; use slot[0]"),
      Wrong(
        "program: counter\ndiscipline: none\n```\n```expect\nslot[0] = empty",
        "16: there is no slot[0]; the program counter has no slots"),
      // Nothing is said of what runs on an experiment that is not known.
      Wrong(
        "program: counter\ndiscipline: nono\n```\n```do\nstep A1",
        "13: `nono` is not a discipline of the program counter"),
    ])
  func setups(wrong: Wrong) { wrong.check(Sample.mistakes(behindFront: "```setup\n\(wrong.text)\n```")) }

  @Test("a prediction may be about an experiment that begins before it is judged")
  func predictionBeforeSetup() {
    let text = "```predict\nask: x\nnumber: A1.r\nanswer: 1\n```\n```setup\nprogram: counter\ndiscipline: none\n```\n"
    #expect(Sample.mistakes(behindFront: text) == [])
  }

  @Test(
    "front matter",
    arguments: [
      Wrong("", "1: the front matter is missing; begin with a line `---`"),
      Wrong("# Title\n", "1: the front matter is missing"),
      Wrong("---\ntitle: x\n", "1: the front matter is not closed"),
      Wrong("---\n---\nx", "1: this block is empty"),
      Wrong(
        "---\ntitle: x\n---\nx", "1: the front matter needs a field `minutes`",
        "1: the front matter needs a field `learn`",
        "1: the front matter needs a field `setup`"),
      Wrong(
        "---\ntitle: x\nminutes: 0\nlearn: y\nsetup: z\n---\nx",
        "3: `minutes` must be a whole number from 1 to 600, not `0`",
        "4: `learn` must be a list", "5: a setup consists of fields"),
      Wrong(
        "---\ntitle: x\nminutes: 5\nlearn:\n  - a\nauthor: me\nsetup:\n  program: ring\n  discipline: none\n---\nx",
        "6: `author` is not a field of the front matter; use title, minutes, learn, setup"),
      Wrong(
        "---\ntitle: x\nminutes: 5\nlearn:\n  - a\nsetup:\n  program: ring\n---\n```do\nstpe P1\n```",
        "6: a setup needs a field `discipline`", "10: `stpe` is not a verb of a do block"),
    ])
  func fronts(wrong: Wrong) { wrong.check(Sample.mistakes(in: wrong.text)) }

  @Test("all are found, in the order of their lines")
  func all() {
    let text = "```expect\nlots = 1\n```\n##\n```d0\nx\n```\n```do\nstep P9\nkil P1\n```"
    let found = Sample.mistakes(behindFront: text).map { $0.prefix { $0 != ":" } }
    #expect(found == ["12", "14", "15", "19", "20"])
  }

  @Test("a mistake is printed as file, line and reason")
  func printed() {
    let mistake = LessonMistake(file: "a\u{1B}b.md", line: 3, "c\u{202E}d\ne")
    #expect("\(mistake)" == "aU+001Bb.md:3: cU+202Ed e")
    #expect(LessonMistake(file: "x", line: 1, String(repeating: "y", count: 5000)).reason.count == 403)
  }
}
