import Model
import SharedMemory

/// A discipline of readers and writers.
protocol ReadersWritersCode: Code {
  /// Reads the value once.
  static func read(_ worker: inout Worker<some ExecutionMode>) throws(Interruption)
  /// Writes a new value.
  static func write(_ worker: inout Worker<some ExecutionMode>) throws(Interruption)
}

extension ReadersWritersCode {
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

extension Listing {
  /// The listing of a discipline of readers and writers.
  init(reader: [Line], thenWriter writer: [Line]) { self.init([.reader: reader, .writer: writer]) }
}

/// Lines that several disciplines share.
enum ReadersWritersLines {
  typealias Line = Listing.Line

  static func wait(_ variable: SharedVariable, _ letter: Character, holdsMutex: Bool = false) -> Line {
    Line(Operation(.wait, variable, "sem_wait(\(variable.name))", letter: letter, holdsMutex: holdsMutex))
  }

  static func post(_ variable: SharedVariable, _ letter: Character, holdsMutex: Bool = false) -> Line {
    Line(Operation(.post, variable, "sem_post(\(variable.name))", letter: letter, holdsMutex: holdsMutex))
  }

  static func read(holdsMutex: Bool = false) -> [Line] {
    zip(["a", "b", "c"], 0..<3).map { name, place in
      Line(
        Operation(
          .load, .value[place], "\(name) = value[\(place)]", letter: Character(name), holdsMutex: holdsMutex))
    }
  }

  static func write(holdsMutex: Bool = false) -> [Line] {
    [Line("w = a number never used before")]
      + (0..<3).map { place in
        Line(
          Operation(
            .store, .value[place], "value[\(place)] = w", letter: Character("\(place)"), holdsMutex: holdsMutex))
      }
  }

  /// Counts a process in. The first one closes a semaphore to the other role.
  static func countIn(
    _ register: String, _ count: SharedVariable, closing gate: SharedVariable, holdsMutex: Bool = true
  ) -> [Line] {
    [
      Line(Operation(.load, count, "\(register) = \(count.name)", letter: "l", holdsMutex: holdsMutex)),
      Line(Operation(.store, count, "\(count.name) = \(register) + 1", letter: "+", holdsMutex: holdsMutex)),
      Line(
        Operation(.wait, gate, "if (\(register) == 0) sem_wait(\(gate.name))", letter: "w", holdsMutex: holdsMutex)),
    ]
  }

  /// Counts a process out. The last one opens the semaphore again.
  static func countOut(
    _ register: String, _ count: SharedVariable, opening gate: SharedVariable, holdsMutex: Bool = true
  ) -> [Line] {
    [
      Line(Operation(.load, count, "\(register) = \(count.name)", letter: "l", holdsMutex: holdsMutex)),
      Line(Operation(.store, count, "\(count.name) = \(register) - 1", letter: "-", holdsMutex: holdsMutex)),
      Line(
        Operation(.post, gate, "if (\(register) == 1) sem_post(\(gate.name))", letter: "W", holdsMutex: holdsMutex)),
    ]
  }

  /// The same between the wait for a mutex and its post.
  static func within(_ mutex: SharedVariable, _ lines: [Line]) -> [Line] {
    [wait(mutex, "m")] + lines + [post(mutex, "M", holdsMutex: mutex == .mutex)]
  }
}
