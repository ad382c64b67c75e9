import Lessons
import Testing

@Suite("YAML that is wrong or hostile")
struct YAMLTests {
  @Test(
    "what is wrong in it is said with the line of the file",
    arguments: [
      Wrong(
        "ask: Who waits: P1 or C1?", "12: a text that contains a colon and a space must be between quotation marks"),
      Wrong("ask: x\nask: y", "12: `ask` is there more than once"),
      Wrong("ask: \"x\nnumber: lost", "12: the closing quotation mark is missing"),
      Wrong("ask: x\n\tnumber: lost", "13: "),
      Wrong("ask: x\n  number: lost\nanswer: 1", "13: "),
      Wrong("ask: \"x\" y\nnumber: lost", "12: this does not fit"),
      Wrong("ask: x\nnumber\nanswer: 1", "13: "),
      Wrong("ask: [x", "12: "),
      Wrong("ask: **Who** waits?", "12: a text that begins with * must be between quotation marks"),
      Wrong("ask: `in` is what?", "12: a text cannot begin with this character"),
      Wrong("ask: x\n[a]: y", "13: the name of a field must be a word"),
    ])
  func mistakes(wrong: Wrong) {
    let found = Sample.mistakes(behindFront: "```predict\n\(wrong.text)\n```")
    #expect(found.contains { $0.hasPrefix(wrong.mistakes[0]) }, "\(found)")
  }

  @Test(
    "anchors, aliases, tags and directives are refused",
    arguments: [
      "&a x", "*a", "!!int 3", "[&a x, *a]", "{b: &a x}", "{b:\n &a x}", "[x,\n y,&a x]", "\n  &a x", "\n  - &a x",
      "\n  - - &a x", "\n  ? &a x\n  : y", "\n  \"k\": &a x", "\n  'k' : &a x", "\n  k:\t&a x", "\n  k: - &a x",
    ])
  func anchors(value: String) {
    let found = Sample.mistakes(behindFront: "```predict\nask: \(value)\n```")
    #expect(found.contains { $0.contains("must be between quotation marks") }, "\(found)")
  }

  private static let harmless: [(String, String)] = [
    ("\"*x* y\"", "x y"), ("a & b", "a & b"), ("it is *not* so", "it is not so"),
    ("read(fd, &item)", "read(fd, &item)"),
    ("'a: *b*'", "a: b"), ("a? *b*", "a? b"), ("Stop!", "Stop!"), ("\"a\\\": *b*\"", "a\": b"),
  ]

  @Test("what only looks like them is a text", arguments: harmless)
  func texts(value: String, words: String) throws {
    let parts = try Sample.parts("```predict\nask: \(value)\nnumber: lost\nanswer: 1\n```")
    guard case .prediction(let prediction) = parts.first?.content else { throw ReadingTests.Failure() }
    #expect(prediction.question.map(\.text).joined() == words)
  }

  @Test("further documents and directives are refused", arguments: ["--- &a", "...", "%YAML 1.1", "%TAG ! x"])
  func documents(line: String) {
    let found = Sample.mistakes(behindFront: "```predict\nask: x\n\(line)\n```")
    #expect(found == ["13: a block cannot contain a line that begins with `---`, `...` or `%`; remove it"])
  }

  private static let hostile: [String] = [
    String(repeating: "[", count: 60_000), String(repeating: "{a: ", count: 15_000),
    String(repeating: "- ", count: 30_000), String(repeating: "? ", count: 30_000),
    String(repeating: "{", count: 60_000), String(repeating: "a: ", count: 20_000),
    String(repeating: "[", count: 900) + String(repeating: "]", count: 900),
    String(repeating: "{[", count: 900) + String(repeating: "]}", count: 900),
    String(repeating: "\"", count: 60_001), String(repeating: "a:\n", count: 20_000),
    (0..<6000).map { "k\($0): 0\n" }.joined(), (0..<300).map { String(repeating: " ", count: $0) + "k:\n" }.joined(),
    String(repeating: "x", count: 70_000),
    "a: &a [x,x]\n" + (0..<30).map { "b\($0): &b\($0) [*a,*a]\n" }.joined() + "? *b29\n: y",
  ]

  @Test("bombs are refused within a moment", arguments: hostile)
  func bombs(yaml: String) {
    let clock = ContinuousClock()
    let time = clock.measure { #expect(Sample.mistakes(behindFront: "```predict\n\(yaml)\n```") != []) }
    #expect(time < .seconds(20))
  }

  @Test(
    "characters that YAML writes as escapes are refused as well", arguments: ["\\e[31m", "\\x9b", "\\u202e", "\\0"])
  func escapes(text: String) {
    let found = Sample.mistakes(behindFront: "```predict\nask: \"a\(text)b\"\nnumber: lost\nanswer: 1\n```")
    #expect(found.first?.hasPrefix("12: there is an invisible character, U+") ?? false, "\(found)")
  }
}
