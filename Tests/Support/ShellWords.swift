/// The words into which a shell divides a command line.
public func shellWords(_ line: String) throws -> [String] {
  let finished = try run(["sh", "-c", "for word in \(line); do printf '%s\\0' \"$word\"; done"])
  return finished.output.split(separator: "\0", omittingEmptySubsequences: false).dropLast().map(String.init)
}
