import Glibc
import SharedMemory

/// A table of /proc/sysvipc: a line of headings, and a line for each object (proc(5)). Columns are found by their
/// headings, since newer kernels may have more of them.
struct SystemVTable {
  struct Row {
    fileprivate var fields: [Substring: Substring]

    subscript(heading: String) -> Substring? { fields[Substring(heading)] }

    func number(_ heading: String) -> Int? { self[heading].flatMap { Int($0) } }

    /// Who may do what. The bits above tell other things.
    var permissions: Int { (self["perms"].flatMap { Int($0, radix: 8) } ?? 0) & 0o777 }

    /// The key as ipcs(1) shows it.
    var key: String? { self["key"].flatMap { Int32($0) }.map(SystemVSegment.text) }

    var user: UInt32 { self["uid"].flatMap { UInt32($0) } ?? 0 }
  }

  let rows: [Row]

  /// - Parameter kind: `shm`, `sem` or `msg`.
  init(of kind: String) throws(SystemError) {
    let path = "/proc/sysvipc/\(kind)"
    guard let file = fopen(path, "re") else { throw .last("open", path) }
    defer { fclose(file) }
    var text = ""
    var line: UnsafeMutablePointer<CChar>?
    var capacity = 0
    defer { free(line) }
    while getline(&line, &capacity, file) > 0, let line { text += String(cString: line) }
    self.init(text)
  }

  /// Lines that do not fit the headings are passed over.
  init(_ text: String) {
    let lines = text.split(separator: "\n").map { $0.split(separator: " ") }
    let headings = lines.first ?? []
    rows = lines.dropFirst().filter { $0.count == headings.count }.map { fields in
      Row(fields: Dictionary(zip(headings, fields), uniquingKeysWith: { first, _ in first }))
    }
  }
}
