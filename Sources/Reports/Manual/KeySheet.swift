import Grid
import Model
public import Screens

/// All keys of all screens on one page, in two columns.
public enum KeySheet {
  private typealias Row = (keys: String, words: String)

  /// The lines.
  /// - Parameters:
  ///   - program: the program in whose words the keys are described.
  ///   - remapping: the user's own keys.
  ///   - width: the most cells of a line.
  public static func lines(
    for program: Program, _ remapping: KeyRemapping = KeyRemapping(), width: Int = 79
  ) -> [String] {
    let sections: [(String, [Row])] = [
      ("The screen", rows([.screen, .anywhere], program, remapping)),
      ("The memory, byte by byte (m)", rows([.bytes], program, remapping)),
      ("Lessons", rows([.lesson, .challenge, .freePlay], program, remapping)),
      ("The explorer (E)", rows([.explorer], program, remapping)),
      ("Message passing (M)", rows([.comparison], program, remapping)),
      ("Your own program (ringside watch)", WatchScreen.keyRows(remapping)),
    ]
    return Array(sections.map { heading, rows in [heading] + columns(rows, within: width - 3) }.joined(separator: [""]))
  }

  private static func rows(_ scopes: [Binding.Scope], _ program: Program, _ remapping: KeyRemapping) -> [Row] {
    keymap.filter { scopes.contains($0.scope) }.compactMap { binding in
      guard let label = binding.label(remapping) else { return nil }
      let words = binding.words(in: program)
      // The heading has said it.
      let short = [.bytes, .lesson].contains(binding.scope) ? words.split(separator: ": ").last.map(String.init) : nil
      return (label, short ?? words)
    }
  }

  /// Down the first column, then down the second. The division is the one that takes the fewest lines.
  /// - Parameter room: the width of both columns, without the margin and the space between them.
  private static func columns(_ rows: [Row], within room: Int) -> [String] {
    var best: [String] = []
    for width in stride(from: 30, through: room - 30, by: 2) {
      for split in rows.indices {
        let lines = lines(column(rows[..<split], width), width, column(rows[split...], room - width))
        if best.isEmpty || lines.count < best.count { best = lines }
      }
    }
    return best
  }

  private static func lines(_ first: [String], _ width: Int, _ second: [String]) -> [String] {
    (0..<max(first.count, second.count)).map { index in
      let left = index < first.count ? first[index] : ""
      let right = index < second.count ? second[index] : ""
      return "  " + (right.isEmpty ? left : left.padded(to: width) + " " + right)
    }
  }

  /// A row that is too long for the column continues below.
  private static func column(_ rows: ArraySlice<Row>, _ width: Int) -> [String] {
    let names = rows.map(\.keys.count).max() ?? 0
    return rows.flatMap { row in
      wrapped(row.words, within: width - names - 2).enumerated().map { index, words in
        (index == 0 ? row.keys : "").padded(to: names) + "  " + words
      }
    }
  }
}
