import Grid
import Model

// The table: each fork with its holder, and between two forks the philosopher who needs them both.

extension Scene {
  /// The narrowest room of a fork with its holder, `fork[0]: P1` or `fork[31]: P32`, and a gap.
  private var narrowest: Int { seatCount < 10 ? 12 : 15 }

  private var seatCount: Int {
    let highest = snapshot.workers.map(\.id.number).max() ?? 0
    return max(2, snapshot.forks.count, min(highest, Setup.Limit.workersPerRole.upperBound))
  }

  private func seatsInRow(_ width: Int) -> Int { min(seatCount, max(1, (width - 2) / narrowest)) }

  func tableRows(_ width: Int) -> Int { (seatCount + seatsInRow(width) - 1) / seatsInRow(width) }

  func table(_ size: Size) -> Grid {
    var grid = Grid(size)
    let inRow = seatsInRow(size.width)
    let room = (size.width - 2) / inRow
    guard size.height >= 2, room >= narrowest else {
      grid.put(.first(of: tableWordings, within: size.width - 3, ellipsis: glyphs.ellipsis), at: (2, 0))
      return grid
    }
    for index in 0..<seatCount {
      let (row, place) = index.quotientAndRemainder(dividingBy: inRow)
      let column = 2 + place * room
      grid.put(fork(index, isRoomy: room > 14).shortened(within: room - 1, glyphs.ellipsis), at: (column, 2 * row))
      let shift = min(room / 2, room - 8)
      let end = grid.put(
        seat(index).shortened(within: room - 1, glyphs.ellipsis), at: (column + shift, 2 * row + 1))
      if let worker = philosopher(index) {
        grid.mark(column + shift..<end, row: 2 * row + 1, as: ClickTarget.process(worker.id))
      }
    }
    return grid
  }

  /// `fork[0]: P1`
  private func fork(_ index: Int, isRoomy: Bool) -> [Span] {
    let forks = snapshot.forks
    let name = PhilosophersScreen.fork[index].name
    guard forks.indices.contains(index) else { return [Span(name, .muted)] }
    guard let owner = forks[index].owner else { return [Span(name, .code), Span(isRoomy ? ": free" : ": -", .muted)] }
    guard let holder = forks[index].holder else { return [Span(name, .code), Span(": \(owner)", .bad)] }
    let isDead = snapshot.worker(holder)?.isAlive != true
    return [Span(name, .code), Span(": "), Span(holder.label, isDead ? .bad : style(holder))]
  }

  private func philosopher(_ seat: Int) -> WorkerView? { snapshot.workers.first { $0.id.number == seat + 1 } }

  /// `P1 eats`; in the style of an error beside a neighbour that eats as well.
  private func seat(_ index: Int) -> [Span] {
    guard let worker = philosopher(index) else { return [] }
    let diner = snapshot.diner(worker)
    let isWrong = diner == .eating && snapshot.pace == .step && !snapshot.eatingNeighbours(of: worker.id).isEmpty
    let word = isWrong ? "\(diner.word) \(glyphs.wrong)" : diner.word
    return [Span(worker.id.label, style(worker.id)), Span(" \(word)", isWrong ? .bad : diner.style)]
  }

  /// All in one line, from the most words to the fewest.
  private var tableWordings: [[Span]] {
    let diners = snapshot.workers.map { ($0.id, snapshot.diner($0)) }
    let named = diners.flatMap { [Span("\($0.0.label) ", style($0.0)), Span("\($0.1.word)  ", $0.1.style)] }
    let count = { (diner: Diner) in diners.count { $0.1 == diner } }
    let counts = [(Diner.eating, "eating"), (.hungry, "hungry"), (.thinking, "thinking")].map { diner, word in
      Span("\(count(diner)) \(word)  ", diner.style)
    }
    return [named, counts, [counts[0]]]
  }
}
