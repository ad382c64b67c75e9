internal import CNcurses
internal import Grid

extension Key {
  /// What `get_wch` reported as a key: a character, or one of the `KEY_` codes of curses.h. Nil for a key without a
  /// name here.
  init?(code: UInt32, isFunctionKey: Bool) {
    guard let key = isFunctionKey ? Key(functionKey: Int32(bitPattern: code)) : Key(character: code) else { return nil }
    self = key
  }

  private init?(functionKey code: Int32) {
    switch code {
    case KEY_UP: self = .up
    case KEY_DOWN: self = .down
    case KEY_LEFT: self = .left
    case KEY_RIGHT: self = .right
    case KEY_HOME: self = .home
    case KEY_END: self = .end
    case KEY_PPAGE: self = .pageUp
    case KEY_NPAGE: self = .pageDown
    case KEY_BTAB: self = .backTab
    case KEY_BACKSPACE: self = .backspace
    case KEY_DC: self = .delete
    case KEY_ENTER: self = .enter
    case KEY_RESIZE: self = .resize
    case KEY_F0 + 1...KEY_F0 + 12: self = .function(Int(code - KEY_F0))
    default: return nil
    }
  }

  private init?(character code: UInt32) {
    switch code {
    case 8, 127: self = .backspace
    case 9: self = .tab
    case 10, 13: self = .enter
    case 27: self = .escape
    case 1...26: self = .control(Character(Unicode.Scalar(UInt8(0x60 + code))))
    case 0..<32, 0x80..<0xA0: return nil
    default:
      guard let scalar = Unicode.Scalar(code) else { return nil }
      self = .character(Character(scalar))
    }
  }
}
