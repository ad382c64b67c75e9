import Exploration
import Grid
import Support
import Testing

@testable import Terminal

@Suite struct InputParserTests {
  /// As xterm's description has them.
  static let functionKeys = FunctionKeys([
    "kcuu1": Array("\u{1B}OA".utf8), "kcud1": Array("\u{1B}OB".utf8), "kf5": Array("\u{1B}[15~".utf8),
    "kri": Array("\u{1B}[1;2A".utf8), "kmous": Array("\u{1B}[<".utf8), "kbs": [0x7F],
  ])

  /// What these bytes are, when nothing comes after them.
  static func parse(_ bytes: [UInt8], keys: FunctionKeys = functionKeys) -> [TerminalInput] {
    var parser = InputParser(functionKeys: keys)
    var inputs: [TerminalInput] = []
    for byte in bytes { parser.feed(byte, into: &inputs) }
    if parser.rest != .none { parser.timeOut(into: &inputs) }
    return inputs
  }

  static func parse(_ text: String) -> [TerminalInput] { parse(Array(text.utf8)) }

  // MARK: - What means nothing

  /// Sequences that no key of ours sends. All are followed by something else in the tests.
  static let meaningless: [String] = [
    // The mouse: SGR, X10, its UTF-8 form, rxvt's form.
    "\u{1B}[<0;10;20m", "\u{1B}[<35;10;20M", "\u{1B}[<4;10;20M", "\u{1B}[<0;0;1M", "\u{1B}[<0;1M", "\u{1B}[<1;1;1M",
    "\u{1B}[<0;99999999999999999999;1M", "\u{1B}[<0;65536;1M", "\u{1B}[<0;-1;1M", "\u{1B}[<66;1;1M", "\u{1B}[<0;1;1;1M",
    "\u{1B}[<;;M", "\u{1B}[M qq", "\u{1B}[M#RK", "\u{1B}[M\u{e0}\u{e1}\u{e2}",
    "\u{1B}[32;10;20M",
    // Focus, the cursor's position, window reports, status.
    "\u{1B}[I", "\u{1B}[O", "\u{1B}[12;40R", "\u{1B}[8;24;80t", "\u{1B}[0n", "\u{1B}[?1;2R", "\u{1B}[?2004;1$y",
    // Keys with modifiers: kitty, modifyOtherKeys, xterm.
    "\u{1B}[113u", "\u{1B}[113;5u", "\u{1B}[97;1:3u", "\u{1B}[?0u", "\u{1B}[27;5;113~", "\u{1B}[1;5A", "\u{1B}[1;2P",
    "\u{1B}[3;5~", "\u{1B}O5A", "\u{1B}O2P", "\u{1B}[1;2A",
    // Secondary attributes; strings of all kinds, ended in both ways.
    "\u{1B}[>41;354;0c", "\u{1B}]0;K q R\u{07}", "\u{1B}]52;c;cXVpdA==\u{1B}\\", "\u{1B}]11;nonsense\u{07}",
    "\u{1B}P1$r0m\u{1B}\\", "\u{1B}P>|XTerm(380)\u{1B}\\", "\u{1B}_Gi=1;OK\u{1B}\\", "\u{1B}^quit\u{1B}\\",
    "\u{1B}Xquit\u{1B}\\", "\u{1B}]4;1;rgb:ff/00/00\u{07}",
    // Alt with a key.
    "\u{1B}q", "\u{1B}K", "\u{1B}R", "\u{1B}\u{7F}", "\u{1B}\r", "\u{1B}é", "\u{1B}漢", "\u{1B}1", "\u{1B}\u{1}",
    // The keypad, insert, F13, the marks of a paste that never began, a console's key without a name.
    "\u{1B}Oj", "\u{1B}Oq", "\u{1B}[2~", "\u{1B}[25~", "\u{1B}[201~", "\u{1B}[[F", "\u{1B}[99;5u", "\u{1B}[E",
    // The same with 8-bit controls, as characters.
    "\u{9B}113u", "\u{9D}0;quit\u{07}", "\u{9B}<2;1;1M", "\u{90}quit\u{1B}\\", "\u{8F}q", "\u{85}",
  ]

  @Test(arguments: meaningless)
  func aSequenceWithoutMeaningIsDroppedAsAWhole(sequence: String) {
    #expect(Self.parse(sequence) == [])
    #expect(Self.parse(sequence + "x" + sequence + "\u{1B}OA") == [.key(.character("x")), .key(.up)])
  }

  @Test(arguments: [
    [0x9B, 0x31, 0x31, 0x33, 0x75], [0x1B, 0x5B, 0x4D, 0x20, 0xFE, 0x71], [0xA1], [0xC3], [0xFF, 0xFE],
  ])
  func bytesThatAreNoCharactersAreDropped(bytes: [UInt8]) {
    #expect(Self.parse(bytes + Array("x".utf8)).suffix(1) == [.key(.character("x"))])
    #expect(Self.parse(bytes + Array("x".utf8)).count == 1)
  }

  /// However a sequence is cut off, the letters of the next do not act either.
  @Test(arguments: meaningless)
  func aSequenceThatWasCutIsDropped(sequence: String) {
    let scalars = Array(sequence.unicodeScalars)
    for length in 2..<max(3, scalars.count) where length < scalars.count {
      let beginning = String(String.UnicodeScalarView(scalars[..<length]))
      let letters = Self.parse(beginning + "\u{1B}[A").filter { if case .key(.character) = $0 { true } else { false } }
      #expect(letters == [], "\(beginning.debugDescription)")
    }
  }

  // MARK: - What means something

  static let meaningful: [(String, [TerminalInput])] = [
    ("\u{1B}[A\u{1B}[B\u{1B}[C\u{1B}[D", [.key(.up), .key(.down), .key(.right), .key(.left)]),
    ("\u{1B}OA\u{1B}OD\u{1B}OH\u{1B}OF", [.key(.up), .key(.left), .key(.home), .key(.end)]),
    ("\u{1B}[H\u{1B}[F\u{1B}[1~\u{1B}[4~\u{1B}[7~\u{1B}[8~", [.home, .end, .home, .end, .home, .end].map { .key($0) }),
    ("\u{1B}[1;1A\u{1B}[Z\u{1B}[3~\u{1B}[5~\u{1B}[6~", [.up, .backTab, .delete, .pageUp, .pageDown].map { .key($0) }),
    ("\u{1B}OP\u{1B}OS\u{1B}[15~\u{1B}[24~\u{1B}[21~", [1, 4, 5, 12, 10].map { .key(.function($0)) }),
    ("\u{1B}[[A\u{1B}[[E", [.key(.function(1)), .key(.function(5))]), ("\u{1B}OM", [.key(.enter)]),
    ("\u{1B}", [.key(.escape)]), ("\u{1B}\u{1B}", [.key(.escape), .key(.escape)]),
    ("\u{1B}\u{1B}[Z", [.key(.escape), .key(.backTab)]),
    ("é漢🙂", [.key(.character("é")), .key(.character("漢")), .key(.character("🙂"))]),
    ("\u{1B}[?62;4c", [.reply(.deviceAttributes([62, 4]))]), ("\u{1B}[?6c", [.reply(.deviceAttributes([6]))]),
    ("\u{1B}]11;rgb:ffff/8080/0000\u{1B}\\", [.reply(.background(red: 0xFFFF, green: 0x8080, blue: 0))]),
    ("\u{1B}]11;rgb:ff/80/00\u{07}", [.reply(.background(red: 0xFFFF, green: 0x8080, blue: 0))]),
    ("\u{1B}]11;rgba:f/8/0/f\u{07}", [.reply(.background(red: 0xFFFF, green: 0x8888, blue: 0))]),
    ("\u{1B}]10;#ffffff\u{07}", [.reply(.foreground(red: 0xFFFF, green: 0xFFFF, blue: 0xFFFF))]),
    (
      "q\u{1B}]11;rgb:0/0/0\u{07}\u{1B}[?1cR",
      [
        .key(.character("q")), .reply(.background(red: 0, green: 0, blue: 0)), .reply(.deviceAttributes([1])),
        .key(.character("R")),
      ]
    ),
    ("\u{1B}[200~q\rK\u{1B}[A\u{1B}[201~x", [.paste("q\rK\u{1B}[A"), .key(.character("x"))]),
    ("\u{1B}[200~\u{1B}[201~", [.paste("")]), ("\u{1B}[200~\u{1B}[201\u{1B}[201~", [.paste("\u{1B}[201")]),
    ("\u{1B}[<0;1\rx", [.key(.enter), .key(.character("x"))]),
  ]

  @Test(arguments: meaningful)
  func aSequenceWithMeaningHasIt(sequence: String, inputs: [TerminalInput]) { #expect(Self.parse(sequence) == inputs) }

  @Test func whatTerminfoKnowsComesFirst() {
    let keys = FunctionKeys([
      "kcuu1": Array("\u{1B}A".utf8), "kf1": Array("\u{1B}[[A".utf8), "kDC": Array("\u{1B}[3$".utf8),
    ])
    #expect(
      Self.parse(Array("\u{1B}A\u{1B}[[Ax".utf8), keys: keys) == [.key(.up), .key(.function(1)), .key(.character("x"))])
    #expect(Self.parse(Array("\u{1B}[3$x".utf8), keys: keys) == [.key(.character("x"))])
  }

  @Test func aLongPasteIsCutAndALostEndIsWaitedForNoLonger() {
    let long = String(repeating: "q\r", count: 100_000)
    let inputs = Self.parse("\u{1B}[200~" + long + "\u{1B}[201~x")
    #expect(inputs == [.paste(String(long.prefix(InputParser.longestPaste))), .key(.character("x"))])
    #expect(Self.parse("\u{1B}[200~abc") == [.paste("abc")])
    #expect(Self.parse("\u{1B}]0;" + long.filter { $0 == "q" } + "\u{07}x") == [.key(.character("x"))])
  }

  @Test func whatComesLateBehindAnEscapeIsStillNoLetter() {
    var parser = InputParser(functionKeys: Self.functionKeys)
    var inputs: [TerminalInput] = []
    parser.feed(0x1B, into: &inputs)
    parser.timeOut(into: &inputs)
    for byte in "[<35;1;1Mq".utf8 { parser.feed(byte, into: &inputs) }
    #expect(inputs == [.key(.escape), .key(.character("q"))])
    inputs = []
    parser.feed(0x1B, into: &inputs)
    parser.timeOut(into: &inputs)
    parser.timeOut(into: &inputs)
    parser.feed(UInt8(ascii: "["), into: &inputs)
    #expect(inputs == [.key(.escape), .key(.character("["))])
  }

  @Test func aLocaleOfSingleBytesIsDecodedByteByByte() {
    var parser = InputParser(decodeByte: { Unicode.Scalar($0) })
    var inputs: [TerminalInput] = []
    for byte in [0xE9, 0x9B, 0x41, 0x1B, 0xE9, 0x71] as [UInt8] { parser.feed(byte, into: &inputs) }
    #expect(inputs == [.key(.character("é")), .key(.up), .key(.character("q"))])
  }

  // MARK: - Anything at all

  /// Whatever comes, it never traps; and after a pause and a key, that key is what comes out last.
  @Test(arguments: 1...40 as ClosedRange<UInt64>)
  func anythingMayCome(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let fragments = Self.meaningless + Self.meaningful.map(\.0) + ["q", "\r", "\u{1B}", "[", "O", "]", "漢"]
    for _ in 0..<200 {
      var bytes: [UInt8] = []
      for _ in 0..<Int.random(in: 1...6, using: &random) {
        if Int.random(in: 0..<4, using: &random) == 0 {
          bytes += (0..<Int.random(in: 1...8, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
        } else {
          let fragment = Array(fragments.randomElement(using: &random)!.utf8)
          bytes += fragment.prefix(Int.random(in: 1...fragment.count, using: &random))
        }
      }
      var parser = InputParser(functionKeys: Self.functionKeys)
      var inputs: [TerminalInput] = []
      for byte in bytes { parser.feed(byte, into: &inputs) }
      while parser.rest != .none { parser.timeOut(into: &inputs) }
      parser.feed(UInt8(ascii: "x"), into: &inputs)
      #expect(inputs.last == .key(.character("x")), "\(bytes)")
    }
  }
}
