import Foundation
import Support
import Testing

@Suite("Settings")
struct SettingsTests {
  /// A folder for XDG_CONFIG_HOME with this configuration file.
  private func folder(_ config: String) throws -> TemporaryFolder { try folder(Array(config.utf8)) }

  private func folder(_ config: [UInt8]) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try FileManager.default.createDirectory(atPath: folder.path + "/ringside", withIntermediateDirectories: true)
    try Data(config).write(to: URL(fileURLWithPath: folder.path + "/ringside/config"))
    return folder
  }

  private func config(_ folder: TemporaryFolder, _ words: String..., variables: [String: String] = [:]) throws
    -> Finished
  {
    let environment = ["XDG_CONFIG_HOME": folder.path, "NO_COLOR": "", "LC_ALL": "C.UTF-8", "TERM": "xterm-256color"]
    return try run([ringside, "config"] + words, environment: environment.merging(variables) { $1 })
  }

  private struct Setting: Decodable, Equatable { var setting, value, source: String }

  private func settings(_ folder: TemporaryFolder, variables: [String: String] = [:]) throws -> [Setting] {
    let finished = try config(folder, "--json", variables: variables)
    return try JSONDecoder().decode([Setting].self, from: Data(finished.output.utf8))
  }

  @Test("say what holds, and where it comes from")
  func sources() throws {
    let folder = try folder("theme: light\n# a remark\nglyphs: ascii\npace: 20\nmouse: off\ncompiler: clang\n")
    let file = folder.path + "/ringside/config, line "
    let expected = [
      ("theme", "light", file + "1"), ("glyphs", "ascii", file + "3"), ("pace", "20", file + "4"),
      ("mouse", "off", file + "5"), ("compiler", "clang", file + "6"), ("keys", "as in help", "default"),
    ].map { Setting(setting: $0.0, value: $0.1, source: $0.2) }
    #expect(try settings(folder, variables: ["NO_COLOR": "1"]) == expected)
    #expect(try config(folder).status == 0)

    let none = try emptyFolder()
    let values = try settings(none)
    #expect(values.map(\.value) == ["default", "unicode", "125", "on", "gcc", "as in help"])
    #expect(
      try settings(none, variables: ["NO_COLOR": "1"])[0]
        == Setting(
          setting: "theme", value: "mono", source: "NO_COLOR in the environment"))
    #expect(try settings(none, variables: ["LC_ALL": "C"])[1].value == "ascii")
  }

  private func emptyFolder() throws -> TemporaryFolder { try TemporaryFolder() }

  @Test(
    "a wrong line is said and skipped, and the others hold",
    arguments: [
      ("theme: lihgt", "`lihgt` is not a theme; did you mean `light`?"), ("theem: light", "did you mean `theme`?"),
      ("glyphs: braille", "`braille` is not a set of signs"), ("pace: fast", "cannot be `fast`"),
      ("pace: 9999", "0.25 to 1000"),
      ("mouse: maybe", "`maybe` is not a choice for the mouse; use on or off"), ("compiler: -O2", "is not a compiler"),
      ("compiler: [gcc]", "must have one word"), ("keys: j", "must have fields"), ("just words", "is no setting"),
      ("theme: 'light", "quotation mark"), ("\tpace: 3", "tab"), ("theme: \u{200B}light", "U+200B"),
      ("theme: &a light", "quotation marks"), ("---", "is no setting"), ("- theme", "is no setting"),
    ])
  func wrong(line: String, reason: String) throws {
    // The wrong line before and after right ones.
    let right = line.contains("mouse") ? "compiler: clang" : "mouse: off"
    for (text, number) in [("\(right)\n\(line)\n", 2), ("\(line)\n\(right)\n", 1)] {
      let folder = try folder(text)
      let finished = try config(folder)
      #expect(finished.status == 1)
      #expect(finished.errors.contains("/ringside/config, line \(number): "), "\(line): \(finished.errors)")
      #expect(finished.errors.contains(reason) && finished.errors.contains("skipped"), "\(line): \(finished.errors)")
      #expect(try settings(folder).contains { right == "\($0.setting): \($0.value)" }, "\(line)")
    }
  }

  @Test("a file that is no text for people is refused in a sentence")
  func hostile() throws {
    #expect(try config(folder([0xFF, 0xFE, 0x0A])).errors.contains("not UTF-8"))
    #expect(try config(folder([UInt8](repeating: 0x61, count: 100_000))).errors.contains("64 KiB"))
    #expect(try config(folder(String(repeating: "[", count: 60_000))).errors.contains("skipped"))
    #expect(try config(folder((0..<500).map { "x\($0): 1\n" }.joined())).errors.split(separator: "\n").count == 20)
    let fifo = try TemporaryFolder()
    try FileManager.default.createDirectory(atPath: fifo.path + "/ringside", withIntermediateDirectories: true)
    #expect(mkfifo(fifo.path + "/ringside/config", 0o600) == 0)
    #expect(try config(fifo).errors.contains("not a regular file"))
  }

  @Test("keys get the meaning of others, on the screen and in the lists")
  func keys() throws {
    let folder = try folder("keys:\n  j: s\n  Q: q\n  q: none\n  Ctrl-C: q\n  k: Dwn\n")
    let finished = try config(folder)
    #expect(finished.errors.contains("Ctrl-C always keeps its meaning"))
    #expect(finished.errors.contains("`Dwn` is not a key"))
    let list = try run([ringside, "keys"], environment: ["XDG_CONFIG_HOME": folder.path]).output
    #expect(list.contains("s Enter j") && list.contains("F10 Ctrl-C Q"))

    let terminal = try Terminal(["--pace", "step"], environment: ["XDG_CONFIG_HOME": folder.path])
    try terminal.shows("‖ step 0")
    terminal.press("j")
    try terminal.shows("‖ step 1")
    terminal.press("q")
    try terminal.shows("q: without a meaning in your config")
    terminal.press("Q")
    try terminal.ends(0)
  }

  @Test("settings hold on the screen, and options override them")
  func screen() throws {
    let folder = try folder("glyphs: ascii\npace: step\n")
    let terminal = try Terminal(environment: ["XDG_CONFIG_HOME": folder.path])
    try terminal.shows("- ledger -", "|| step 0")
    terminal.press("q")
    try terminal.ends(0)
    let other = try Terminal(["--pace", "20"], environment: ["XDG_CONFIG_HOME": folder.path])
    try other.shows("20/s each")
    other.press("q")
    try other.ends(0)
  }
}
