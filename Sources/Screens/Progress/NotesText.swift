import Grid
import Lessons
import Model

extension SpeakerNotes {
  /// The notes in lines for people.
  /// - Parameters:
  ///   - limit: how many cells a line may have. A longer word has its own line.
  ///   - titled: whether the lesson's title is the first line.
  public func lines(within limit: Int = 80, titled: Bool = true) -> [String] {
    let put = { (text: String) in wrapped(harmless(text), behind: "", within: limit) }
    var lines = titled ? put(lesson) : []
    lines += put("step \(step + 1) of \(steps): \(title)")
    if pages > 1 { lines.append("page \(page + 1) of \(pages)") }
    lines.append("")
    if notes.first?.page != page { lines += ["there are no notes for this page", ""] }
    for page in notes {
      if pages > 1 { lines.append(page.page == self.page ? "now:" : "from page \(page.page + 1):") }
      for paragraph in page.paragraphs { lines += paragraph.lines(within: limit) + [""] }
    }
    return lines + put(next.map { "next: \($0)" } ?? "this is the last step")
  }
}

extension Paragraph {
  fileprivate func lines(within limit: Int) -> [String] {
    let text = harmless(runs.map(\.text).joined())
    switch kind {
    case .plain: return wrapped(text, behind: "", within: limit)
    case .listItem(let mark): return wrapped(text, behind: "\(harmless(mark)) ", within: limit)
    case .quote: return wrapped(text, within: limit - 2).map { "> " + $0 }
    case .code: return runs.map { "  " + harmless($0.text) }
    }
  }
}
