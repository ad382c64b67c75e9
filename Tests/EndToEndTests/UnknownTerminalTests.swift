import Foundation
import Support
import Testing

/// Each takes about a second.
@Suite("Terminals that terminfo does not know", .serialized)
struct UnknownTerminalTests {
  /// Hides all of terminfo, in a mount namespace of its own, and then runs the program.
  private static let hidden =
    "for folder in /etc/terminfo /lib/terminfo /usr/lib/terminfo /usr/share/terminfo; do "
    + "if [ -d $folder ]; then mount -t tmpfs none $folder || exit 99; fi; done; exec \"$@\""

  @Test("are drawn like xterm, and told so", arguments: ["xterm-kitty-unknown", "../../etc/passwd"])
  func unknown(kind: String) throws {
    let terminal = try Terminal(kind: kind)
    try terminal.shows(
      "125/s each", "TERM is \(kind), which is unknown here; drawn for xterm-256color", "─ ledger ─")
    terminal.press("q")
    try terminal.ends(0)
  }

  @Test("that cannot place their cursor are refused", arguments: ["dumb", "unknown"])
  func refused(kind: String) throws {
    let terminal = try Terminal(kind: kind)
    try terminal.shows("ringside: TERM is \(kind), and such a terminal cannot place its cursor", "status=1")
  }

  @Test(
    "are drawn without any terminfo, and no worker inherits the description",
    .enabled(if: PrivateMemory.isAvailable, "it needs root or user namespaces, to hide terminfo"),
    arguments: ["xterm-256color", "xterm-kitty"])
  func nothingKnown(kind: String) throws {
    let script = "unshare \(PrivateMemory.namespace) sh -c '\(Self.hidden)' sh \"$@\""
    let terminal = try Terminal(kind: kind, script: script)
    try terminal.shows(
      "125/s each", "terminfo is missing here; drawn for xterm-256color, by a built-in", "─ ledger ─")
    let worker = try terminal.worker("P1")
    #expect(worker.file("environ").contains("TERM="))
    #expect(!worker.file("environ").contains("TERMINFO"))
    terminal.press("q")
    try terminal.ends(0)
  }

  @Test(
    "are refused without terminfo too, if they cannot place their cursor",
    .enabled(if: PrivateMemory.isAvailable, "it needs root or user namespaces, to hide terminfo"))
  func refusedWithoutTerminfo() throws {
    let script = "unshare \(PrivateMemory.namespace) sh -c '\(Self.hidden)' sh \"$@\""
    let terminal = try Terminal(kind: "dumb", script: script)
    try terminal.shows("ringside: TERM is dumb, and such a terminal cannot place its cursor", "status=1")
  }
}
