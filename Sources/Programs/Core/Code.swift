import Model
import SharedMemory

/// A discipline, as code: what each role does, beside the listing that describes it.
protocol Code: Sendable {
  static var discipline: Discipline { get }
  /// Works as the worker's role does, until something else is wanted of it than its next item. A requirement for each
  /// mode, so that each discipline gets copies of the loops compiled for it alone.
  static func run(_ worker: inout Worker<Instrumented>)
  static func run(_ worker: inout Worker<Unpaced>)
}
