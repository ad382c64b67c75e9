/// The properties that follow from a terminal's name, as in TERM, and that terminfo(5) does not contain.
struct TerminalKind: Sendable, Hashable {
  private let family: Substring

  /// GNU screen puts the outer terminal's name after a dot.
  init(_ name: String?) { family = (name ?? "").prefix { !"-.+".contains($0) } }

  /// Whether a cursor can be placed at all: not on these, which terminfo describes only for printing on them.
  var placesCursor: Bool {
    ![
      "dumb", "unknown", "network", "dialup", "ethernet", "switch", "patch", "plugboard", "bussplexer", "lpr",
      "printer", "glasstty",
    ].contains(family)
  }

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

  /// Whether to ask it for reports on the mouse (xterm, ctlseqs: modes 1000 and 1006). A console has no mouse of its
  /// own for that.
  var reportsMouse: Bool { tellsBackground }

  /// Whether it is known to have a window with a title that OSC 2 sets (xterm, ctlseqs).
  var hasTitle: Bool {
    [
      "xterm", "tmux", "screen", "rxvt", "vte", "gnome", "konsole", "kitty", "alacritty", "foot", "st", "stterm",
      "ghostty", "wezterm", "contour", "mlterm", "mintty", "putty", "iterm", "iTerm", "iTerm2", "nsterm", "rio",
      "terminology", "rxvtu",
    ].contains(family)
  }
}
