import Model
import SharedMemory

extension Role {
  /// Thinks, and eats with two forks.
  public static let philosopher = Role("P")
}

extension SharedVariable {
  /// The forks, one between each two philosophers.
  public static let fork = SharedVariable("fork", code: 20)
  /// How many philosophers more may sit down at the table.
  public static let footman = SharedVariable("footman", code: 21)
  /// Whether each philosopher eats.
  public static let eating = SharedVariable("eating", code: 22)
}

extension Program {
  /// Philosophers around a table, who need both neighbouring forks to eat: Dijkstra, EWD 310.
  public static let philosophers = Program(
    "philosophers", title: "dining philosophers", shortTitle: "table", unit: "meals",
    parts: [
      Part(
        .philosopher, "philosopher", register: "i", standardCount: 5,
        counts: 1...Setup.Limit.workersPerRole.upperBound)
    ],
    variables: [.fork, .footman, .eating],
    measures: ["longestWait", "retreats"]
      + Setup.Limit.workersPerRole.dropFirst().map { PhilosophersProgram.mealsOf + "P\($0)" },
    ledger: LedgerRules(
      balances: false, accounted: ["no two neighbours ever ate together", "never together", "all well"],
      holding: "no two neighbours ever ate together",
      done: { $0.produced },
      law: { "\($0.counts.produced) meals, \($0.counts.overlaps) beside an eating neighbour" },
      report: { totals in
        let meals = "meals \(totals.counts.produced), beside an eating neighbour \(totals.counts.overlaps)"
        let others = totals.measures.filter { !$0.name.hasPrefix(PhilosophersProgram.mealsOf) && $0.value > 0 }
        return [
          "\(totals.setup.discipline) at the table, "
            + Quantity.counted(totals.setup.count(of: .philosopher), "philosopher"),
          ([meals] + others.map { "\($0.title) \($0.value)" }).joined(separator: ", "),
        ]
      }))
}

extension Listing {
  public init(philosopher: [Line]) { self.init([.philosopher: philosopher]) }
}

/// The philosophers' code.
enum PhilosophersProgram: ProgramCode {
  static let program = Program.philosophers

  static let disciplines: [any Code.Type] = [
    OrderedForks.self,
    Footman.self,
    BothOrNone.self,
    LeftFirst.self,
    NoForks.self,
  ]

  /// The beginning of the name of each philosopher's own measure.
  static let mealsOf = "mealsOf"

  static func prepare(_ region: Region, for setup: Setup) {
    region.table.laid.store(UInt64(setup.count(of: .philosopher)))
  }

  static func address(of variable: SharedVariable, in region: Region) -> UnsafeMutableRawPointer? {
    if variable == .footman { return region.table.footman.address }
    guard variable.array == SharedVariable.fork.array, let index = variable.index else { return nil }
    return TableWords.room.contains(index) ? region.table.fork(index).address : nil
  }

  static func elements(of array: SharedVariable, in region: Region) -> (used: Int, all: Int) {
    (region.table.forkCount, TableWords.room.count)
  }

  static func places(of id: WorkerID, _ words: WorkerWords, in region: Region) -> [String: Int] {
    let number = min(max(1, id.number), TableWords.room.count)
    let seat = Seat(region.table.place(number - 1), number: number, forks: region.table.forkCount)
    return [
      "i": seat.index, "left": seat.left, "right": seat.right, "first": min(seat.left, seat.right),
      "second": max(seat.left, seat.right),
    ]
  }

  /// One philosopher fewer may sit down than there are forks for.
  static func startValue(of variable: SharedVariable, items: Int, in region: Region) -> Int {
    variable == .footman ? max(1, Int(clamping: region.table.laid.load()) - 1) : 1
  }

  static func values(in region: Region) -> [SharedVariable: UInt64] {
    region.workerIDs.filter { TableWords.room.contains($0.number - 1) }.reduce(into: [:]) { values, id in
      values[.eating[id.number - 1]] = region.table.place(id.number - 1).eating.load()
    }
  }

  static func visitState(of region: Region, slotWords: Int, _ visit: (UInt64) -> Void) {
    visit(region.table.forks.load())
    for index in 0..<region.table.forkCount {
      for word in region.table.place(index).deciding { visit(word.load()) }
    }
  }

  /// As many forks as there are to be philosophers, and those that have joined them.
  static func clear(_ region: Region) {
    let (table, laid) = (region.table, Int(clamping: region.table.laid.load()))
    let highest = region.workerIDs.filter { $0.role == .philosopher }.map(\.number).max() ?? 0
    table.forks.store(UInt64(max(laid, highest)))
    for index in TableWords.room {
      for word in table.place(index).all { word.store(0) }
    }
  }

  static func releaseLocks(of id: WorkerID, pid: Int32, in region: Region) {
    for index in 0..<region.table.forkCount where region.table.fork(index).owner == pid {
      region.table.fork(index).unlock()
    }
    settleDeath(of: id, in: region)
  }

  /// The dead eat no more. The forks that they held stay theirs.
  static func settleDeath(of id: WorkerID, _ words: WorkerWords, in region: Region) { settleDeath(of: id, in: region) }

  private static func settleDeath(of id: WorkerID, in region: Region) {
    guard TableWords.room.contains(id.number - 1) else { return }
    let place = region.table.place(id.number - 1)
    place.eating.store(0)
    place.hungry.store(0)
    place.rightFork.store(0)
  }
}
