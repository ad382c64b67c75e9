import Model

/// The reason why a text is not progress.
public enum ProgressFlaw: Error, Sendable, Hashable, CustomStringConvertible {
  /// It cannot be read from this line on, counted from 1.
  case damaged(line: Int, String)
  /// A later Ringside wrote it, with data that this one does not know: it must not be changed.
  case laterVersion(Int)

  /// The end of a sentence. It is safe to print.
  public var description: String {
    switch self {
    case .damaged(let line, let reason): "line \(line): \(reason)"
    case .laterVersion(let version):
      "it has version \(version), and this Ringside knows version \(ProgressText.version)"
    }
  }
}

extension Progress {
  /// Reads the format of ``text``.
  public init(reading text: String) throws(ProgressFlaw) { try self.init(reading: text, key: .zero) }

  /// - Parameter key: the key with which the lessons were sealed; nil if it is not known.
  init(reading text: String, key: SealKey?) throws(ProgressFlaw) {
    var reader = try ProgressReader(text)
    while let name = try reader.next("lesson") {
      guard lessons[name] == nil else { throw reader.flaw("the lesson '\(harmless(name).cut(to: 60))' is there twice") }
      var lesson = try reader.lesson()
      let seal = try reader.next("seal")
      if reader.version == 1 {
        lesson.trust = .unsealed
      } else if seal == nil || seal != key?.seal(lesson.lines(name)) {
        lesson.trust = .broken
      }
      lessons[name] = lesson
    }
    try reader.end()
  }
}

/// Reads the lines of a progress file, which have a fixed order.
private struct ProgressReader {
  private struct Line {
    /// Counted from 1.
    var number: Int
    var word: Substring.UnicodeScalarView
    var text: Substring.UnicodeScalarView
  }

  let version: Int
  /// The lines that are neither empty nor a comment.
  private let lines: [Line]
  private var position = 0
  /// The number of all lines.
  private let count: Int

  init(_ text: String) throws(ProgressFlaw) {
    // Scalar by scalar: a combining mark after a space forms one character with it, which a search for a space would
    // miss.
    let all = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
    let title = ProgressText.title.unicodeScalars
    guard let first = all.first, first.starts(with: title),
      let version = Int(String(first.dropFirst(title.count).trimmed)), version > 0
    else { throw .damaged(line: 1, "it does not begin with '\(ProgressText.title)\(ProgressText.version)'") }
    guard version <= ProgressText.version else { throw .laterVersion(version) }
    self.version = version
    count = all.count
    var lines: [Line] = []
    for (index, line) in all.enumerated() {
      let content = line.trimmed
      if content.isEmpty || content.first == "#" { continue }
      guard !content.contains(where: { $0.properties.generalCategory == .control }) else {
        throw .damaged(line: index + 1, "it has a character that no text has")
      }
      let end = content.firstIndex(of: " ") ?? content.endIndex
      lines.append(Line(number: index + 1, word: content[..<end], text: content[end...].trimmed))
    }
    self.lines = lines
  }

  /// A flaw of the last line that was read.
  func flaw(_ reason: String) -> ProgressFlaw {
    .damaged(line: position == 0 ? 1 : lines[position - 1].number, reason)
  }

  /// The text of the next line if it begins with this word.
  mutating func next(_ word: String) throws(ProgressFlaw) -> String? {
    guard position < lines.count, lines[position].word.elementsEqual(word.unicodeScalars) else { return nil }
    position += 1
    guard let text = ProgressText.unescaped(lines[position - 1].text) else {
      throw flaw("it has a backslash with something unknown behind it")
    }
    return text
  }

  mutating func end() throws(ProgressFlaw) {
    guard let rest = try next("end") else { throw unexpected("end") }
    guard rest.isEmpty else { throw flaw("'end' should stand alone") }
    guard position == lines.count else { throw .damaged(line: lines[position].number, "it goes on behind its end") }
  }

  /// The flaw of a missing line.
  private func unexpected(_ word: String) -> ProgressFlaw {
    .damaged(
      line: position < lines.count ? lines[position].number : count, "'\(word)' should stand here, and does not")
  }

  private mutating func text(_ word: String) throws(ProgressFlaw) -> String {
    guard let text = try next(word) else { throw unexpected(word) }
    return text
  }

  private mutating func number(_ word: String, from least: Int = 0) throws(ProgressFlaw) -> Int {
    // The line is read first, so that an error about the number refers to it.
    let text = try text(word)
    return try number(reading: text, from: least)
  }

  private func number(reading text: String, from least: Int = 0) throws(ProgressFlaw) -> Int {
    guard let number = Int(decimal: text), ProgressText.numbers.contains(number), number >= least else {
      throw flaw("it should have a number from \(least) to \(ProgressText.numbers.upperBound)")
    }
    return number
  }

  private mutating func judgement(_ word: String) throws(ProgressFlaw) -> Bool {
    switch try text(word) {
    case "right": return true
    case "wrong": return false
    default: throw flaw("it says neither right nor wrong")
    }
  }

  mutating func lesson() throws(ProgressFlaw) -> LessonProgress {
    var lesson = LessonProgress()
    lesson.played = try next("played")
    lesson.finished = try next("finished")
    if let seed = try next("shuffled") {
      guard let number = UInt64(seed) else { throw flaw("it should have a whole number") }
      lesson.seed = number
    }
    if let word = try next("trust") { lesson.trust = try this(word) }
    if let title = try next("at") {
      lesson.place = LessonPlace(
        step: try number("step", from: 1) - 1, title: title, page: try number("page", from: 1) - 1)
    }
    while let title = try next("done") { lesson.done.append(title) }
    while let step = try next("prediction") { lesson.predictions.append(try prediction(of: step)) }
    while let step = try next("challenge") { lesson.challenges.append(try challenge(of: step)) }
    return lesson
  }

  private mutating func prediction(of step: String) throws(ProgressFlaw) -> PredictionRecord {
    var record = PredictionRecord(
      step: step, number: try number("number", from: 1), question: try text("asked"),
      shown: try next("shown").map { text throws(ProgressFlaw) in try numbers(text) } ?? [],
      answer: try response("answered"),
      found: try response("found"), isRight: try judgement("first"), tries: try number("tries", from: 1),
      isLatestRight: try judgement("latest"))
    while let answer = try next("option") { record.voted.append(answer) }
    while let counts = try next("voted") { record.votes.append(try numbers(counts)) }
    return record
  }

  private func numbers(_ text: String) throws(ProgressFlaw) -> [Int] {
    var numbers: [Int] = []
    for number in text.split(separator: " ") { numbers.append(try self.number(reading: String(number))) }
    return numbers
  }

  /// Reads one of the words of an enumeration.
  private func this<Words: RawRepresentable<String>>(_ word: String) throws(ProgressFlaw) -> Words {
    guard let value = Words(rawValue: word) else { throw flaw("it has an unknown word") }
    return value
  }

  private mutating func response(_ word: String) throws(ProgressFlaw) -> PredictionRecord.Response {
    PredictionRecord.Response(try text(word), says: try next("says"))
  }

  private mutating func challenge(of step: String) throws(ProgressFlaw) -> ChallengeRecord {
    var record = ChallengeRecord(
      step: step, number: try number("number", from: 1), goal: try text("goal"), schedule: try text("schedule"),
      moves: try number("moves"))
    if let word = try next("solution") { record.solution = try this(word) }
    return record
  }
}

extension Substring.UnicodeScalarView {
  fileprivate var trimmed: Self {
    var rest = drop { $0 == " " || $0 == "\t" || $0 == "\r" }
    while let last = rest.last, last == " " || last == "\t" || last == "\r" { rest.removeLast() }
    return rest
  }
}
