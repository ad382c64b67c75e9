import Glibc

/// Why a program cannot be watched. A sentence without its full stop.
public enum WatchError: Error, CustomStringConvertible, Sendable {
  case system(String, String, Int32)
  /// The compiler refused the program, in its own words.
  case notCompiled(String)
  case noCompiler(String)
  case notRunnable(String, String)
  /// Why something cannot be shown, as a whole sentence.
  case notShown(String)

  public var description: String {
    switch self {
    case .system(let call, let object, let error): "\(call) \(object): \(String(cString: strerror(error)))"
    case .notCompiled(let words):
      words.allSatisfy(\.isWhitespace)
        ? "it does not compile: the command failed without a word"
        : "it does not compile:\n" + words.split(separator: "\n").prefix(40).joined(separator: "\n")
    case .noCompiler(let name): "there is no compiler `\(name)`; install gcc, or choose another one with --cc"
    case .notShown(let sentence): sentence
    case .notRunnable(let path, let reason): "`\(path)` cannot be watched: \(reason)"
    }
  }
}
