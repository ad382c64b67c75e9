import Model

/// The forks have an order, to which everybody keeps.
enum OrderedForks: PhilosopherCode {
  static let discipline = Discipline(
    name: "ordered-forks",
    title: "the fork with the lower number first",
    summary:
      "Each philosopher takes the fork with the lower number first: P1 to P4 the left one, and the last of them the right one.",
    verdict:
      "Right for any number: whoever holds the highest fork that is taken can always eat, so no circle can close.",
    isCorrect: true,
    program: .philosophers,
    synchronizers: forks,
    listing: Listing(
      philosopher: [
        .init("left = i, right = (i + 1) % N"),
        .init("first = min(left, right), second = max(left, right)"),
        .init(Operation(.compute, .eating["i"], "think()", letter: "t")),
        .init(Operation(.wait, .fork["first"], "pthread_mutex_lock(&fork[first])", letter: "l")),
        .init(Operation(.wait, .fork["second"], "pthread_mutex_lock(&fork[second])", letter: "r")),
        .init(Operation(.store, .eating["i"], "eating[i] = 1", letter: "e")),
        .init(Operation(.store, .eating["i"], "eating[i] = 0", letter: "E")),
        .init(Operation(.post, .fork["second"], "pthread_mutex_unlock(&fork[second])", letter: "R")),
        .init(Operation(.post, .fork["first"], "pthread_mutex_unlock(&fork[first])", letter: "L")),
      ]))

  /// A process-shared mutex for each fork.
  static let forks = [Synchronizer(.fork, .mutex(isShared: true, isRobust: false), isExclusive: true, isArray: true)]

  static func dine(_ worker: inout Worker<some ExecutionMode>, at seat: Seat) throws(Interruption) {
    try worker.think(seat, at: 0)
    try worker.take(seat.first, at: 1)
    try worker.take(seat.second, at: 2)
    try worker.beginToEat(seat, at: 3)
    try worker.stopEating(seat, at: 4)
    try worker.putDown(seat.second, at: 5)
    try worker.putDown(seat.first, at: 6)
  }
}
