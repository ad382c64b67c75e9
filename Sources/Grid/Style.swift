/// What a piece of text means. A theme says how that looks.
public enum Style: UInt8, Sendable, Hashable, CaseIterable {
  case text
  /// The bar at the top.
  case title
  /// The bar at the top while synchronization is off or nobody can move.
  case alarm
  case rule
  case heading
  case muted
  /// The processes of a program's first role by number; the fifth looks like the first.
  case giver, giverAlternate, giverThird, giverFourth
  /// Those of its other roles, in the same way.
  case taker, takerAlternate, takerThird, takerFourth
  case good
  case bad
  case warning
  /// A key to press, and what it does.
  case key, hint
  /// What just changed.
  case changed
  /// What is selected.
  case selected
  /// The sentence that says what just happened.
  case narration
  /// A line of a program.
  case code
  /// A piece of code inside a sentence: it must not be read as an English word.
  case inlineCode
}
