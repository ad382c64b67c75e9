import Testing

@Suite("Looks", .serialized)
struct LooksTests {
  /// Everything that can be on the screen, as far as keys can bring it there.
  private func walk(_ terminal: Terminal, look: () throws -> Void) throws {
    try terminal.shows("125/s each")
    try terminal.showsHints()
    try look()
    terminal.press("r", "f")
    try terminal.shows("what went wrong last")
    try look()
    terminal.press("r", "Space")
    try terminal.shows("step 0")
    try look()
    terminal.press("?")
    try terminal.shows("run or pause")
    try look()
    terminal.press("Escape")
    try terminal.resize(130, 40)
    try terminal.shows("kernel says")
    try look()
    terminal.press("K")
    try terminal.shows("killed by SIGKILL")
    try look()
    terminal.press("q")
    try terminal.ends(0)
    try look()
  }

  @Test("ASCII alone, by option and where the locale is no other", arguments: [["--ascii"], []])
  func ascii(options: [String]) throws {
    let terminal = try Terminal(options, environment: options.isEmpty ? ["LC_ALL": "C"] : [:])
    try terminal.recordsWhatIsWritten()
    try walk(terminal) { #expect(terminal.screen.utf8.allSatisfy { $0 < 0x80 }, "\(terminal.screen)") }
    #expect(terminal.written.allSatisfy { $0 < 0x80 })
  }

  @Test("no colours, by option and by NO_COLOR", arguments: [["--theme", "mono"], []])
  func monochrome(options: [String]) throws {
    let terminal = try Terminal(options, environment: options.isEmpty ? ["NO_COLOR": "1"] : [:])
    try walk(terminal) {
      #expect(colours(in: terminal.screenWithAttributes).isEmpty, "\(terminal.screenWithAttributes)")
    }
  }

  @Test("colours, unless NO_COLOR is empty or an option asks for them", arguments: [[], ["--theme", "contrast"]])
  func colour(options: [String]) throws {
    let terminal = try Terminal(options, environment: ["NO_COLOR": options.isEmpty ? "" : "1"])
    try terminal.shows("▶ 125/s each")
    try terminal.comes("colours") { _ in !colours(in: terminal.screenWithAttributes).isEmpty }
  }

  @Test("a terminal without colours does without them")
  func vt100() throws {
    let terminal = try Terminal(kind: "vt100")
    try walk(terminal) { #expect(colours(in: terminal.screenWithAttributes).isEmpty) }
  }

  /// Consumers, as each theme has them: on light and on dark, on the terminal's background; else on a black one.
  @Test(
    "the background that the terminal tells decides the colours",
    arguments: [("#ffffff", "38;5;94m"), ("#000000", "38;5;215m"), (nil, "48;5;16m")])
  func background(color: String?, sequence: String) throws {
    let terminal = try Terminal(background: color)
    // The first frame may come before the answer.
    try terminal.comes(sequence) { _ in
      let screen = terminal.screenWithAttributes
      return screen.contains(sequence) && screen.contains("48;5;16m") == (color == nil)
    }
    try terminal.showsHints()
    terminal.press("q")
    try terminal.ends(0)
  }

  @Test("a theme that is forced stays, whatever the terminal tells")
  func forced() throws {
    let terminal = try Terminal(["--theme", "dark"], background: "#ffffff")
    try terminal.shows("125/s each")
    try terminal.showsHints()
    #expect(terminal.screenWithAttributes.contains("48;5;16m"))
  }

  /// The attributes of the picture that are colours: 30 to 49 and 90 to 107, console_codes(4).
  private func colours(in screen: String) -> [Int] {
    let sequences = screen.split(separator: "\u{1B}[").dropFirst().map { $0.prefix { $0 != "m" } }
    let numbers = sequences.flatMap { $0.split { $0 == ";" || $0 == ":" } }.compactMap { Int($0) }
    // 39 and 49 are the terminal's own.
    return numbers.filter { 30...38 ~= $0 || 40...48 ~= $0 || 90...107 ~= $0 }
  }
}
