/// The properties that follow from a terminal's name, as in TERM, and that terminfo(5) does not contain.
struct TerminalKind: Sendable, Hashable {
  private let family: Substring

  init(_ name: String?) { family = (name ?? "").prefix { $0 != "-" } }

  /// Whether it is a console of the system: their fonts have lines and blocks, but no check marks, stars or eighths
  /// of blocks.
  var hasSmallFont: Bool {
    ["linux", "bterm", "jfbterm", "fbterm", "pc3"].contains(family) || family.hasPrefix("cons25")
      || family.hasPrefix("wsvt") || family.hasPrefix("pcvt")
  }

  /// Whether to ask it for its background. A console has a black one, and a printer or a hardware terminal none;
  /// older ones print sequences that they do not understand.
  var tellsBackground: Bool {
    !family.isEmpty && !hasSmallFont && !["dumb", "unknown", "ansi", "emacs", "eterm"].contains(family)
      && !(family.hasPrefix("vt") && family != "vte")
  }
}
