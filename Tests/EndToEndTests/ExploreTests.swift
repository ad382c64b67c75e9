import Foundation
import Model
import Programs
import Support
import Testing

/// `ringside explore`, against counts that are known from elsewhere, and against the replay of each finding.
@Suite("Exploring", .serialized)
struct ExploreTests {
  private func explore(_ line: String, status: Int32) throws -> [String: Any] {
    let words = [ringside, "explore", "--json", "--wild", "0"] + line.split(separator: " ").map(String.init)
    let finished = try run(words)
    #expect(finished.status == status, "\(line): \(finished.errors)\(finished.output)")
    #expect(finished.errors == "", "\(line)")
    return try #require(try JSONSerialization.jsonObject(with: Data(finished.output.utf8)) as? [String: Any])
  }

  private func findings(_ report: [String: Any]) throws -> [[String: Any]] {
    try #require(report["findings"] as? [[String: Any]])
  }

  @Test(
    "the number of schedules is that of combinatorics, and of other tools",
    arguments: [
      ("--program counter --discipline none", 20, 18), ("--discipline none --slots 1", 924, 671),
      ("--program counter --discipline none --adders 3 --items 3", 1680, 1674),
      ("--program philosophers --discipline no-forks --philosophers 2", 20, 12),
    ])
  func counts(line: String, all: Int, bad: Int) throws {
    let report = try explore(line, status: 3)
    #expect(report["schedules"] as? Int == all && report["bad"] as? Int == bad)
    #expect(report["exhausted"] as? Bool == true)
    // Those of each number of preemptions are part of them.
    let levels = try #require(report["levels"] as? [[String: Any]])
    #expect(levels.map { $0["preemptions"] as? Int } == Array(0..<levels.count))
    #expect(levels.reduce(0) { $0 + ($1["schedules"] as? Int ?? 0) } <= all)
    #expect(levels.reduce(0) { $0 + ($1["newStates"] as? Int ?? 0) } == report["states"] as? Int)
  }

  @Test("a large number of schedules is counted as well: 5.2e12, over less than 2000 states")
  func many() throws {
    let report = try explore("--producers 2 --slots 2 --items 4", status: 0)
    #expect(report["schedules"] as? Int == 5_212_475_925_004 && report["bad"] as? Int == 0)
    #expect(report["states"] as? Int ?? 0 < 2000)
  }

  /// Where a broken discipline breaks, if not in the first of the usual setups.
  private static let special = [
    "narrow-indices": ["--slots 3 --items 300 --preemptions 0"],
    "counter-without-mutex": ["--readers 2 --items 3"],
    "left-first": ["--philosophers 2", "--philosophers 3 --items 3"],
  ]

  private static func setups(_ discipline: Discipline) -> [String] {
    if let special = special[discipline.name] { return special }
    if discipline.program.hasSlots {
      return discipline.limit == nil
        ? ["--slots 1", "--slots 2 --producers 2", "--slots 1 --consumers 2"] : ["--slots 1", "--slots 2"]
    }
    return [""]
  }

  @Test(
    "a correct discipline is exhausted and clean", arguments: Catalogue.disciplines.filter(\.isCorrect).map(\.place))
  func correct(place: String) throws {
    let discipline = try #require(Catalogue.disciplines.first { $0.place == place })
    for setup in Self.setups(discipline) {
      let report = try explore(
        "--program \(discipline.program.name) --discipline \(discipline.name) \(setup)", status: 0)
      #expect(report["exhausted"] as? Bool == true && report["limit"] == nil)
      #expect(try findings(report).isEmpty)
    }
  }

  @Test(
    "a broken one breaks within one preemption in some small setup, and each finding is replayed by run", .long,
    arguments: Catalogue.disciplines.filter { !$0.isCorrect }.map(\.place))
  func broken(place: String) throws {
    let discipline = try #require(Catalogue.disciplines.first { $0.place == place })
    let options = "--program \(discipline.program.name) --discipline \(discipline.name)"
    var isFound = false
    for setup in Self.setups(discipline) {
      let words =
        [ringside, "explore", "--json", "--wild", "0"] + "\(options) \(setup)".split(separator: " ").map(String.init)
      let finished = try run(words)
      let report = try #require(
        try JSONSerialization.jsonObject(with: Data(finished.output.utf8)) as? [String: Any], "\(finished.errors)")
      for (index, finding) in try findings(report).enumerated() {
        #expect(finding["preemptions"] as? Int ?? 9 <= 1 || index > 0, "\(place) \(setup)")
        isFound = isFound || finding["preemptions"] as? Int ?? 9 <= 1
        let verdict = try #require(finding["verdict"] as? String)
        if index == 0 { #expect(finished.status == (verdict == "deadlock" ? 4 : 3)) }
        try replay(finding, "\(options) \(setup.replacing(/--(items|preemptions) \d+/, with: ""))")
      }
    }
    #expect(isFound, "\(place)")
  }

  /// A finding's schedule gives the verdict, and one step less does not show the fault.
  private func replay(_ finding: [String: Any], _ options: String) throws {
    let schedule = try #require(finding["schedule"] as? String)
    let kind = try #require(finding["kind"] as? String)
    let words = [ringside, "run", "--headless", "--json", "--schedule", schedule]
    let finished = try run(words + options.split(separator: " ").map(String.init))
    let report = try #require(
      try JSONSerialization.jsonObject(with: Data(finished.output.utf8)) as? [String: Any], "\(finished.errors)")
    #expect(report["verdict"] as? String == finding["verdict"] as? String, "\(options) \(schedule)")
    switch kind {
    case "lost", "duplicated", "torn", "phantom": #expect(report[kind] as? Int ?? 0 > 0, "\(options) \(schedule)")
    case "overlap": #expect(report["overlaps"] as? Int ?? 0 > 0, "\(options) \(schedule)")
    case "sum": #expect(report["lost"] as? Int ?? 0 > 0)
    case "deadlock", "sleeper": #expect((report["waits"] as? [String])?.isEmpty == false, "\(options) \(schedule)")
    case "count": #expect((report["miscounts"] as? [String])?.isEmpty == false)
    default: #expect((report["failures"] as? [String])?.isEmpty == false)
    }
    #expect(try Schedule(reading: schedule).moves.count == finding["steps"] as? Int)
    #expect(finding["why"] as? String != "")
  }

  @Test("the same command gives the same report, but for the time")
  func deterministic() throws {
    for line in ["--discipline if-wait --consumers 2 --slots 1", "--program counter --discipline none --kills 1"] {
      let reports = try (0..<2).map { _ in
        var report = try explore(line, status: 3)
        report["elapsedSeconds"] = nil
        return try JSONSerialization.data(withJSONObject: report, options: .sortedKeys)
      }
      #expect(reports[0] == reports[1], "\(line)")
    }
  }

  @Test("with a kill, a semaphore hangs after it; a robust mutex survives it", .long)
  func kills() throws {
    let hanging = try #require(try findings(explore("--slots 1 --kills 1", status: 4)).first)
    #expect(hanging["kind"] as? String == "deadlock" && hanging["schedule"] as? String == "P1 kill:P1 C1")
    #expect((hanging["why"] as? String ?? "").hasPrefix("P1 was killed before `sem_wait(mutex)`."))
    let robust = try explore("--discipline robust-mutex --kills 1 --slots 1", status: 0)
    #expect(robust["exhausted"] as? Bool == true)
    for discipline in ["robust-mutex", "sysv-semaphores"] {
      _ = try explore("--program counter --discipline \(discipline) --kills 1", status: 0)
    }
    // "One killed asleep in pthread_cond_wait leaves its condition damaged."
    let damaged = try #require(
      try findings(explore("--discipline robust-mutex --slots 1 --consumers 2 --kills 1 --preemptions 0", status: 4))
        .first)
    #expect((damaged["why"] as? String ?? "").contains("killed asleep in `pthread_cond_wait(&notEmpty, &mutex)`"))
    let undone = try #require(
      try findings(explore("--discipline sysv-semaphores --slots 1 --kills 1", status: 3)).first)
    #expect((undone["why"] as? String ?? "").contains("was killed before `in = (i + 1) % n`"))
  }

  @Test("what was not covered is said, and ends with 5")
  func limits() throws {
    let bounded = try explore("--program counter --discipline none --preemptions 0", status: 5)
    #expect(bounded["exhausted"] as? Bool == false && bounded["bound"] as? Int == 0)
    #expect(bounded["schedules"] is NSNull && bounded["bad"] is NSNull)
    #expect(bounded["limit"] as? String == "more than 0 preemptions was not asked for")
    #expect(try explore("--states 10", status: 5)["limit"] as? String == "the search ended at --states 10")
    #expect(
      try explore("--items 400 --seconds 0.2", status: 5)["limit"] as? String == "the time of --seconds was over")
    // What is not looked for is no finding.
    let other = try explore("--program counter --discipline none --find deadlock", status: 0)
    #expect(other["bad"] as? Int == 0 && other["schedules"] as? Int == 20)
  }

  @Test("what cannot be explored is refused in a sentence")
  func refused() throws {
    for (line, words) in [
      ("--items 0", "`--items` cannot be `0`; use a whole number from 1 to 10000"),
      ("--find bug", "`bug` is not a kind of bug"), ("--preemptions many", "or all"),
      ("--discipline semaphors", "did you mean `semaphores`?"),
      ("--program counter --producers 2", "--producers is not for the program counter"),
    ] {
      let finished = try run([ringside, "explore"] + line.split(separator: " ").map(String.init))
      #expect(finished.status == 64 && finished.output == "")
      #expect(finished.errors.contains(words), "\(finished.errors)")
    }
  }

  @Test("as text: the levels, the finding, the run that passes, and the command that replays it")
  func text() throws {
    let finished = try run([ringside, "explore", "--program", "counter", "--discipline", "none", "--wild", "0"])
    #expect(finished.status == 3)
    #expect(
      finished.output == """
        0 preemptions: 2 schedules, no bug, 12 new states
        1 preemption: 4 schedules, 4 bad, 9 new states
        2 preemptions: 8 schedules, 8 bad, 0 new states
        everything: 21 states, 28 moves, 6 runs: 18 of 20 schedules are bad
        found a wrong sum at 1 preemption after 6 steps: A1*2 A2*3 A1
        why: A2 read `counter` = 0 after A1 had read it and before A1 stored `counter`. A1 stored 1, the value that was there already: one addition is lost.
        passes: A1*3 A2*3
        it passes if A2 comes 1 step later
        how often it fails: random walk 74 %, all schedules 90 %
        broken: a wrong sum at 1 preemption
        ringside run --program counter --discipline none --schedule 'A1*2 A2*3 A1'

        """)
  }

  @Test("interrupted, it reports what it has covered")
  func interrupted() throws {
    let folder = try TemporaryFolder()
    let line =
      "exec \(ringside) explore --json --items 400 > \(folder.path)/out 2> \(folder.path)/errors & "
      + "pid=$!; sleep 1; kill -INT $pid; wait $pid; echo $?"
    let finished = try run(["bash", "-c", line])
    #expect(finished.output == "130\n")
    let text = contents("\(folder.path)/out")
    let report = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    #expect(report["exhausted"] as? Bool == false && report["limit"] as? String == "a signal ended the search")
    #expect(report["states"] as? Int ?? 0 > 10)
  }

  // MARK: - On the screen

  @Test("E explores live, Enter steps through the finding, and nothing is left of the search")
  func screen() throws {
    let terminal = try Terminal(["--program", "counter", "--discipline", "none", "--pace", "step"])
    try terminal.shows("counter")
    terminal.press("E")
    try terminal.shows("FOUND at 1 preemption", "18 of 20 schedules are bad", "A1*2 A2*3 A1", "A1 is preempted")
    terminal.press("Enter")
    try terminal.shows("6 moves lie ahead")
    for _ in 1...6 { terminal.press("B") }
    try terminal.shows("step 6", "additions               2", "short                   1")
    terminal.press("b")
    try terminal.shows("step 5")
    terminal.press("q")
    try terminal.ends(0)
  }
}

extension Discipline {
  /// Its name, unique among all programs.
  fileprivate var place: String { "\(program.name) \(name)" }
}
