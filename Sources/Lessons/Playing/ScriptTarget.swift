import Model

/// What a script is played on: an experiment with real processes, seen from a lesson.
public protocol ScriptTarget {
  /// Does all of these steps, or as many as it has time for until it is cancelled.
  /// - Throws: Why a step cannot be done, in a sentence.
  func play(_ steps: [ScriptStep], isCancelled: () -> Bool) throws

  /// What conditions are judged by now.
  var observation: Observation { get }
}
