import Grid
import Model

// Readers and writers in sentences.

extension ReadersWritersScreen {
  static func sentences(_ snapshot: Snapshot, _ glyphs: GlyphSet) -> [String] {
    let words = snapshot.valueWords.map { "\($0)" }
    let isTorn = Set(words).count > 1
    let value = "The words of value are \(words.listed())\(isTorn ? ": they differ" : "")."
    let others = snapshot.orderedValues.filter { $0.0.array != Self.value.array && snapshot.discipline.consults($0.0) }
    let counts = others.isEmpty ? [] : [others.map { "\($0.0.name) is \($0.1)" }.joined(separator: ", ") + "."]
    let writers = snapshot.writersInside
    let readers = snapshot.inValue.filter { !writers.contains($0) }
    let inside = [(writers, "writing"), (readers, "reading")].filter { !$0.0.isEmpty }.map { ids, verb in
      "\(ids.listed()) \(ids.count == 1 ? "is" : "are") \(verb)."
    }
    return [value] + counts + (inside.isEmpty ? ["Nobody reads or writes."] : inside)
  }
}
