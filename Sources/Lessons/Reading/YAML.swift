import Model
import PlainYAML

extension LessonReader {
  /// Reads a YAML block.
  /// - Parameter line: the line of its opening fence. Its first line is the next one.
  mutating func yaml(_ lines: [Line], openedAt line: Int) -> YAML? {
    do {
      guard let yaml = try YAML(reading: lines.map(\.text)) else {
        mistake(line, "this block is empty; write lines such as `title: Two producers`")
        return nil
      }
      return inFile(yaml, offset: line)
    } catch {
      mistake(line + error.line, error.reason)
      return nil
    }
  }

  /// The same with lines of the file, and checked for invisible characters: in quotation marks, YAML can write
  /// characters that the file itself must not contain.
  /// - Parameter offset: how many lines of the file precede the block's first.
  private mutating func inFile(_ yaml: YAML, offset: Int) -> YAML {
    var yaml = yaml
    yaml.line += offset
    switch yaml.content {
    case .text(let text): check(text, yaml.line)
    case .list(let items): yaml.content = .list(items.map { inFile($0, offset: offset) })
    case .fields(let fields):
      yaml.content = .fields(
        fields.map { field in
          var field = field
          field.line += offset
          check(field.name, field.line)
          field.value = inFile(field.value, offset: offset)
          return field
        })
    }
    return yaml
  }

  private mutating func check(_ text: String, _ line: Int) {
    if let forbidden = text.unicodeScalars.first(where: \.isForbidden) {
      mistake(line, "there is an invisible character, \(forbidden.codePoint); remove it")
    }
  }
}
