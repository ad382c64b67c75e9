import Glibc
import Support

/// Where the benchmark begins: `benchmark [--check] [FIGURE]...`; without a name it measures every figure.
///
/// It fails where a program that it measures fails. With `--check` it also ends with 1 where a figure misses its bound,
/// which on a busy machine says little.
@main
enum Entry {
  static func main() {
    let arguments = CommandLine.arguments.dropFirst()
    let checks = arguments.contains("--check")
    let names = arguments.filter { $0 != "--check" }
    let figures = names.compactMap(Figure.init)
    guard figures.count == names.count else {
      say("usage: benchmark [--check] [\(Figure.allCases.map(\.rawValue).joined(separator: "|"))]...")
      exit(64)
    }
    // Each terminal here is of this kind and has the size that it says.
    setenv("TERM", "xterm-256color", 1)
    for variable in ["LINES", "COLUMNS", "NO_COLOR"] { unsetenv(variable) }
    OwnSegment.removeWhenInterrupted()
    do {
      let missed = try measure(figures.isEmpty ? Figure.allCases : figures)
      guard missed.isEmpty || !checks else {
        say("\(missed.count) of the figures missed their bounds: \(missed.joined(separator: "; "))")
        exit(1)
      }
    } catch {
      say("\(error)")
      exit(1)
    }
  }

  /// Measures and prints each figure. Returns the quantities that missed their bounds.
  private static func measure(_ figures: [Figure]) throws -> [String] {
    var missed: [String] = []
    #if DEBUG
      say("this is a debug build, and its figures mean nothing: swift run -c release benchmark")
    #endif
    print("\(Processors.allowed.count) processors; medians of \(sampleCount)")
    print(Line.header)
    for figure in figures {
      for line in try figure.measure() {
        print(line.text(figure.rawValue))
        if !line.isMet { missed.append(line.quantity) }
      }
      fflush(nil)
    }
    return missed
  }

  private static func say(_ sentence: String) {
    var line = "benchmark: \(sentence)\n"
    // There is nobody left to tell if this cannot be written.
    line.withUTF8 { _ = write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }
}

/// What can be measured.
enum Figure: String, CaseIterable {
  case ring, disciplines, viewer, steps, resets, explore, watch, back, frames, start, memory, compare

  func measure() throws -> [Line] {
    switch self {
    case .ring: try measureRing()
    case .disciplines: try measureDisciplines()
    case .viewer: try measureViewer()
    case .steps: try measureSteps()
    case .resets: try measureResets()
    case .explore: try measureExplore()
    case .watch: try measureWatch()
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
