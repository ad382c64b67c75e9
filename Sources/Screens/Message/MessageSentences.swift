import Grid
import Model

// The message in sentences.

extension MessageScreen {
  static func sentences(_ snapshot: Snapshot, _ glyphs: GlyphSet) -> [String] {
    guard let message = snapshot.message else { return [] }
    let now =
      message.text.isEmpty
      ? "The shared text is still empty."
      : "The shared text is: \(message.text). \(message.isWhole ? "It is whole." : "It is not whole.")"
    let version = snapshot.discipline.consults(version) ? ["version is \(message.version)."] : []
    let copies = message.heard.sorted { $0.key < $1.key }.map { reader, copy in
      copy.text.isEmpty
        ? "\(reader) has read nothing yet."
        : "\(reader) read \(copy.isWhole ? "a whole text" : "a torn text"): \(copy.text)"
    }
    return [now] + version + copies
  }
}
