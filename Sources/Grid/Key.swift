/// A key as the terminal reports it.
public enum Key: Sendable, Hashable {
  /// A printable character, the space included.
  case character(Character)
  /// A letter together with Control, in lower case: `.control("l")`. Tab, Enter and Escape have names of their own.
  case control(Character)
  case enter, escape, tab, backTab, backspace, delete
  case up, down, left, right, home, end, pageUp, pageDown
  case function(Int)
  /// The terminal has another size now.
  case resize
}
