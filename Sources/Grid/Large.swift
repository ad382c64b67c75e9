/// The same text about twice as wide, to be read from far away: with blanks between the letters, which stay together where
/// lines are broken. There are wide forms of the letters, but not every font has them.
public func large(_ text: String) -> String {
  text.split(separator: " ").map { $0.map(String.init).joined(separator: "\u{A0}") }.joined(separator: "\u{A0} ")
}
