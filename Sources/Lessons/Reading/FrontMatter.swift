/// The contents of the front matter, as far as it is readable.
struct FrontMatter {
  var title: String?
  var minutes: Int?
  var goals: [String]?
  var setup: ExperimentSetup?
}

extension LessonReader {
  /// Splits the front matter from a file's lines; nil if there is none, because then the rest cannot be checked.
  mutating func frontMatter(_ lines: [Line]) -> (FrontMatter, rest: ArraySlice<Line>)? {
    guard let first = lines.first, first.text.trimmed == "---" else {
      mistake(1, "the front matter is missing; begin with a line `---`, then title, minutes, learn, setup")
      return nil
    }
    guard let end = lines.dropFirst().firstIndex(where: { $0.text.trimmed == "---" }) else {
      mistake(1, "the front matter is not closed; end it with a line `---`")
      return nil
    }
    return (frontMatter(Array(lines[1..<end]), line: first.number), lines[(end + 1)...])
  }

  private mutating func frontMatter(_ lines: [Line], line: Int) -> FrontMatter {
    var front = FrontMatter()
    let known = ["title", "minutes", "learn", "setup"]
    guard let yaml = yaml(lines, openedAt: line),
      let fields = fields(of: yaml, "the front matter", line: line, known: known, required: known)
    else { return front }
    front.title = markdown(fields, "title")?.plainText
    front.minutes = number(fields, "minutes", in: 1...600)
    front.goals = list(fields, "learn")?.compactMap { item in
      text(item, "a line of learn").map { [Paragraph.TextRun](markdown: $0.value).plainText }
    }
    front.setup = fields["setup"].flatMap { setup($0, line: fields.line(of: "setup")) }
    return front
  }
}
