/// What the name of a terminal, as in TERM, tells of it beyond terminfo(5).
struct TerminalKind: Sendable, Hashable {
  private let family: Substring

  init(_ name: String?) { family = (name ?? "").prefix { $0 != "-" } }

  /// A console of the system itself: its fonts have lines and blocks, but no check marks, stars or eighths of blocks.
  var hasSmallFont: Bool {
    ["linux", "bterm", "jfbterm", "fbterm", "pc3"].contains(family) || family.hasPrefix("cons25")
      || family.hasPrefix("wsvt") || family.hasPrefix("pcvt")
  }

  /// Whether it is worth asking for its background. A console has a black one, and a printer or a hardware terminal
  /// none; older ones print what they do not understand.
  var tellsBackground: Bool {
    !family.isEmpty && !hasSmallFont && !["dumb", "unknown", "ansi", "emacs", "eterm"].contains(family)
      && !(family.hasPrefix("vt") && family != "vte")
  }
}
