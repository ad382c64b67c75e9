import Grid

extension ManualPage {
  /// The page as plain text.
  /// - Parameter width: of a line, in cells.
  public func text(width: Int) -> String {
    everything.map { section in
      let blocks = section.blocks.map { Self.text(of: $0, within: max(20, width)) }
      return section.heading.uppercased() + "\n" + blocks.joined(separator: "\n\n")
    }.joined(separator: "\n\n") + "\n"
  }

  private static let margin = String(repeating: " ", count: 4)

  private static func text(of block: Block, within limit: Int) -> String {
    switch block {
    case .paragraph(let text): indented(text, margin, limit)
    case .lines(let lines): lines.map { $0.isEmpty ? "" : margin + $0 }.joined(separator: "\n")
    case .terms(let terms): terms.map { text(of: $0, within: limit) }.joined(separator: "\n")
    }
  }

  /// A short name stands beside its explanation.
  private static func text(of term: Term, within limit: Int) -> String {
    let deep = margin + margin
    let explanation = indented(term.text, deep, limit)
    guard width(of: term.name) + 2 <= margin.count else { return margin + term.name + "\n" + explanation }
    return margin + term.name.padded(to: margin.count) + explanation.dropFirst(deep.count)
  }

  private static func indented(_ text: String, _ indent: String, _ limit: Int) -> String {
    wrapped(text, within: limit - indent.count).map { indent + $0 }.joined(separator: "\n")
  }
}
