/// A manual page as a value: the page for man(1) and the text of `ringside help` are both made from it.
public struct ManualPage: Sendable, Hashable {
  /// Below a heading.
  public enum Block: Sendable, Hashable {
    /// Text, with code between backticks.
    case paragraph(String)
    /// Commands or lines of a file, kept as they are.
    case lines([String])
    /// Terms with their explanations: options, exit codes.
    case terms([Term])
  }

  public struct Term: Sendable, Hashable {
    public var name: String
    public var text: String

    public init(_ name: String, _ text: String) { (self.name, self.text) = (name, text) }
  }

  public struct Section: Sendable, Hashable {
    /// In any case; the page prints it in capitals.
    public var heading: String
    public var blocks: [Block]

    public init(_ heading: String, _ blocks: [Block]) { (self.heading, self.blocks) = (heading, blocks) }
  }

  /// `ringside-run`
  public var name: String
  /// In a few words, without a full stop.
  public var summary: String
  public var synopsis: [String]
  /// Those after the synopsis, in order.
  public var sections: [Section]
  /// `Ringside 1.0`
  public var version: String

  public init(name: String, summary: String, synopsis: [String], sections: [Section], version: String) {
    (self.name, self.summary, self.synopsis) = (name, summary, synopsis)
    (self.sections, self.version) = (sections, version)
  }

  /// All sections, those of every page first.
  var everything: [Section] {
    [Section("Name", [.paragraph("\(name) - \(summary)")]), Section("Synopsis", [.lines(synopsis)])] + sections
  }
}
