import Model
import SharedMemory

/// A discipline of the table.
protocol PhilosopherCode: Code {
  /// Thinks and eats once.
  static func dine(_ worker: inout Worker<some ExecutionMode>, at seat: Seat) throws(Interruption)
}

extension PhilosopherCode {
  static func run(_ worker: inout Worker<Instrumented>) { loop(&worker) }
  static func run(_ worker: inout Worker<Unpaced>) { loop(&worker) }

  @inline(__always)
  private static func loop(_ worker: inout Worker<some ExecutionMode>) {
    while worker.mayBegin() {
      do { try dine(&worker, at: worker.sitDown()) } catch { return }
    }
  }
}
