import Model
import Programs
import Support
import Testing

@testable import ringside

@Suite("The command line that makes a run again")
struct CommandLineTests {
  private func setup(_ name: String = "ring", _ discipline: String? = nil) -> Setup {
    let program = Catalogue.program(named: name) ?? Catalogue.programs[0]
    return Setup(
      program, counts: program.standardCounts, discipline: discipline ?? Catalogue.disciplines(of: program)[0].name)
  }

  private func command(_ setup: Setup, _ schedule: String, on backend: Backend = .posix) throws -> String {
    setup.command(try Schedule(reading: schedule), on: backend, among: Catalogue.disciplines)
  }

  @Test("has only the options that differ from their defaults")
  func defaults() throws {
    #expect(try command(setup(), "P1*4 C1") == "ringside run --schedule 'P1*4 C1'")
    var ring = setup()
    ring.slots = 4
    ring.counts[.producer] = 2
    ring.keepsLedger = false
    #expect(
      try command(ring, "P2", on: .sysv)
        == "ringside run --backend sysv --slots 4 --producers 2 --no-ledger --schedule 'P2'")
    #expect(ring.title == "2 producers, 1 consumer, 4 slots, semaphores")
  }

  @Test(
    "of each program and discipline, its options are accepted and mean the same",
    arguments: Catalogue.disciplines.indices)
  func accepted(index: Int) throws {
    let discipline = Catalogue.disciplines[index]
    var setup = setup(discipline.program.name, discipline.name)
    if setup.program.settings.contains(.text) { setup.text = "it's $HOME; a \\ and \"b\"" }
    if discipline.provocation != nil { setup.provoke = 7 }
    if let part = setup.program.variablePart { setup.counts[part.role] = max(2, part.counts.lowerBound) }
    let first = setup.roster[0]
    let line = try command(setup, "\(first)*2", on: .file)
    // The shell takes the quotes off.
    let words = try shellWords(line)
    #expect(words.prefix(2) == ["ringside", "run"])
    let parsed = try RunCommand.parse(RoleCounts.tagged(Array(words.dropFirst(2))))
    try parsed.validate()
    var found = parsed.what.setup
    found.provoke = parsed.provoke ?? Provocation.standard
    #expect(found == setup)
    #expect(parsed.memory.backend == .file)
    #expect(parsed.schedule.map { "\($0)" } == "\(first)*2")
  }

  @Test("quotes words for the shell", arguments: ["", "a b", "it's", "$x", "a;b", "*", "x\ny", "é", "~", "-a=1"])
  func quoted(word: String) throws {
    #expect(try shellWords(word.quotedForShell) == [word])
  }
}
