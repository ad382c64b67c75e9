import Foundation
import Support
import Testing

/// Kills at random moments. `RINGSIDE_KILLS` says how many in all, spread evenly over screens and signals: 500 is each
/// signal once in each screen. Without it, two in each screen.
@Suite("Killed at any moment", .serialized)
struct KillTests {
  /// What is killed: its arguments, and what is typed first.
  struct Scene: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var arguments: [String]
    var keys: [String] = []

    init(_ name: String, _ arguments: [String], _ keys: String...) {
      (testDescription, self.arguments, self.keys) = (name, arguments, keys)
    }
  }

  static let scenes = [
    Scene("live", ["run"]), Scene("full speed", ["run", "--pace", "full", "--producers", "3"]),
    Scene("System V", ["run", "--backend", "sysv", "--discipline", "sysv-semaphores"]),
    Scene("paused", ["run", "--pace", "step"], "ppcp"), Scene("help", ["run"], "?"), Scene("memory", ["run"], "m"),
    Scene("comparison", ["run"], "M"), Scene("explorer", ["run"], "E"),
    Scene("explore", ["explore", "--producers", "2", "--consumers", "2", "--items", "8", "--kills", "1"]),
    Scene("question", ["lesson", "9"]),
    Scene("performing", ["lesson", "9"], "\u{1B}[C", "1\r", "\u{1B}[C"), Scene("notes", ["lesson", "9", "--notes"]),
    Scene("stepping back", ["run", "--program", "counter", "--schedule", "A1*500 A2*500"], "bbbbbbbbbbbbbbbbbbbb"),
    Scene("long schedule", ["run", "--program", "counter", "--schedule", "A1*50000 A2*50000"]),
    Scene("pasted keys", ["run", "--pace", "step"], String(repeating: "pc?mK\r", count: 500)),
    Scene("stalled", ["run"], "\u{13}"), Scene("lesson check", ["lesson", "check"]), Scene("compare", ["compare"]),
    Scene("headless", ["run", "--headless", "--seconds", "600"]),
    Scene("headless schedule", ["run", "--headless", "--program", "counter", "--schedule", "A1*50000 A2*50000"]),
    Scene("trace", ["run", "--headless", "--seconds", "600", "--trace", "--pace", "1000"]),
    Scene("segments", ["segments"]), Scene("watch", ["watch", endless], " "),
    Scene("watch, free", ["watch", endless], "f"),
    Scene("watch without a screen", ["watch", "--headless", endless, "--seconds", "600"]),
  ]

  private static let endless = packageFolder + "/Tests/WatchingTests/Programs/endless.c"

  static let signals: [Int32] =
    [
      SIGHUP, SIGINT, SIGQUIT, SIGPIPE, SIGALRM, SIGTERM, SIGUSR1, SIGUSR2, SIGVTALRM, SIGPROF, SIGIO, SIGSYS, SIGXCPU,
      SIGXFSZ, SIGPWR, SIGSTKFLT, SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE, SIGSEGV,
    ] + [34, 49, 64]

  private static let kills = ProcessInfo.processInfo.environment["RINGSIDE_KILLS"].flatMap(Int.init)
  /// A short run takes other signals each time.
  private static let firstSignal = Int.random(in: signals.indices)

  @Test("every signal that ends a program ends it at once, and nothing is left", arguments: scenes)
  func kills(scene: Scene) throws {
    let folder = try TemporaryFolder()
    let place = try #require(Self.scenes.firstIndex { $0.testDescription == scene.testDescription })
    guard let kills = Self.kills else {
      // Each signal has its turn in some scene, whatever was drawn.
      return try kill(scene, by: Self.signals[place % Self.signals.count], in: folder.path)
    }
    for number in stride(from: place, to: kills, by: Self.scenes.count) {
      // One place further in each scene and in each round: every scene comes to all signals.
      let turn = Self.firstSignal + place + number / Self.scenes.count
      try kill(scene, by: Self.signals[turn % Self.signals.count], in: folder.path)
    }
  }

  private func kill(_ scene: Scene, by signal: Int32, in folder: String) throws {
    let victim = try Victim(scene.arguments, folder: folder)
    // From before its first instruction to well into what it does.
    let moment = Double.random(in: 0...0.6)
    if Bool.random() || Self.kills == nil {
      for keys in scene.keys {
        _ = victim.goOn(within: 5) { victim.hasPicture || victim.status != nil }
        victim.type(keys)
      }
    }
    _ = victim.goOn(within: moment) { victim.status != nil }
    guard victim.status == nil else {
      #expect(victim.status == 0, "\(scene.testDescription) ended by itself")
      return
    }
    victim.signal(signal)
    let start = Date()
    let isOver = victim.goOn(within: 10) { victim.status != nil }
    let took = Date().timeIntervalSince(start)
    let what = "\(scene.testDescription), signal \(signal), after \(moment) s"
    // It may have come to its own end just before.
    #expect(isOver && (victim.status == 128 + signal || victim.status == 0), "\(what): \(victim.status ?? -1)")
    // Where nothing else goes on it is half a second. Tests that run beside this one take their share.
    #expect(took < (Self.kills == nil ? 3 : 0.6), "\(what): it took \(took) s")
    #expect(victim.remains == [], "\(what)")
  }

  @Test("stopped, and then asked to end: it ends and does not stop again", arguments: [SIGTSTP, SIGSTOP])
  func stopped(by stop: Int32) throws {
    let folder = try TemporaryFolder()
    let victim = try Victim(["run"], folder: folder.path)
    try #require(victim.goOn { victim.hasPicture })
    victim.signal(stop)
    // The leader of a session has no shell to continue it, and SIGTSTP is then without effect.
    if stop == SIGSTOP { try #require(victim.goOn { contents("/proc/\(victim.pid)/stat").contains(") T ") }) }
    victim.signal(SIGTERM)
    victim.signal(SIGCONT)
    #expect(victim.goOn { victim.status == 128 + SIGTERM })
    #expect(victim.remains == [])
  }

  @Test("stopped from outside and continued: the picture comes back, in the size of now")
  func continued() throws {
    let folder = try TemporaryFolder()
    let victim = try Victim(["run", "--pace", "step"], folder: folder.path)
    try #require(victim.goOn { victim.hasPicture })
    victim.signal(SIGSTOP)
    try #require(victim.goOn { contents("/proc/\(victim.pid)/stat").contains(") T ") })
    victim.forget()
    victim.signal(SIGCONT)
    #expect(victim.goOn { victim.contains("semaphores") && victim.contains("\u{1B}[?2004h") })
    victim.type("q")
    #expect(victim.goOn { victim.status == 0 })
    #expect(victim.remains == [])
  }

  @Test("what whoever started it has ignored stays ignored", arguments: [SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGUSR1])
  func ignored(signal: Int32) throws {
    let segment = uniqueSegmentName()
    let script = #"trap '' "$1"; shift; "$@" & pid=$!; sleep 0.4; kill -"$0" $pid; kill -"$0" $pid; wait $pid"#
    let options = ["run", "--headless", "--segment", segment, "--seconds", "1"]
    let finished = try run(["sh", "-c", script, "\(signal)", "\(signal)", ringside] + options)
    #expect(finished.status == 0 && finished.output.contains("holds"), "\(finished.errors)")
  }

  @Test("Ctrl-C in a run without a screen tells what was done until then", arguments: [[], ["--json"]])
  func interrupted(options: [String]) throws {
    for end in [["--items", "1000000000"], ["--program", "counter", "--schedule", "A1*50000 A2*50000"]] {
      let background = try Background(end + options)
      #expect(background.isRunning())
      background.signal(SIGINT)
      #expect(background.wait() == 128 + SIGINT)
      #expect(background.output.contains(options.isEmpty ? "interrupted" : #""interrupted":true"#))
      #expect(background.isGone())
    }
  }
}
