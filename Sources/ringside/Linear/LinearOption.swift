import ArgumentParser

/// The option for lines of text in place of a screen.
struct LinearOption: ParsableArguments {
  @Flag(
    help: """
      For screen readers, pipes and simple terminals: lines of plain text with prompts, without a screen and without \
      colours. Commands come from standard input.
      """)
  var linear = false

  /// - Throws: a sentence if an option that is given makes no sense with `--linear`.
  func refuse(_ others: [(name: String, isGiven: Bool)], because reason: String = "") throws {
    guard linear, let other = others.first(where: \.isGiven) else { return }
    throw ValidationError("\(other.name) and --linear cannot be combined\(reason)")
  }

  /// Refuses the options for the look of a screen.
  func refuse(_ look: LookOptions) throws {
    let options = [("--theme", look.theme != nil), ("--ascii", look.ascii), ("--no-mouse", look.noMouse)]
    try refuse(options, because: "; plain text has no colours, drawings or mouse")
  }

  /// Refuses an export: its pictures are those of a screen.
  func refuse(_ export: ExportOption) throws {
    try refuse([("--export", export.path != nil)], because: "; an export keeps what a screen shows")
  }
}
