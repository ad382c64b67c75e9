extension ManualPage {
  /// The page as the source of man(1), in the macros of man(7).
  public var source: String {
    var lines = [
      #".\" Made by ringside from the tables of its own help."#,
      ".TH \(Self.word(name.uppercased())) 1 \"\" \(Self.word(version)) \(Self.word("Ringside"))",
      // Lines are left as ragged as they are, and no word is divided: options must be found by a search.
      ".nh", ".ad l",
    ]
    for section in everything {
      lines.append(".SH \(Self.word(section.heading.uppercased()))")
      for block in section.blocks { lines += Self.source(of: block) }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func source(of block: Block) -> [String] {
    switch block {
    case .paragraph(let text): [".PP", marked(text)]
    case .lines(let lines): [".PP", ".nf", ".RS 4"] + lines.map { line(escaped($0)) } + [".RE", ".fi"]
    case .terms(let terms): terms.flatMap { [".TP", #"\fB"# + escaped($0.name) + #"\fR"#, marked($0.text)] }
    }
  }

  /// Code between backticks becomes bold.
  private static func marked(_ text: String) -> String {
    let parts = text.split(separator: "`", omittingEmptySubsequences: false).map(String.init)
    let marked = parts.enumerated().map { index, part in
      index % 2 == 1 && index < parts.count - 1 ? #"\fB"# + escaped(part) + #"\fR"# : escaped(part)
    }
    return line(marked.joined())
  }

  /// A line that begins with a dot or an apostrophe would be a request.
  private static func line(_ text: String) -> String {
    text.hasPrefix(".") || text.hasPrefix("'") ? #"\&"# + text : text
  }

  /// groff_man_style(7): what roff would draw as typographic signs stays ASCII, so that it can be copied.
  private static func escaped(_ text: String) -> String {
    var source = ""
    for character in text {
      switch character {
      case "\\": source += #"\e"#
      case "-": source += #"\-"#
      case "'": source += #"\(aq"#
      case "^": source += #"\(ha"#
      case "~": source += #"\(ti"#
      case "`": source += #"\(ga"#
      default: source.append(character)
      }
    }
    return source
  }

  /// An argument of a macro.
  private static func word(_ text: String) -> String { "\"" + escaped(text).replacing("\"", with: #"\(dq"#) + "\"" }
}
