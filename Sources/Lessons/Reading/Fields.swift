import Model
import PlainYAML

/// The fields of a YAML block by name, and their owner.
struct Fields {
  /// The line at which they begin.
  var line: Int
  /// `a setup`, `the front matter`
  var owner: String
  var all: [String: YAML.Field]

  subscript(name: String) -> YAML? { all[name]?.value }

  /// The line at which a field begins.
  func line(of name: String) -> Int { all[name]?.line ?? line }
}

extension LessonReader {
  /// Reads the fields of a mapping.
  /// - Parameter line: the first line of their block.
  mutating func fields(
    of yaml: YAML, _ owner: String, line: Int, known: [String], required: [String]
  ) -> Fields? {
    guard case .fields(let all) = yaml.content else {
      mistake(
        yaml.line, "\(owner) consists of fields, such as `\(known[0]): …`; use \(known.joined(separator: ", "))")
      return nil
    }
    var values: [String: YAML.Field] = [:]
    for field in all {
      if known.contains(field.name) {
        values[field.name] = field
      } else {
        mistake(field.line, unknown("a field of \(owner)", field.name, among: known))
      }
    }
    for name in required where !all.contains(where: { $0.name == name }) {
      mistake(line, "\(owner) needs a field `\(name)`")
    }
    return Fields(line: line, owner: owner, all: values)
  }

  /// The text of a field, without surrounding spaces; nil if the field is missing or has no text.
  mutating func text(_ fields: Fields, _ name: String) -> Located<String>? {
    fields[name].flatMap { text($0, name) }
  }

  mutating func text(_ yaml: YAML, _ name: String) -> Located<String>? {
    guard case .text(let text) = yaml.content else {
      mistake(
        yaml.line,
        "\(named(name)) must be a text, not a list or fields; put quotation marks around brackets or a colon")
      return nil
    }
    let trimmed = Substring(text).trimmed
    guard !trimmed.isEmpty else {
      mistake(yaml.line, "\(named(name)) is empty; write its text")
      return nil
    }
    return Located(line: yaml.line, String(trimmed))
  }

  /// The text of a field with Markdown in it.
  mutating func markdown(_ fields: Fields, _ name: String) -> [Paragraph.TextRun]? {
    text(fields, name).map { [Paragraph.TextRun](markdown: $0.value) }
  }

  /// A whole number.
  mutating func number<Number: FixedWidthInteger>(
    _ fields: Fields, _ name: String, in range: ClosedRange<Number>
  ) -> Number? {
    guard let text = text(fields, name) else { return nil }
    guard let number = Number(decimal: text.value), range.contains(number) else {
      let bounds = range == Number.min...Number.max ? "" : " from \(range.lowerBound) to \(range.upperBound)"
      mistake(text.line, "\(named(name)) must be a whole number\(bounds), not \(quoted(text.value))")
      return nil
    }
    return number
  }

  /// The items of a list; nil if the field is missing or has none.
  mutating func list(_ fields: Fields, _ name: String) -> [YAML]? {
    guard let yaml = fields[name] else { return nil }
    guard case .list(let items) = yaml.content, !items.isEmpty else {
      mistake(fields.line(of: name), "\(named(name)) must be a list; begin each of its lines with a hyphen and a space")
      return nil
    }
    return items
  }

  mutating func condition(_ text: Located<String>) -> Located<Condition>? {
    do {
      let condition = try Condition(reading: text.value)
      try check(condition.terms)
      return Located(line: text.line, condition)
    } catch {
      mistake(text.line, error.description)
      return nil
    }
  }

  mutating func term(_ text: Located<String>) -> Term? {
    do {
      let term = try Term(reading: text.value)
      try check([term])
      return term
    } catch {
      mistake(text.line, error.description)
      return nil
    }
  }

  /// Every variable that is named must belong to some program.
  private func check(_ terms: [Term]) throws(Term.Mistake) {
    for term in terms {
      if let variable = term.variable, !variables.contains(variable.array) { throw .unknown(term.description) }
    }
  }

  private var variables: Set<String> {
    Set(disciplines.flatMap { $0.variables.map(\.array) + $0.program.measures })
  }

  mutating func schedule(_ text: Located<String>) -> Located<Schedule>? {
    // Once there are too many moves, and that was reported, no more are created.
    guard moves <= Schedule.longest else { return nil }
    do {
      return count(try Schedule(reading: text.value), text.line).map { Located(line: text.line, $0) }
    } catch {
      mistake(text.line, error.description)
      return nil
    }
  }

  /// Adds a line's moves to the count for the lesson, which is limited; nil if there were too many before.
  mutating func count(_ schedule: Schedule, _ line: Int) -> Schedule? {
    guard moves <= Schedule.longest else { return nil }
    moves += schedule.moves.count
    if moves > Schedule.longest {
      mistake(line, "a lesson has at most \(Schedule.longest) moves, and this line exceeds that; shorten it")
    }
    return schedule
  }
}

/// A field's name is shown as code; a description such as `an answer` is not.
private func named(_ name: String) -> String { name.contains(" ") ? name : "`\(name)`" }
