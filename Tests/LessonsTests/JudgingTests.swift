import Lessons
import Testing

@Suite("When an answer is judged")
struct JudgingTests {
  /// The pages of a lesson with one step, whose blocks are told by letters: `d` for a `do`, `p` for a question, `t` for text.
  private func pages(_ blocks: String, _ more: String = "") throws -> [Page] {
    let question =
      "```predict\nask: x\nchoices:\n  - says: a\n    if: lost = 0\n  - says: b\n    if: lost = 1\nanswer: 1\n```\n"
    func text(_ blocks: String) -> String {
      blocks.map { $0 == "d" ? "```do\nstep P1\n```\n" : $0 == "p" ? question : "words\n" }.joined()
    }
    let front = Sample.front + "\n## One\n\n" + text(blocks)
    return try Sample.lesson(more.isEmpty ? front : front + "\n## Two\n\n" + text(more)).pages
  }

  @Test("at once, where nothing more happens in its step")
  func atOnce() throws {
    for blocks in ["p", "dtp", "tpt", "ptp"] {
      let pages = try pages(blocks, "d")
      for index in pages.indices where pages[index].prediction != nil {
        #expect(pages.isDecidedAtOnce(index), "\(blocks)")
      }
    }
    let pages = try pages("pdt", "p")
    #expect(!pages.isDecidedAtOnce(0) && pages.isDecidedAtOnce(2))
  }

  @Test("by what happens next in its step, with all that was asked since something happened last")
  func later() throws {
    let pages = try pages("ppdptd", "td")
    // Pages: p, p, d p, t, d; t, d.
    #expect(pages.map { $0.deeds.isEmpty } == [true, true, false, true, false, true, false])
    #expect(pages.decided(by: 2) == 0..<2)
    #expect(pages.decided(by: 4) == 2..<4)
    #expect(pages.decided(by: 6) == 5..<6)
  }
}
