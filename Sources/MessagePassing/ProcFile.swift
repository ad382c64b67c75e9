import Glibc

/// The lines of a file of /proc, which reports no size: proc(5). Empty if it does not exist.
func lines(of path: String) -> [String] {
  guard let file = fopen(path, "re") else { return [] }
  defer { fclose(file) }
  var line: UnsafeMutablePointer<CChar>?
  var capacity = 0
  defer { free(line) }
  var lines: [String] = []
  while getline(&line, &capacity, file) > 0, let line { lines.append(String(cString: line)) }
  return lines
}

/// The number in a file of /proc. Nil if it does not exist.
func number(in path: String) -> Int? {
  lines(of: path).first?.split(whereSeparator: \.isWhitespace).first.flatMap { Int($0) }
}
