import Model
import SharedMemory

/// A discipline as code: the work of each role, beside the listing that describes it.
protocol Code: Sendable {
  static var discipline: Discipline { get }
  /// Works in the worker's role until the worker must do something other than its next item. There is one requirement
  /// for each mode, so that each discipline gets copies of the loops compiled for it alone.
  static func run(_ worker: inout Worker<Instrumented>)
  static func run(_ worker: inout Worker<Unpaced>)
}
