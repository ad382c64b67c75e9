import Model

/// Nobody takes forks.
enum NoForks: PhilosopherCode {
  static let discipline = Discipline(
    name: "no-forks",
    title: "no synchronization",
    summary:
      "Each philosopher eats whenever it is hungry. Nobody takes a fork, so nobody waits.",
    verdict:
      "Wrong: neighbours eat at the same time, with a fork between them that only one can use.",
    isCorrect: false,
    program: .philosophers,
    synchronizers: [],
    listing: Listing(
      philosopher: [
        .init(Operation(.compute, .eating["i"], "think()", letter: "t")),
        .init(Operation(.store, .eating["i"], "eating[i] = 1", letter: "e")),
        .init(Operation(.store, .eating["i"], "eating[i] = 0", letter: "E")),
      ]))

  static func dine(_ worker: inout Worker<some ExecutionMode>, at seat: Seat) throws(Interruption) {
    try worker.think(seat, at: 0)
    try worker.beginToEat(seat, at: 1)
    try worker.stopEating(seat, at: 2)
  }
}
