public import Grid
import Model

/// A kind of file that a recording can be exported to.
public enum ExportFormat: String, Sendable, Hashable, CaseIterable {
  case html, cast, svg, txt, json, perfetto

  /// The format by the ending of a path, in capital or small letters: the name of the format, and for Perfetto's trace
  /// `.perfetto.json` or `.trace.json`. Nil for another ending.
  public init?(path: String) {
    let path = path.lowercased()
    if path.hasSuffix(".trace.json") {
      self = .perfetto
      return
    }
    // The longest ending counts, because that of Perfetto's trace ends with another one.
    let endings = Self.allCases.filter { path.hasSuffix($0.ending) }
    guard let format = endings.max(by: { $0.ending.utf8.count < $1.ending.utf8.count }) else { return nil }
    self = format
  }

  /// Of a path, with its dot.
  public var ending: String { self == .perfetto ? ".perfetto.json" : ".\(rawValue)" }

  /// The endings in words, for a refusal: `.html, .cast, .svg, .txt, .json or .perfetto.json`.
  public static var endings: String { allCases.map(\.ending).listed("or") }

  /// A description of such a file in a few words, for help and manual.
  public var summary: String {
    switch self {
    case .html: "a web page to step through, in one file"
    case .cast: "a terminal recording for asciinema, with a marker at each step"
    case .svg: "a picture of the last screen"
    case .txt: "each step and its screen as plain text"
    case .json: "each step, its changes and its screen as data"
    case .perfetto: "a trace for ui.perfetto.dev, with a track for each process"
    }
  }

  /// The contents of a file of this kind, in UTF-8.
  ///
  /// - Parameter theme: the colours, where the format has any.
  public func contents(of recording: Recording, theme: ThemeChoice) throws -> String {
    switch self {
    case .html: try HTMLExport(recording, theme).page
    case .cast: try CastExport(recording, theme).lines
    case .svg: recording.picture(theme)
    case .txt: recording.plainText
    case .json: try JSONOutput.object(RecordingData(recording), kind: "recording") + "\n"
    case .perfetto: try JSONOutput.line(PerfettoTrace(recording)) + "\n"
    }
  }
}
