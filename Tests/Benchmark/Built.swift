import FoundationEssentials
import Glibc
import Support

/// The programs that were built together with this one, and stand beside it.
enum Built {
  /// The file that RINGSIDE_PROGRAM names, such as one made by .ci/package, instead of the one beside this.
  static let release = getenv("RINGSIDE_PROGRAM").map { String(cString: $0) }
  static let ringside = release ?? folder + "ringside"
  static let baseline = folder + "baseline"

  private static let folder: String = {
    // Without /proc nothing here works; then nothing is found in the present folder.
    let own = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
    return own.lastIndex(of: "/").map { String(own[...$0]) } ?? ""
  }()
}

/// Runs a program to its end, and reads the JSON that it printed.
func report<Report: Decodable>(_ words: [String]) throws -> Report {
  let command = words.joined(separator: " ")
  let finished = try run(words)
  guard finished.status == 0 else {
    throw Failure("\(command) ended with status \(finished.status), saying: \(finished.errors)\(finished.output)")
  }
  do {
    return try JSONDecoder().decode(Report.self, from: Data(finished.output.utf8))
  } catch {
    throw Failure("\(command) printed something else than expected: \(finished.output)")
  }
}
