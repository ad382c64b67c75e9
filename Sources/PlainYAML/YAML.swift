/// The contents of a YAML text, as far as people write it by hand: texts, lists and fields, with their lines. Whether
/// a text is a number is for its reader to decide, not for the look of it.
public struct YAML: Sendable {
  /// In the text, from 1.
  public var line: Int
  public var content: Content

  public enum Content: Sendable {
    case text(String)
    case list([YAML])
    case fields([Field])
  }

  public struct Field: Sendable {
    public var line: Int
    public var name: String
    public var value: YAML
  }
}

extension YAML {
  /// The longest text, in bytes. A hostile one can take time quadratic in its size.
  private static let longest = 1 << 16

  /// Reads a text, given as its lines.
  /// - Returns: its contents; nil if there are none.
  /// - Throws: the first mistake in it.
  public init?(reading lines: [Substring]) throws(YAMLMistake) {
    guard lines.reduce(0, { $0 + $1.utf8.count + 1 }) <= Self.longest else {
      throw YAMLMistake(line: 0, "this block has more than 64 KiB of YAML; shorten it")
    }
    if let mistake = YAMLGuard.refusal(of: lines) { throw mistake }
    let events = YAMLEvents(lines.joined(separator: "\n"))
    do {
      guard let yaml = try Self.contents(of: events) else { return nil }
      self = yaml
    } catch {
      // The end of the text is after its last line.
      throw YAMLMistake(line: min(max(error.line, 1), max(lines.count, 1)), error.reason)
    }
  }

  private static func contents(of events: YAMLEvents) throws(YAMLMistake) -> YAML? {
    while true {
      let event = try events.next()
      switch event.kind {
      case .other: continue
      case .end: return nil
      default: return try YAML(event, events, depth: 0)
      }
    }
  }

  private static let deepest = 32

  private init(_ event: YAMLEvents.Event, _ events: YAMLEvents, depth: Int) throws(YAMLMistake) {
    guard depth < Self.deepest else {
      throw YAMLMistake(line: event.line, "this is nested more than \(Self.deepest) times; make it flatter")
    }
    line = event.line
    switch event.kind {
    case .text(let text): content = .text(text)
    case .listBegins: content = .list(try Self.list(events, depth: depth + 1))
    case .fieldsBegin: content = .fields(try Self.fields(events, depth: depth + 1))
    case .alias: throw YAMLMistake(line: line, "aliases are not allowed here; write the text again")
    case .listEnds, .fieldsEnd, .other, .end: throw YAMLMistake(line: line, YAMLMistake.notYAML)
    }
  }

  private static func list(_ events: YAMLEvents, depth: Int) throws(YAMLMistake) -> [YAML] {
    var items: [YAML] = []
    while true {
      let event = try events.next()
      if case .listEnds = event.kind { return items }
      items.append(try YAML(event, events, depth: depth))
    }
  }

  private static func fields(_ events: YAMLEvents, depth: Int) throws(YAMLMistake) -> [Field] {
    var fields: [Field] = []
    var lines: [String: Int] = [:]
    while true {
      let event = try events.next()
      if case .fieldsEnd = event.kind { return fields }
      guard case .text(let name) = event.kind else {
        throw YAMLMistake(line: event.line, "the name of a field must be a word, such as title")
      }
      if let line = lines[name] {
        let cut = name.count > 63 ? name.prefix(62) + "…" : name[...]
        throw YAMLMistake(line: line, "`\(cut)` is there more than once; keep one of them")
      }
      lines[name] = event.line
      fields.append(Field(line: event.line, name: name, value: try YAML(events.next(), events, depth: depth)))
    }
  }
}
