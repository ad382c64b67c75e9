import Glibc

/// The lines of a file of /proc, which tells no size: proc(5). None if it is not there.
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

/// The number that a file of /proc holds. Nil if it is not there.
func number(in path: String) -> Int? {
  lines(of: path).first?.split(whereSeparator: \.isWhitespace).first.flatMap { Int($0) }
}
