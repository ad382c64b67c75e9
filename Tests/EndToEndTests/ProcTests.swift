import Support
import Testing

/// What the kernel tells through /proc, and what is done where it does not.
@Suite("Without /proc, and with one of other processes", .serialized, .enabled(if: PrivateMemory.isAvailable))
struct ProcTests {
  /// Ways to begin a program whose /proc is not its own.
  enum View: String, CaseIterable {
    /// Nothing is mounted there.
    case missing
    /// It numbers processes as an outer pid namespace does.
    case outer
    /// It belongs to a pid namespace that the program is not in.
    case foreign
    /// It shows a user's own processes only.
    case hidden

    var prefix: [String] {
      switch self {
      case .missing: ["unshare", "-m", "sh", "-c", "mount -t tmpfs tmpfs /proc && exec \"$@\"", "sh"]
      case .outer: ["unshare", "--pid", "--fork"]
      case .foreign:
        // The /proc of a namespace whose only process has ended tells of nobody.
        [
          "unshare", "-m", "sh", "-c",
          "unshare --pid --fork mount -t proc proc /proc; exec \"$@\"", "sh",
        ]
      case .hidden:
        [
          "unshare", "-m", "sh", "-c",
          "mount -t proc -o hidepid=2 proc /proc && exec setpriv --reuid=65534 --regid=65534 --clear-groups \"$@\"",
          "sh",
        ]
      }
    }

    var isBlind: Bool { self == .missing || self == .foreign }
  }

  @Test("options are obeyed, steps and blocks are the same, and a deadlock is recognized", arguments: View.allCases)
  func same(view: View) throws {
    for (words, status) in [
      (["--headless", "--schedule", "C1 P1*7 C1*2", "--slots", "2", "--trace"], Int32(0)),
      (["--headless", "--schedule", "C1 P1*9", "--discipline", "sysv-semaphores", "--trace"], 0),
      (["--headless", "--items", "100", "--slots", "2", "--discipline", "mutex-first"], 4),
      (["--headless", "--schedule", "P1*2 C1 kill:P1", "--discipline", "mutex-first", "--trace"], 4),
      (["--headless", "--schedule", "A1*4 A2 A1", "--program", "counter", "--discipline", "private-mutex"], 4),
    ] {
      let usual = try run([ringside] + words)
      let seen = try run(view.prefix + ["timeout", "30", ringside] + words)
      #expect(seen.status == status && usual.status == status, "\(words) \(seen.errors)")
      if words.contains("--trace") { #expect(seen.output == usual.output) }
      if status == 4 { #expect((seen.output + seen.errors).contains("deadlock: "), "\(seen)") }
      let notes = seen.errors.split(separator: "\n").filter { $0.contains("/proc") }
      #expect(notes.count == (view.isBlind ? 1 : 0), "\(seen.errors)")
    }
  }

  @Test("a segment is found and removed there as well", arguments: View.allCases)
  func leftovers(view: View) throws {
    let finished = try run(PrivateMemory().prefix + view.prefix + [ringside, "segments", "--json"])
    #expect(finished.status == 0, "\(finished.errors)")
    #expect(finished.output.hasPrefix("["))
  }

  @Test("the screen says so, once")
  func screen() throws {
    let terminal = try Terminal(
      columns: 100, script: "unshare -m sh -c 'mount -t tmpfs tmpfs /proc && exec ringside'")
    try terminal.shows("/proc is not mounted here")
    terminal.press("q")
    try terminal.shows("status=0\n")
  }
}
