/// A key as the terminal reports it.
public enum Key: Sendable, Hashable {
  /// A printable character, including the space.
  case character(Character)
  /// A letter with Control, in lower case: `.control("l")`. Tab, Enter and Escape have their own cases.
  case control(Character)
  case enter, escape, tab, backTab, backspace, delete
  case up, down, left, right, home, end, pageUp, pageDown
  case function(Int)
  /// The size of the terminal has changed.
  case resize
}
