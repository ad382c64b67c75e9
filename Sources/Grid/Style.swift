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
  /// Producers with odd numbers, and with even ones.
  case producer, producerAlternate
  /// Consumers with odd numbers, and with even ones.
  case consumer, consumerAlternate
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
  case code
}
