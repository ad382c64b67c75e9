import Support
import Testing

@Suite("Manual pages")
struct ManualTests {
  private static let pages = try! run([ringside, "manual"]).output.split(separator: "\n").map(String.init)

  /// `ringside-lesson-check` as the words of a command line.
  private func words(_ page: String) -> [String] { page.split(separator: "-").dropFirst().map(String.init) }

  private func options(in text: String) -> Set<String> {
    Set(text.matches(of: /--[a-z][a-z-]*/).map { String($0.output) })
  }

  /// The options at the beginning of their lines in help.
  private func offered(_ words: [String]) throws -> Set<String> {
    let help = try run([ringside] + words + ["--help"]).output
    let lines = help.matches(of: /^ +((?:-\w, )?--[a-z-]+(?:, --[a-z-]+)*)/.anchorsMatchLineEndings())
    return Set(lines.flatMap { options(in: String($0.1)) })
  }

  @Test("there is one for each command that help shows")
  func complete() throws {
    let help = try run([ringside, "--help"]).output
    let commands = help.components(separatedBy: "SUBCOMMANDS:\n")[1].matches(
      of: /^  ([a-z]+)/.anchorsMatchLineEndings())
    #expect(commands.count > 10)
    for command in commands { #expect(Self.pages.contains("ringside-\(command.1)")) }
    #expect(Self.pages.first == "ringside")
  }

  @Test("help prints the page as text, within 80 columns, with every option", arguments: pages.dropFirst())
  func text(page: String) throws {
    let finished = try run([ringside, "help"] + words(page))
    #expect(finished.status == 0 && finished.errors == "")
    for line in finished.output.split(separator: "\n") { #expect(line.count <= 80, "\(line)") }
    for section in ["NAME", "SYNOPSIS", "EXIT STATUS", "EXAMPLES", "SEE ALSO"] {
      #expect(finished.output.split(separator: "\n").contains { $0 == section })
    }
    let terms = finished.output.split(separator: "\n").filter { $0.hasPrefix("    -") }.joined(separator: "\n")
    #expect(options(in: terms) == (try offered(words(page))))
    #expect(finished.output.contains("\(page) - "))
  }

  @Test("its source is what man(7) describes", arguments: pages)
  func source(page: String) throws {
    let finished = try run([ringside, "manual", page])
    #expect(finished.status == 0 && finished.errors == "")
    let lines = finished.output.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines[1].hasPrefix(".TH \"\(page.uppercased().replacing("-", with: #"\-"#))\" 1 "))
    let requests: Set<Substring> = [".TH", ".SH", ".PP", ".TP", ".nf", ".fi", ".RS", ".RE", ".nh", ".ad", #".\""#]
    for line in lines where line.hasPrefix(".") || line.hasPrefix("'") {
      #expect(requests.contains(line.prefix { $0 != " " }), "\(line)")
    }
    // Each backslash begins a known escape, and bold ends where it began.
    for line in lines where !line.hasPrefix(#".\""#) {
      #expect(!line.replacing(/\\(e|-|&|fB|fR|\(aq|\(ha|\(ti|\(ga|\(dq)/, with: "").contains("\\"), "\(line)")
      #expect(line.matches(of: /\\fB/).count == line.matches(of: /\\fR/).count, "\(line)")
    }
  }

  @Test("the exit codes that its help names are those of the page", arguments: pages.dropFirst())
  func exitCodes(page: String) throws {
    let code = /^ +(\d+\+?n?)\s/.anchorsMatchLineEndings()
    let help = try run([ringside] + words(page) + ["--help"]).output
    let named = help.components(separatedBy: "Exit codes:\n")[1].components(separatedBy: "\n\n")[0]
      .matches(of: code).map { String($0.1) }
    let text = try run([ringside, "help"] + words(page)).output
    let section = text.components(separatedBy: "\nEXIT STATUS\n")[1].components(separatedBy: "\n\n")[0]
    let listed = section.matches(of: /^    (\d+\+?n?)\b/.anchorsMatchLineEndings()).map { String($0.1) }
    #expect(listed == named && listed.suffix(2) == ["64", "128+n"])
  }

  @Test("an unknown page is refused with the right names")
  func unknown() throws {
    let finished = try run([ringside, "manual", "ringside-rnu"])
    #expect(finished.status == 64 && finished.errors.contains("did you mean `ringside-run`?"))
  }

  @Test("all keys are on one page of 80 columns")
  func keys() throws {
    let lines = try run([ringside, "keys"]).output.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count <= 66 && lines.allSatisfy { $0.count <= 80 })
  }

  @Test("the licenses name all that is linked in")
  func licenses() throws {
    let finished = try run([ringside, "--licenses"])
    #expect(finished.status == 0 && finished.errors == "")
    for name in ["Swift", "The GNU C Library", "ncurses", "elfutils", "libyaml", "zlib", "bzip2", "XZ Utils"] {
      #expect(finished.output.contains("\n\(name)"), "\(name)")
    }
    #expect(finished.output.contains("TERMS AND CONDITIONS"))
  }
}
