import Model

/// A philosopher who does not get the second fork gives the first one back.
enum BothOrNone: PhilosopherCode {
  static let discipline = Discipline(
    name: "both-or-none",
    title: "gives back what it cannot use",
    summary:
      "A philosopher takes the left fork and tries the right one. If that is taken, it puts the left one back and tries again.",
    verdict:
      "Right, and never a deadlock. But a livelock is possible: all take, all fail, all give back, again and again.",
    isCorrect: true,
    program: .philosophers,
    synchronizers: OrderedForks.forks,
    listing: Listing(
      philosopher: [
        .init("left = i, right = (i + 1) % N"),
        .init(Operation(.compute, .eating["i"], "think()", letter: "t")),
        .init("again:"),
        .init(Operation(.wait, .fork["left"], "pthread_mutex_lock(&fork[left])", letter: "l")),
        .init(Operation(.spin, .fork["right"], "if (pthread_mutex_trylock(&fork[right])) {", letter: "r")),
        .init(
          Operation(
            .post, .fork["left"], "  pthread_mutex_unlock(&fork[left]); goto again }", letter: "g",
            isConditional: true)),
        .init(Operation(.store, .eating["i"], "eating[i] = 1", letter: "e")),
        .init(Operation(.store, .eating["i"], "eating[i] = 0", letter: "E")),
        .init(Operation(.post, .fork["right"], "pthread_mutex_unlock(&fork[right])", letter: "R")),
        .init(Operation(.post, .fork["left"], "pthread_mutex_unlock(&fork[left])", letter: "L")),
      ]))

  static func dine(_ worker: inout Worker<some ExecutionMode>, at seat: Seat) throws(Interruption) {
    try worker.think(seat, at: 0)
    while true {
      try worker.take(seat.left, at: 1)
      if try worker.tryToTake(seat.right, at: 2) { break }
      try worker.putDown(seat.left, at: 3)
      worker.region.table.place(seat.index).retreats.add()
      try worker.lookAgain(for: .fork[seat.right], mayLeave: true)
    }
    worker.foundIt()
    try worker.beginToEat(seat, at: 4)
    try worker.stopEating(seat, at: 5)
    try worker.putDown(seat.right, at: 6)
    try worker.putDown(seat.left, at: 7)
  }
}
