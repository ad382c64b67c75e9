import Grid

extension Recording {
  /// The last screen as a picture: on light paper for the light theme, else on dark paper.
  func picture(_ choice: ThemeChoice) -> String {
    let paper: Paper = choice == .light ? .light : .dark
    let title = steps.last.map { [heading, $0.sentence].filter { !$0.isEmpty }.joined(separator: ": ") } ?? heading
    let grid = steps.last?.grid ?? Grid(Size(width: 0, height: 0))
    return grid.svg(choice.theme(on: paper), on: paper, title: title)
  }
}
