import Grid
import Testing

@testable import Terminal

@Suite struct BurstTests {
  private func keys(_ text: String) -> [TerminalInput] { text.map { .key($0 == "\n" ? .enter : .character($0)) } }

  @Test func textFasterThanAnybodyTypesIsAPaste() {
    var burst = Burst()
    let text = "int main(void) {\n  return 0;\n}\n"
    #expect(burst.filter(keys(text), at: 1_000_000_000, quiet: 1_000_000_000) == [.paste(text)])
    // What comes at once behind it belongs to it; what comes after a pause does not.
    #expect(burst.filter(keys("q"), at: 1_010_000_000, quiet: 1_010_000_000) == [.paste("q")])
    #expect(burst.filter(keys("q"), at: 1_100_000_000, quiet: 1_100_000_000) == keys("q"))
  }

  @Test(arguments: ["sspcpc", "ppppcKu", "12345", "q\n", String(repeating: "b", count: 400)])
  func keysOfSomebodyInAHurryAreKeys(typed: String) {
    var burst = Burst()
    #expect(burst.filter(keys(typed), at: 1_000_000_000, quiet: 1_000_000_000) == keys(typed))
  }

  @Test(arguments: ["quit it", "ls -l\n", "every item", "pcpcpc"])
  func aShortTextAtOnceIsAPasteUnlessItMayHaveBeenTypedMeanwhile(text: String) {
    var burst = Burst()
    #expect(burst.filter(keys(text), at: 1_000_000_000, quiet: 990_000_000) == [.paste(text)])
    burst = Burst()
    #expect(burst.filter(keys(text), at: 1_000_000_000, quiet: 500_000_000) == keys(text))
  }

  @Test func aFastTypistIsNoBurst() {
    var burst = Burst()
    var time: UInt64 = 0
    for key in keys("the quick brown fox jumps over the lazy dog") {
      // 400 words a minute.
      time += 31_000_000
      #expect(burst.filter([key], at: time, quiet: time) == [key])
    }
  }

  @Test func aKeyThatRepeatsIsNoBurstButAFloodIs() {
    var burst = Burst()
    let arrows = Array(repeating: TerminalInput.key(.down), count: 200)
    #expect(burst.filter(arrows, at: 1_000_000_000, quiet: 1_000_000_000) == arrows)
    #expect(burst.filter(arrows + arrows, at: 1_000_000_000, quiet: 1_000_000_000) == [])
  }

  @Test func aReplyIsNoKey() {
    var burst = Burst()
    let reply = TerminalInput.reply(.deviceAttributes([1]))
    let text = "abcdefghijklmnopqrstuvwxyz"
    #expect(burst.filter(keys(text) + [reply], at: 0, quiet: 0) == [reply, .paste(text)])
  }
}
