/// The meaning of a piece of text. A theme defines its look.
public enum Style: UInt8, Sendable, Hashable, CaseIterable {
  case text
  /// The bar at the top.
  case title
  /// The bar at the top while synchronization is off or nobody can move.
  case alarm
  case rule
  case heading
  case muted
  /// The processes of a program's first role, by number; the fifth looks like the first.
  case giver, giverAlternate, giverThird, giverFourth
  /// The processes of its other roles, likewise.
  case taker, takerAlternate, takerThird, takerFourth
  case good
  case bad
  case warning
  /// A key to press, and its effect.
  case key, hint
  /// A value that just changed.
  case changed
  /// The selection.
  case selected
  /// The sentence about the last event.
  case narration
  /// A line of a program.
  case code
  /// A piece of code inside a sentence: it must not be read as an English word.
  case inlineCode
}
