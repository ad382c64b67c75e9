import Grid

/// The screens of a recording for its web page. Equal rows are written once, and a screen is the numbers of its rows.
struct HTMLScreens: Encodable {
  private(set) var rows: [Row] = []
  private(set) var screens: [[Int]] = []
  /// The width of the widest screen.
  let columns: Int

  init(_ recording: Recording) {
    columns = recording.steps.map(\.grid.size.width).max() ?? 0
    var numbers: [Row: Int] = [:]
    for step in recording.steps {
      var screen: [Int] = []
      for row in step.grid.rows.map({ Row(runs: $0.runs) }) {
        let number = numbers[row] ?? rows.count
        if number == rows.count {
          numbers[row] = number
          rows.append(row)
        }
        screen.append(number)
      }
      screens.append(screen)
    }
  }

  /// The first screen as markup.
  var first: String {
    (screens.first ?? []).map { rows[$0].runs.map(\.markup).joined() }.joined(separator: "\n")
  }

  /// The data for the script. A browser ends a script at `</`, whatever it contains.
  var json: String {
    get throws {
      var text = String.UnicodeScalarView()
      for scalar in try JSONOutput.line(self).unicodeScalars {
        switch scalar {
        case "<": text.append(contentsOf: "\\u003c".unicodeScalars)
        case "\u{2028}": text.append(contentsOf: "\\u2028".unicodeScalars)
        case "\u{2029}": text.append(contentsOf: "\\u2029".unicodeScalars)
        default: text.append(scalar)
        }
      }
      return String(text)
    }
  }

  private enum CodingKeys: String, CodingKey { case rows, screens }
}

extension HTMLScreens {
  struct Row: Encodable, Hashable {
    var runs: [CellRun]

    /// The texts in one array, each behind its code unless that is 0.
    func encode(to encoder: any Encoder) throws {
      var array = encoder.unkeyedContainer()
      for run in runs {
        if run.code != 0 { try array.encode(run.code) }
        try array.encode(run.text)
      }
    }
  }
}

extension CellRun {
  /// The number of its style, and so many cells for its box times 32.
  fileprivate var code: Int { Int(style.rawValue) + 32 * box }

  fileprivate var markup: String {
    if code == 0 { return escapedForMarkup(text) }
    let box = box == 0 ? "" : " b\(box)"
    return "<span class=\"s\(style.rawValue)\(box)\">\(escapedForMarkup(text))</span>"
  }
}
