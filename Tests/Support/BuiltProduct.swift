import Glibc

/// The `ringside` to test: the file that RINGSIDE_PROGRAM names, such as one made by .ci/package; or else the one that
/// was built together with the tests, beside the test bundle. The bundle is the program that runs, or is named to it.
public let ringside: String = {
  if let named = getenv("RINGSIDE_PROGRAM") { return String(cString: named) }
  let arguments = CommandLine.arguments
  let flag = arguments.firstIndex(of: "--test-bundle-path")
  let bundle = flag.map { arguments[$0 + 1] } ?? arguments[0]
  return bundle.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/") + "/ringside"
}()

/// The folder of the package.
public let packageFolder: String = {
  let path = #filePath.split(separator: "/", omittingEmptySubsequences: false)
  return path.dropLast(3).joined(separator: "/")
}()

/// A segment's name that no other test has: all test targets share one process.
public func uniqueSegmentName(_ test: String = #function, line: Int = #line) -> String {
  let word = test.prefix { $0.isLetter }
  return "/ringside-test-\(getpid())-\(word)-\(line)-\(UInt32.random(in: 0 ... .max))"
}

/// Waits until a condition holds; false if it does not within the time, which only a failure uses up.
public func eventually(
  within seconds: Double = 20, every microseconds: UInt32 = 2_000, _ condition: () throws -> Bool
) rethrows -> Bool {
  var now = timespec()
  clock_gettime(CLOCK_MONOTONIC, &now)
  let deadline = Double(now.tv_sec) + Double(now.tv_nsec) / 1e9 + seconds
  while true {
    if try condition() { return true }
    clock_gettime(CLOCK_MONOTONIC, &now)
    if Double(now.tv_sec) + Double(now.tv_nsec) / 1e9 > deadline { return false }
    usleep(microseconds)
  }
}
