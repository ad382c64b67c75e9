import Model
import SharedMemory

/// A discipline, as code: what each role does, beside the listing that describes it.
protocol Code: Sendable {
  static var discipline: Discipline { get }
  /// Works as the worker's role does, until something else is wanted of it than its next item. A requirement for each
  /// manner, so that each discipline gets copies of the loops compiled for it alone.
  static func run(_ worker: inout Worker<Instrumented>)
  static func run(_ worker: inout Worker<Unpaced>)
}

/// A discipline of the bounded buffer. The correct ones are inlined into the loops: after a system call, the processor
/// foresees no return.
protocol RingCode: Code {
  /// Puts the worker's item into the ring.
  static func put(_ worker: inout Worker<some ExecutionMode>) throws(Interruption)
  /// Takes an item out of the ring.
  static func take(_ worker: inout Worker<some ExecutionMode>) throws(Interruption)
}

/// A discipline of the counter.
protocol CounterCode: Code {
  /// Adds one.
  static func add(_ worker: inout Worker<some ExecutionMode>) throws(Interruption)
}

/// A discipline of the message.
protocol MessageCode: Code {
  /// Writes the next message.
  static func write(_ worker: inout Worker<some ExecutionMode>) throws(Interruption)
  /// Copies the message out.
  static func read(_ worker: inout Worker<some ExecutionMode>) throws(Interruption)
}

extension RingCode {
  static func run(_ worker: inout Worker<Instrumented>) { loop(&worker) }
  static func run(_ worker: inout Worker<Unpaced>) { loop(&worker) }

  @inline(__always)
  private static func loop(_ worker: inout Worker<some ExecutionMode>) {
    if worker.id.role == .producer {
      while worker.mayBegin() {
        do {
          try worker.beginItem()
          try put(&worker)
        } catch { return }
      }
    } else {
      while worker.mayBegin() {
        worker.beginTake()
        do { try take(&worker) } catch { return }
      }
    }
  }
}

extension CounterCode {
  static func run(_ worker: inout Worker<Instrumented>) { loop(&worker) }
  static func run(_ worker: inout Worker<Unpaced>) { loop(&worker) }

  @inline(__always)
  private static func loop(_ worker: inout Worker<some ExecutionMode>) {
    while worker.mayBegin() {
      worker.words.registers.store(0)
      do { try add(&worker) } catch { return }
    }
  }
}

extension MessageCode {
  static func run(_ worker: inout Worker<Instrumented>) { loop(&worker) }
  static func run(_ worker: inout Worker<Unpaced>) { loop(&worker) }

  @inline(__always)
  private static func loop(_ worker: inout Worker<some ExecutionMode>) {
    while worker.mayBegin() {
      worker.words.registers.store(0)
      do {
        if worker.id.role == .writer { try write(&worker) } else { try read(&worker) }
      } catch { return }
    }
  }
}
