import Grid
import Model

/// What the help says below the keys: a heading, and a row for each thing.
struct HelpSection {
  let heading: String
  let rows: [HelpRow]
}

func helpSections(_ state: State) -> [HelpSection] {
  let glyphs = state.glyphs
  return [
    HelpSection(heading: "signs", rows: signs(glyphs)), HelpSection(heading: "errors", rows: errors),
    HelpSection(heading: "states of a process", rows: states), HelpSection(heading: "timeline", rows: timeline(state)),
  ]
}

private func signs(_ glyphs: GlyphSet) -> [HelpRow] {
  let signs: [(String, String)] = [
    ("P1\(glyphs.item)07", "item 7 of producer P1; only the last two digits of the number are shown"),
    ("P2\(glyphs.overwrote)38", "it overwrote an item that no consumer had taken: that item is lost"),
    ("P1\(glyphs.writing)07", "P1 is still writing it"),
    ("P1\(glyphs.torn)P2", "torn: a mixture of an item of P1 and an item of P2"),
    ("p1\(glyphs.item)07", "already taken, but without synchronization it may be taken again"),
    ("\(glyphs.changedLeft)    \(glyphs.changedRight)", "this slot or this index just changed"),
    ("\(glyphs.rose)    \(glyphs.fell)", "this value just grew or shrank"),
  ]
  return signs.map { HelpRow([Span($0.0, .key)], $0.1) }
}

private let errors = [
  HelpRow([Span("lost", .bad)], "produced and never consumed: another item overwrote it, or its producer died"),
  HelpRow([Span("duplicated", .bad)], "consumed more than once"),
  HelpRow([Span("torn", .bad)], "consumed as a mixture of two items"),
  HelpRow([Span("phantom", .bad)], "consumed, although no producer had produced it"),
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
      // No line is broken between a letter and its operation.
      let code = (operation.wordings.dropFirst().first ?? operation.text).replacing(" ", with: "\u{A0}")
      return [Span("\(operation.letter)\u{A0}", .key), Span(code, .code), Span(" ")]
    }
    return HelpRow([Span(discipline.program.noun(role))], Array(letters.joined(separator: [Span(" ")])))
  } + [asleep]
}
