import Model

/// A footman lets one philosopher fewer sit down than there are forks.
enum Footman: PhilosopherCode {
  static let discipline = Discipline(
    name: "footman",
    title: "N - 1 at the table",
    summary:
      "The semaphore footman starts at N - 1: a philosopher decrements it before taking a fork, and posts it after the meal.",
    verdict:
      "Right: of N - 1 philosophers with N forks, at least one gets two. The one who stands waits until another leaves.",
    isCorrect: true,
    program: .philosophers,
    synchronizers: [Synchronizer(.footman, .semaphore(isShared: true))] + OrderedForks.forks,
    listing: Listing(
      philosopher: [
        .init("left = i, right = (i + 1) % N"),
        .init(Operation(.compute, .eating["i"], "think()", letter: "t")),
        .init(Operation(.wait, .footman, "sem_wait(&footman)", letter: "f")),
        .init(Operation(.wait, .fork["left"], "pthread_mutex_lock(&fork[left])", letter: "l")),
        .init(Operation(.wait, .fork["right"], "pthread_mutex_lock(&fork[right])", letter: "r")),
        .init(Operation(.store, .eating["i"], "eating[i] = 1", letter: "e")),
        .init(Operation(.store, .eating["i"], "eating[i] = 0", letter: "E")),
        .init(Operation(.post, .fork["right"], "pthread_mutex_unlock(&fork[right])", letter: "R")),
        .init(Operation(.post, .fork["left"], "pthread_mutex_unlock(&fork[left])", letter: "L")),
        .init(Operation(.post, .footman, "sem_post(&footman)", letter: "F")),
      ]))

  static func dine(_ worker: inout Worker<some ExecutionMode>, at seat: Seat) throws(Interruption) {
    try worker.think(seat, at: 0)
    try worker.wait(worker.region.table.footman, .footman, at: 1)
    try worker.take(seat.left, at: 2)
    try worker.take(seat.right, at: 3)
    try worker.beginToEat(seat, at: 4)
    try worker.stopEating(seat, at: 5)
    try worker.putDown(seat.right, at: 6)
    try worker.putDown(seat.left, at: 7)
    try worker.post(worker.region.table.footman, at: 8)
  }
}
