internal import CYAML

/// The events of a text, one after the other: yaml_parser_parse of libyaml.
final class YAMLEvents {
  struct Event {
    /// In the text, from 1.
    var line: Int
    var kind: Kind
  }

  enum Kind {
    case text(String)
    case listBegins, listEnds
    case fieldsBegin, fieldsEnd
    case alias
    /// The end of the text.
    case end
    /// The bounds of streams and documents.
    case other
  }

  /// On the heap, since the parser keeps its own address.
  private let parser: UnsafeMutablePointer<yaml_parser_t>
  /// The parser reads them where they are.
  private let bytes: UnsafeMutableBufferPointer<UInt8>
  /// Whether the parser got the memory that it needs.
  private let isReady: Bool

  init(_ text: String) {
    let utf8 = Array(text.utf8)
    bytes = .allocate(capacity: utf8.count)
    _ = bytes.initialize(from: utf8)
    parser = .allocate(capacity: 1)
    isReady = yaml_parser_initialize(parser) == 1
    guard isReady else { return }
    yaml_parser_set_input_string(parser, bytes.baseAddress, bytes.count)
    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
  }

  deinit {
    if isReady { yaml_parser_delete(parser) }
    parser.deallocate()
    bytes.deallocate()
  }

  func next() throws(YAMLMistake) -> Event {
    guard isReady else { throw YAMLMistake(line: 1, "there is no memory to read this; close something else") }
    var event = yaml_event_t()
    guard yaml_parser_parse(parser, &event) == 1 else { throw mistake }
    defer { yaml_event_delete(&event) }
    return Event(line: event.start_mark.line + 1, kind: Self.kind(of: event))
  }

  private static func kind(of event: yaml_event_t) -> Kind {
    switch event.type {
    case YAML_SCALAR_EVENT:
      let scalar = event.data.scalar
      return .text(String(decoding: UnsafeBufferPointer(start: scalar.value, count: scalar.length), as: UTF8.self))
    case YAML_SEQUENCE_START_EVENT: return .listBegins
    case YAML_SEQUENCE_END_EVENT: return .listEnds
    case YAML_MAPPING_START_EVENT: return .fieldsBegin
    case YAML_MAPPING_END_EVENT: return .fieldsEnd
    case YAML_ALIAS_EVENT: return .alias
    case YAML_STREAM_END_EVENT, YAML_NO_EVENT: return .end
    default: return .other
    }
  }

  private var mistake: YAMLMistake {
    let state = parser.pointee
    let context = state.context.map { (String(cString: $0), state.context_mark.line + 1) }
    let problem = state.problem.map { String(cString: $0) } ?? ""
    return YAMLMistake((problem, state.problem_mark.line + 1), in: context)
  }
}
