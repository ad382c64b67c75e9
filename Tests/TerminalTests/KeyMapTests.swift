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
  func aCharacterIsItsKey(typed: Unicode.Scalar, key: Key) { #expect(Key(character: typed) == key) }

  @Test(arguments: ["\u{0}", "\u{1C}", "\u{1F}", "\u{80}", "\u{9F}"] as [Unicode.Scalar])
  func whatIsNoCharacterIsNoKey(scalar: Unicode.Scalar) { #expect(Key(character: scalar) == nil) }

  static let capabilities: [(String, Key?)] = [
    ("kcuu1", .up), ("kcud1", .down), ("kcub1", .left), ("kcuf1", .right), ("khome", .home), ("kend", .end),
    ("kbs", .backspace), ("kf1", .function(1)), ("kf12", .function(12)), ("kdch1", .delete), ("knp", .pageDown),
    ("kpp", .pageUp), ("kent", .enter), ("kcbt", .backTab), ("kf13", nil), ("kf0", nil), ("kri", nil), ("kfx", nil),
  ]

  @Test(arguments: capabilities)
  func aCapabilityIsItsKey(name: String, key: Key?) { #expect(Key(capability: name) == key) }
}
