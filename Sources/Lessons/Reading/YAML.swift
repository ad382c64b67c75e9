import Model
import Yams

/// The contents of a YAML block: texts, lists and fields, with their lines in the file.
struct YAML {
  var line: Int
  var content: Content

  enum Content {
    case text(String)
    case list([YAML])
    case fields([Field])
  }

  struct Field {
    var line: Int
    var name: String
    var value: YAML
  }
}

extension LessonReader {
  /// The largest YAML block, in bytes. A hostile one can take time quadratic in its size.
  private static let largestYAML = 1 << 16

  /// Reads a YAML block.
  /// - Parameter line: the line of its opening fence. Its first line is the next one.
  mutating func yaml(_ lines: [Line], openedAt line: Int) -> YAML? {
    guard lines.reduce(0, { $0 + $1.text.utf8.count + 1 }) <= Self.largestYAML else {
      mistake(line, "this block has more than 64 KiB of YAML; shorten it")
      return nil
    }
    if let (line, reason) = YAMLGuard.refusal(of: lines) {
      mistake(line, reason)
      return nil
    }
    do {
      let text = lines.map(\.text).joined(separator: "\n")
      // The basic resolver: this code decides what is a number and what is a text, not the look of a value.
      let parser = try Parser(yaml: text, resolver: .basic, encoding: .utf8)
      guard let node = try parser.singleRoot() else {
        mistake(line, "this block is empty; write lines such as `title: Two producers`")
        return nil
      }
      return yaml(node, offset: line)
    } catch {
      let (inBlock, reason) = Self.words(for: error)
      mistake(line + min(max(inBlock, 1), max(lines.count, 1)), reason)
      return nil
    }
  }

  /// - Parameter offset: how many lines of the file precede the block's first.
  private mutating func yaml(_ node: Node, offset: Int) -> YAML? {
    let line = (node.mark?.line ?? 1) + offset
    switch node {
    case .scalar(let scalar): return YAML(line: line, content: .text(text(of: scalar, line)))
    case .sequence(let sequence):
      return YAML(line: line, content: .list(sequence.compactMap { yaml($0, offset: offset) }))
    case .mapping(let mapping):
      let fields = mapping.compactMap { key, value -> YAML.Field? in
        let line = (key.mark?.line ?? 1) + offset
        guard case .scalar(let scalar) = key else {
          mistake(line, "the name of a field must be a word, such as title")
          return nil
        }
        let name = text(of: scalar, line)
        return yaml(value, offset: offset).map { YAML.Field(line: line, name: name, value: $0) }
      }
      return YAML(line: line, content: .fields(fields))
    case .alias:
      mistake(line, "aliases are not allowed here; write the text again")
      return nil
    }
  }

  /// The text of a scalar. In quotation marks, YAML can write characters that the file itself must not contain.
  private mutating func text(of scalar: Node.Scalar, _ line: Int) -> String {
    if let forbidden = scalar.string.unicodeScalars.first(where: \.isForbidden) {
      mistake(line, "there is an invisible character, \(forbidden.codePoint); remove it")
    }
    return scalar.string
  }
}
