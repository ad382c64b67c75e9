import Grid
import Model

/// A section of the help below the keys: a heading, and a row for each sign.
struct HelpSection {
  let heading: String
  let rows: [HelpRow]
}

func helpSections(_ state: State) -> [HelpSection] {
  (state.program?.screen.helpSections(state.glyphs) ?? []) + [
    HelpSection(heading: "states of a process", rows: states), HelpSection(heading: "timeline", rows: timeline(state)),
    HelpSection(heading: "mouse", rows: mouse),
  ]
}

private let mouse = [
  HelpRow([Span("click", .key)], "on a process: select it; on a slot: what is in it; on a key at the foot: press it"),
  HelpRow([Span("wheel", .key)], "scroll what is open"),
  HelpRow([Span("Shift", .key)], "hold it to select text; `--no-mouse` leaves the mouse to the terminal"),
]

private let states = [
  HelpRow([Span("parked")], "it waits for you before its next operation: a step lets it continue"),
  HelpRow([Span("asleep at the gate")], "the same, as the kernel sees it: the gate is where Ringside holds a process"),
  HelpRow([Span("BLOCKED", .warning)], "it sleeps in the kernel until another process wakes it"),
  HelpRow([Span("SPINNING", .warning)], "it tries again and again without sleeping"),
  HelpRow([Span("resting")], "it pauses between two operations, to keep the pace"),
]

/// The letters of the present program, by role.
private func timeline(_ state: State) -> [HelpRow] {
  let asleep = HelpRow(
    [Span(String(repeating: state.glyphs.asleep, count: 3), .warning)], "the process is asleep until another wakes it")
  guard let discipline = state.snapshot?.discipline else { return [asleep] }
  return discipline.program.roles.map { role in
    let letters = discipline.listing.operations(of: role).map { operation in
      // A letter stays on one line with its operation.
      let code = (operation.wordings.dropFirst().first ?? operation.text).replacing(" ", with: "\u{A0}")
      return [Span("\(operation.letter)\u{A0}", .key), Span(code, .code), Span(" ")]
    }
    return HelpRow([Span(discipline.program.noun(role))], Array(letters.joined(separator: [Span(" ")])))
  } + [asleep]
}
