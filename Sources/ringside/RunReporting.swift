import Model
import Reports

extension RunReport {
  /// The program's exit code; nil if there was no error.
  var exitCode: Int32? {
    switch verdict {
    case .deadlock: 4
    case .violated: 3
    case .failed: 1
    case .holds, .unaccounted: nil
    }
  }

  /// Data goes to standard output; after a trace, the summary goes to standard error.
  func print(asJSON: Bool, tracing: Bool) throws {
    for trouble in outcome.troubles { say(trouble.sentence) }
    if asJSON {
      Swift.print(try JSONOutput.object(RunReportData(self), kind: "report", units: RunReportData.units))
    } else if tracing {
      say(sentences.joined(separator: "; "))
    } else {
      sentences.forEach { Swift.print($0) }
    }
  }
}
