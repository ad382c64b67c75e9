import Model

/// Everybody takes the left fork first.
enum LeftFirst: PhilosopherCode {
  static let discipline = Discipline(
    name: "left-first",
    title: "the left fork first",
    summary:
      "Each philosopher takes the left fork, then the right one, eats, and puts both back.",
    verdict:
      "Wrong: when all have taken the left fork, each waits for its right one, which the next philosopher holds: a deadlock.",
    isCorrect: false,
    program: .philosophers,
    synchronizers: OrderedForks.forks,
    listing: Listing(
      philosopher: [
        .init("left = i, right = (i + 1) % N"),
        .init(Operation(.compute, .eating["i"], "think()", letter: "t")),
        .init(Operation(.wait, .fork["left"], "pthread_mutex_lock(&fork[left])", letter: "l")),
        .provocation,
        .init(Operation(.wait, .fork["right"], "pthread_mutex_lock(&fork[right])", letter: "r")),
        .init(Operation(.store, .eating["i"], "eating[i] = 1", letter: "e")),
        .init(Operation(.store, .eating["i"], "eating[i] = 0", letter: "E")),
        .init(Operation(.post, .fork["right"], "pthread_mutex_unlock(&fork[right])", letter: "R")),
        .init(Operation(.post, .fork["left"], "pthread_mutex_unlock(&fork[left])", letter: "L")),
      ]))

  static func dine(_ worker: inout Worker<some ExecutionMode>, at seat: Seat) throws(Interruption) {
    try worker.think(seat, at: 0)
    try worker.take(seat.left, at: 1)
    worker.provoke()
    try worker.take(seat.right, at: 2)
    try worker.beginToEat(seat, at: 3)
    try worker.stopEating(seat, at: 4)
    try worker.putDown(seat.right, at: 5)
    try worker.putDown(seat.left, at: 6)
  }
}
