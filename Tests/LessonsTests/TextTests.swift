import Lessons
import Testing

@Suite("Running text")
struct TextTests {
  typealias Run = Paragraph.TextRun

  @Test(
    "marks",
    arguments: [
      ("plain", [Run("plain")]),
      ("a **b** c", [Run("a "), Run("b", .strong), Run(" c")]),
      ("a *b c* d", [Run("a "), Run("b c", .emphasized), Run(" d")]),
      ("`a*b*c` d", [Run("a*b*c", .code), Run(" d")]),
      ("`a  b`", [Run("a  b", .code)]),
      ("``a`b``", [Run("a`b", .code)]),
      ("`` `a` ``", [Run("`a`", .code)]),
      ("**a `b` c**", [Run("a ", .strong), Run("b", .code), Run(" c", .strong)]),
      ("P1*4 C1*2 P1", [Run("P1*4 C1*2 P1")]),
      ("2 * 3 * 4", [Run("2 * 3 * 4")]),
      ("a * b*", [Run("a * b*")]),
      ("*a", [Run("*a")]),
      ("`a", [Run("`a")]),
      ("\\*a\\* and \\n", [Run("*a* and \\n")]),
      ("*a*, (*b*)", [Run("a", .emphasized), Run(", ("), Run("b", .emphasized), Run(")")]),
      ("sem_wait and shm_open", [Run("sem_wait and shm_open")]),
      ("***", [Run("***")]),
    ])
  func marks(text: String, runs: [Run]) throws {
    #expect(try Sample.parts("x\n\n" + text).last?.content == .text(Paragraph(runs)))
  }

  @Test("paragraphs, lists, quotations and code")
  func kinds() throws {
    let text = """
      One
        and more of it,
      in 1986.
      1986. Not a list.

      - a
        and
      more
      - b

      * c
      1. first
      2. second

         still about the second

      > said
      > by somebody
      >
      > again

          code,  indented
            \tas it stands

      End
      - d

      ```text
        kept\tas
       it is
      ```

      ```
      plain
      ```
      """
    let paragraphs = try Sample.parts(text).map { part -> Paragraph in
      guard case .text(let paragraph) = part.content else { throw ReadingTests.Failure() }
      return paragraph
    }
    #expect(
      paragraphs == [
        Paragraph([Run("One and more of it, in 1986. 1986. Not a list.")]),
        Paragraph([Run("a and more")], .listItem(mark: "-")),
        Paragraph([Run("b")], .listItem(mark: "-")),
        Paragraph([Run("c")], .listItem(mark: "-")),
        Paragraph([Run("first")], .listItem(mark: "1.")),
        Paragraph([Run("second")], .listItem(mark: "2.")),
        Paragraph([Run("still about the second")]),
        Paragraph([Run("said by somebody")], .quote),
        Paragraph([Run("again")], .quote),
        Paragraph([Run("code,  indented", .code), Run("    as it stands", .code)], .code),
        Paragraph([Run("End")]),
        Paragraph([Run("d")], .listItem(mark: "-")),
        Paragraph([Run("  kept  as", .code), Run(" it is", .code)], .code),
        Paragraph([Run("plain", .code)], .code),
      ])
  }

  @Test("a longer fence holds shorter ones, and hints and notes hold code")
  func nested() throws {
    let parts = try Sample.parts("````notes\nLook:\n```sh\nls\n```\n````")
    #expect(
      parts == [LessonPart(line: 11, .notes([Paragraph([Run("Look:")]), Paragraph([Run("ls", .code)], .code)]))])
  }

  @Test("a heading says what it says, whatever its marks")
  func headings() throws {
    let lesson = try Sample.lesson(
      Sample.front + "## What **does** `mutex` *do*?\nIt excludes.\n#include is no heading")
    #expect(lesson.steps.map(\.title) == ["What does mutex do?"])
    #expect(lesson.steps[0].parts.count == 1)
  }
}
