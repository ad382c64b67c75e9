/// The name of a lesson's file: `11-synchronization-off.md` is number 11 with the name `synchronization-off`.
struct LessonName: Sendable, Hashable {
  var number: Int?
  var name: String

  init(path: String) {
    let file = path.split(separator: "/").last ?? "lesson"
    let stem = file.hasSuffix(".md") ? file.dropLast(3) : file
    let parts = stem.split(separator: "-", maxSplits: 1)
    if parts.count == 2, parts[0].allSatisfy({ "0"..."9" ~= $0 }), let number = Int(parts[0]) {
      (self.number, name) = (number, String(parts[1]))
    } else {
      (number, name) = (nil, String(stem))
    }
  }
}
