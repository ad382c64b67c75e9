import Model
import Reports

extension RunReport {
  /// What the program ends with; nil when all is well.
  var exitCode: Int32? {
    switch verdict {
    case .deadlock: 4
    case .violated: 3
    case .failed: 1
    case .holds, .unaccounted: nil
    }
  }

  /// Data to standard output; below a trace, the words that sum it up to standard error.
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
