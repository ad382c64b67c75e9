import Grid
import Reports

/// The words of a command beyond its options. Its help and its manual page are both made from them.
struct CommandManual: Sendable {
  /// Command lines to try, with two spaces before a remark.
  var examples: [String]
  /// Paragraphs for the help and the page.
  var description: [String]
  /// Each code, and when the command ends with it. Those of every command are added.
  var exitCodes: [ExitCode]
  /// Sections of the page that the help leaves out.
  var details: [ManualPage.Section]

  struct ExitCode: Sendable, Hashable {
    var code: String
    var meaning: String

    init(_ code: String, _ meaning: String) { (self.code, self.meaning) = (code, meaning) }
  }

  init(
    examples: [String], description: [String] = [], exitCodes: [ExitCode], details: [ManualPage.Section] = []
  ) {
    (self.examples, self.description, self.details) = (examples, description, details)
    self.exitCodes =
      exitCodes + [ExitCode("64", "wrong usage, in one sentence"), ExitCode("128+n", "ended by signal n")]
  }

  /// The part of `--help` between the first sentence and the options.
  var discussion: String {
    let examples = "Examples:\n" + examples.map { "  \($0)" }.joined(separator: "\n")
    let codes = "Exit codes:\n" + exitCodes.map(Self.line).joined(separator: "\n")
    return ([examples] + description + [codes]).joined(separator: "\n\n")
  }

  /// ArgumentParser would continue a long line at the margin.
  private static func line(_ exit: ExitCode) -> String {
    wrapped(exit.meaning, within: 70).enumerated().map { index, words in
      "  " + (index == 0 ? exit.code : "").padded(to: 7) + words
    }.joined(separator: "\n")
  }
}
