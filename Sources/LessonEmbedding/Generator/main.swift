import Glibc

// `embed-lessons OUTPUT FILE…` writes a Swift file with the texts of all these files.

let arguments = CommandLine.arguments.dropFirst()
guard let output = arguments.first else { fail("embed-lessons", "it takes the path of its output, and of the lessons") }

var source = "enum EmbeddedLessons {\n  static let files: [(name: String, text: String)] = [\n"
for path in arguments.dropFirst() {
  let name = path.split(separator: "/").last.map(String.init) ?? path
  source += "    (\(literal(name)), \(literal(text(ofFileAt: path)))),\n"
}
source += "  ]\n}\n"
guard let file = fopen(output, "w"), fputs(source, file) >= 0, fclose(file) == 0 else {
  fail(output, "it cannot be written: \(String(cString: strerror(errno)))")
}

func text(ofFileAt path: String) -> String {
  guard let file = fopen(path, "r") else { fail(path, "it cannot be opened: \(String(cString: strerror(errno)))") }
  defer { fclose(file) }
  var bytes: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 1 << 16)
  while case let count = fread(&buffer, 1, buffer.count, file), count > 0 { bytes += buffer[..<count] }
  guard ferror(file) == 0 else { fail(path, "it cannot be read: \(String(cString: strerror(errno)))") }
  guard let text = String(validating: bytes, as: UTF8.self) else { fail(path, "a lesson is a text file in UTF-8") }
  return text
}

/// A text as a Swift literal, in one line and in ASCII.
func literal(_ text: String) -> String { "\"" + text.unicodeScalars.map { $0.escaped(asASCII: true) }.joined() + "\"" }

/// Ends with a sentence in the format of the build's errors.
func fail(_ path: String, _ reason: String) -> Never {
  let line = "\(path):1: error: \(reason)\n"
  _ = line.utf8CString.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count - 1) }
  exit(1)
}
