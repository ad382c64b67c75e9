import Support
import Testing

@Suite("Where no screen can be shown", .serialized)
struct RefusalTests {
  /// What the program said on standard error before it ended with status 1.
  private func refusal(kind: String = "screen-256color", script: String = Terminal.plainly) throws -> String {
    let terminal = try Terminal(kind: kind, script: "(\(script)) 2>\"$0/errors\"")
    try terminal.ends(1)
    return terminal.file("errors")
  }

  @Test("a terminal that cannot place its cursor")
  func dumb() throws {
    let words = try refusal(kind: "dumb")
    #expect(words.hasPrefix("ringside: TERM is dumb, ") && words.split(separator: "\n").count == 1, "\(words)")
  }

  @Test("a terminal that nobody names", arguments: ["unset TERM", "TERM="])
  func nameless(script: String) throws {
    let words = try refusal(script: script + "; export TERM; \"$@\"")
    #expect(words.hasPrefix("ringside: TERM is not set") && words.split(separator: "\n").count == 1, "\(words)")
  }

  @Test(
    "input or output that is no terminal",
    arguments: [
      (#""$@" </dev/null"#, "input"), (#"echo q | "$@""#, "input"), (#""$@" <&-"#, "input"),
      (#""$@" >/dev/null"#, "output"), (#""$@" >"$0/output""#, "output"), (#""$@" >&-"#, "output"),
    ])
  func redirected(script: String, what: String) throws {
    let words = try refusal(script: script)
    #expect(words.hasPrefix("ringside: The \(what) is not a terminal"), "\(words)")
    #expect(words.split(separator: "\n").count == 1)
  }
}
