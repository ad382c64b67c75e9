import ArgumentParser
import Reports

/// The option for a file to which a run is written.
struct ExportOption: ParsableArguments {
  @Option(
    name: .customLong("export"),
    help: "Write what is shown, step by step, to this file: \(ExportFormat.endings).",
    completion: .file(),
    transform: { path in
      guard ExportFormat(path: path) != nil else {
        throw RefusedValue.error("use the path of a file whose name ends in \(ExportFormat.endings)")
      }
      return path
    })
  var path: String?

  /// The file, once it is certain that it can be written; nil without the option.
  /// - Throws: a sentence that says why it cannot be written.
  func file() throws -> ExportFile? { try path.map { try ExportFile($0) } }
}
