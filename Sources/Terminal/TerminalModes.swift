/// The sequences for what ncurses does not manage: marked paste, the mouse, and the title of the window (xterm,
/// ctlseqs). Each is empty on a terminal that might print it.
struct TerminalModes: Sendable, Hashable {
  /// Written after ncurses has taken over the terminal: saves the title, and requests marked paste and the mouse.
  let begin: [UInt8]
  /// The same without saving the title, for a terminal that another program has used meanwhile.
  let again: [UInt8]
  /// Undoes `begin`. It must be written before ncurses leaves, whose own sequence may restore a title too.
  let end: [UInt8]
  /// Whether reports on the mouse are requested.
  let hasMouse: Bool
  private let hasTitle: Bool

  /// The longest title, in characters.
  private static let longestTitle = 120

  /// - Parameters:
  ///   - followsECMA48: whether the terminal ignores control sequences that it does not know.
  ///   - hasTitle: whether its window has a title.
  ///   - usesMouse: whether the mouse is wanted.
  init(_ kind: TerminalKind, followsECMA48: Bool, hasTitle: Bool, usesMouse: Bool) {
    self.hasTitle = hasTitle && followsECMA48
    // Presses, releases and the wheel, in the form without a limit on columns. Without motion, the terminal itself can
    // still select text while Shift is held.
    hasMouse = usesMouse && followsECMA48 && kind.reportsMouse
    let modes = (followsECMA48 ? ["?2004"] : []) + (hasMouse ? ["?1000", "?1006"] : [])
    again = modes.flatMap { Array("\u{1B}[\($0)h".utf8) }
    begin = (self.hasTitle ? Array("\u{1B}[22;2t".utf8) : []) + again
    end =
      modes.reversed().flatMap { Array("\u{1B}[\($0)l".utf8) } + (self.hasTitle ? Array("\u{1B}[23;2t".utf8) : [])
  }

  /// Names the window.
  /// - Parameter isUTF8: whether characters outside ASCII may be sent.
  func title(_ words: String, isUTF8: Bool) -> [UInt8] {
    guard hasTitle else { return [] }
    let scalars = words.unicodeScalars.filter { !$0.isInvisible }.prefix(Self.longestTitle)
    let text = scalars.map { $0.isASCII || isUTF8 ? Character($0) : "?" }
    return Array("\u{1B}]2;\(String(text))\u{07}".utf8)
  }
}

extension Unicode.Scalar {
  /// Whether it could end the title or disguise it: controls, line breaks and format characters.
  fileprivate var isInvisible: Bool {
    switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned, .surrogate: true
    default: false
    }
  }
}
