import FoundationEssentials
import Grid
import Model

/// A format in which a recording is written to a file.
public enum ExportFormat: String, Sendable, Hashable, CaseIterable {
  case html, cast, svg, txt, json, perfetto

  /// The format that the ending of a path names; nil if it names none.
  public init?(path: String) {
    if path.hasSuffix(".perfetto.json") || path.hasSuffix(".trace.json") {
      self = .perfetto
      return
    }
    guard let found = Self.allCases.first(where: { $0 != .perfetto && path.hasSuffix(".\($0.rawValue)") }) else {
      return nil
    }
    self = found
  }

  /// All endings, as the end of a sentence.
  public static var endings: String { ".html, .cast, .svg, .txt, .json or .perfetto.json" }

  /// Its use in a few words.
  public var summary: String { rawValue }

  /// The contents of a file.
  /// - Throws: `Refusal` if the recording has no form in this format.
  public func contents(of recording: Recording, theme: ThemeChoice) throws -> String {
    switch self {
    case .txt, .html:
      return recording.steps.map { "\($0.move)\t\($0.words)\n\($0.grid.plainText)\n" }.joined()
    case .json: return try JSONOutput.object(Sketch(recording)) + "\n"
    case .svg:
      return recording.steps.last?.grid.svg(theme.theme(on: .dark)) ?? ""
    case .cast, .perfetto: throw Refusal("the format \(rawValue) is not there yet")
    }
  }
}

private struct Sketch: Encodable {
  struct Step: Encodable {
    var move: String?
    var process: String
    var event: String
    var operation: String
    var changes: [Change]
    var words: String
    var screen: [String]
    var seconds: Double
  }

  struct Change: Encodable {
    var variable: String
    var old: String
    var new: String
  }

  var title: String
  var command: String?
  var steps: [Step]

  init(_ recording: Recording) {
    (title, command) = (recording.title, recording.command)
    steps = recording.steps.map { step in
      Step(
        move: step.move.isEmpty ? nil : step.move, process: step.process, event: step.event, operation: step.operation,
        changes: step.changes.map { Change(variable: $0.variable, old: $0.old, new: $0.new) }, words: step.words,
        screen: step.grid.plainText.split(separator: "\n", omittingEmptySubsequences: false).map(String.init),
        seconds: step.seconds)
    }
  }
}
