import Grid
import Testing

@testable import Terminal

@Suite struct KeyMapTests {
  static let characterKeys: [(Unicode.Scalar, Key)] = [
    ("a", Key.character("a")), (" ", .character(" ")), ("~", .character("~")), ("é", .character("é")),
    ("漢", .character("漢")), ("\t", .tab), ("\r", .enter), ("\n", .enter), ("\u{1B}", .escape), ("\u{7F}", .backspace),
    ("\u{8}", .backspace), ("\u{1}", .control("a")), ("\u{C}", .control("l")), ("\u{1A}", .control("z")),
  ]

  @Test(arguments: characterKeys)
  func aCharacterIsItsKey(typed: Unicode.Scalar, key: Key) {
    #expect(Key(code: typed.value, isFunctionKey: false) == key)
  }

  /// The codes of curses.h, in octal as there.
  static let functionKeys: [(UInt32, Key)] = [
    (0o402, .down), (0o403, .up), (0o404, .left), (0o405, .right), (0o406, .home), (0o407, .backspace),
    (0o411, .function(1)), (0o424, .function(12)), (0o512, .delete), (0o522, .pageDown), (0o523, .pageUp),
    (0o527, .enter), (0o541, .backTab), (0o550, .end), (0o632, .resize),
  ]

  @Test(arguments: functionKeys)
  func aFunctionKeyIsItsKey(code: UInt32, key: Key) {
    #expect(Key(code: code, isFunctionKey: true) == key)
  }

  @Test(arguments: [0, 0x1C, 0x1F, 0x80, 0x9F, 0xD800, 0x110000] as [UInt32])
  func whatIsNoCharacterIsNoKey(code: UInt32) {
    #expect(Key(code: code, isFunctionKey: false) == nil)
  }

  @Test(arguments: [0, 0o410, 0o425, 0o513, 0o633, .max] as [UInt32])
  func otherFunctionKeysHaveNoName(code: UInt32) {
    #expect(Key(code: code, isFunctionKey: true) == nil)
  }
}
