import Glibc
import Support

/// Where the benchmark begins: `benchmark [FIGURE]...`, and without a name all of them.
///
/// It tells how fast things are, and not whether that is enough: the machine may be busy. It fails only where a program
/// that it measures does.
@main
enum Entry {
  static func main() {
    let names = CommandLine.arguments.dropFirst()
    let figures = names.compactMap(Figure.init)
    guard figures.count == names.count else {
      say("usage: benchmark [\(Figure.allCases.map(\.rawValue).joined(separator: "|"))]...")
      exit(64)
    }
    // Each terminal here is of this kind and has the size that it says.
    setenv("TERM", "xterm-256color", 1)
    for variable in ["LINES", "COLUMNS", "NO_COLOR"] { unsetenv(variable) }
    OwnSegment.removeWhenInterrupted()
    do {
      try measure(figures.isEmpty ? Figure.allCases : figures)
    } catch {
      say("\(error)")
      exit(1)
    }
  }

  private static func measure(_ figures: [Figure]) throws {
    #if DEBUG
      say("this is a debug build, and its figures mean nothing: swift run -c release benchmark")
    #endif
    print("\(Processors.allowed.count) processors; medians of \(sampleCount)")
    print(Line.header)
    for figure in figures {
      for line in try figure.measure() { print(line.text(figure.rawValue)) }
      fflush(nil)
    }
  }

  private static func say(_ sentence: String) {
    var line = "benchmark: \(sentence)\n"
    // There is nobody left to tell if this cannot be written.
    line.withUTF8 { _ = write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }
}

/// What can be measured.
enum Figure: String, CaseIterable {
  case ring, disciplines, viewer, steps, back, frames, start, memory, compare

  func measure() throws -> [Line] {
    switch self {
    case .ring: try measureRing()
    case .disciplines: try measureDisciplines()
    case .viewer: try measureViewer()
    case .steps: try measureSteps()
    case .back: try measureBack()
    case .frames: try measureFrames() + measureLiveScreen()
    case .start: try measureStart()
    case .memory: try measureMemory()
    case .compare: try measureCompare()
    }
  }
}

/// Why there is no figure.
struct Failure: Error, CustomStringConvertible {
  var description: String
  init(_ description: String) { self.description = description }
}
