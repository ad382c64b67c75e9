import Model

/// An experiment with real processes on which a lesson runs its scripts.
public protocol ScriptTarget {
  /// Does all of these steps, or those that it finishes before it is cancelled.
  /// - Throws: the reason why a step failed, in a sentence.
  func play(_ steps: [ScriptStep], isCancelled: () -> Bool) throws

  /// The present data against which conditions are judged.
  var observation: Observation { get }
}
