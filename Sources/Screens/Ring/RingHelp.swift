import Grid

/// The meanings of the signs in the slots, and the errors that items can suffer.
func ringHelpSections(_ glyphs: GlyphSet) -> [HelpSection] {
  [HelpSection(heading: "signs", rows: signs(glyphs)), HelpSection(heading: "errors", rows: errors)]
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
