import Model

// The commands of the keys for disciplines, processes and views, and the reasons why they may be unavailable.

extension State {
  private var disciplineName: String? { askedDiscipline ?? snapshot?.discipline.name }

  /// `none`, or where a program has none of this name, the broken one by which nobody ever waits.
  var unsynchronized: String? {
    (catalogue.first { $0.name == "none" } ?? catalogue.first { !$0.isCorrect && $0.synchronizers.isEmpty })?.name
  }

  var isSynchronized: Bool { disciplineName != unsynchronized }

  mutating func toggleSynchronization() -> [Effect] {
    skipped = nil
    let other = isSynchronized ? unsynchronized : backTo
    if isSynchronized { synchronized = disciplineName }
    return choose(other)
  }

  /// The discipline from before synchronization was switched off, or the first correct one.
  private var backTo: String? { synchronized ?? catalogue.first(where: \.isCorrect)?.name }

  func whyNotToggleSynchronization() -> String? {
    guard snapshot != nil else { return notStarted }
    if unsynchronized == nil { return "there is no discipline without synchronization" }
    return backTo == nil ? "there is no correct discipline to go back to" : nil
  }

  mutating func nextDiscipline() -> [Effect] {
    let index = catalogue.firstIndex { $0.name == disciplineName } ?? -1
    let order = (1..<catalogue.count + 1).map { catalogue[(index + $0) % catalogue.count] }
    // Skips disciplines that do not allow so many processes, and tells the user why.
    let passed = order.prefix { !(snapshot?.suits($0) ?? true) }
    skipped = passed.isEmpty ? nil : passed.map(\.whySkipped).joined(separator: "; ")
    return choose(order.dropFirst(passed.count).first?.name)
  }

  func whyNotNextDiscipline() -> String? {
    if snapshot == nil { return notStarted }
    return catalogue.count < 2 ? "there is no other discipline" : nil
  }

  private mutating func choose(_ name: String?) -> [Effect] {
    guard let name else { return [] }
    askedDiscipline = name
    lastStepped = [:]
    return [.command(.discipline(name))]
  }

  mutating func reset() -> [Effect] {
    lastStepped = [:]
    say("Reset: ring and ledger are empty, and everyone starts over.")
    return [.command(.reset)]
  }

  private var notStarted: String { "nothing is running yet" }
}

// MARK: Processes

extension State {
  private var noneSelected: String { "there is no process to select; \(additions)" }

  mutating func select(_ step: Int) -> [Effect] {
    guard let ids = snapshot?.workers.map(\.id), !ids.isEmpty else { return [] }
    let index = selected.flatMap { ids.firstIndex(of: $0) } ?? 0
    selected = ids[(index + step + ids.count) % ids.count]
    return []
  }

  func whyNotSelect() -> String? {
    switch snapshot?.workers.count ?? 0 {
    case 0: noneSelected
    case 1: "there is only one process; \(additions)"
    default: nil
    }
  }

  mutating func add(_ place: RolePlace) -> [Effect] { role(at: place).map { [.command(.add($0))] } ?? [] }

  func whyNotAdd(_ place: RolePlace) -> String? {
    guard let snapshot else { return notStarted }
    guard let role = role(at: place) else { return noSuchRole }
    do {
      _ = try snapshot.newcomer(role)
      return nil
    } catch { return "\(error)" }
  }

  mutating func removeSelected() -> [Effect] { selected.map { [.command(.remove($0))] } ?? [] }

  func whyNotRemove() -> String? {
    whyNot { .remove($0) }
  }

  mutating func killSelected() -> [Effect] { selected.map { [.command(.kill($0))] } ?? [] }

  func whyNotKill() -> String? {
    whyNot { .kill($0) }
  }

  mutating func restartSelected() -> [Effect] { selected.map { [.command(.restart($0))] } ?? [] }

  func whyNotRestart() -> String? {
    whyNot { .restart($0) }
  }

  /// The reason why a move of the selected process is not legal, and a key that would help.
  private func whyNot(_ move: (WorkerID) -> Move) -> String? {
    guard let snapshot, let selected, snapshot.worker(selected) != nil else { return noneSelected }
    return snapshot.whyNot(move(selected)).map { "\($0)\($0.adviceOnKeys)" }
  }
}

extension Obstacle {
  /// A key that would help.
  fileprivate var adviceOnKeys: String {
    switch self {
    case .ended: "; u starts it again"
    case .alive: "; K kills it"
    case .noRole, .noProcess, .exists, .leaving, .last, .full, .limited: ""
    }
  }
}

// MARK: Views

extension State {
  mutating func nextPane() -> [Effect] {
    lowerPane = lowerPane.next
    return []
  }

  /// Whether there are lower panes to choose from: a lesson on a small screen has none.
  var hasPanesToView: Bool {
    guard let player, player.activity != .freePlay, bytes == nil, let size else { return true }
    return LessonLayout.isWide(size, player)
  }

  func whyNotNextPane() -> String? {
    if bytes != nil { return "the memory view is open; m closes it" }
    if !hasPanesToView { return "a lesson leaves no room for it; f begins free play" }
    guard let size, Layout.isLarge(size), let scene = Scene(self), Layout(scene, size).showsEverything else {
      return nil
    }
    return "everything is already on the screen"
  }

  mutating func toggleHelp() -> [Effect] {
    help = help == nil ? Help() : nil
    return []
  }

  mutating func scrollHelp(by rows: Int = 0, screens: Int = 0) -> [Effect] {
    guard let size else { return [] }
    let text = HelpText(size, self)
    let distance = rows + screens * max(1, text.room - 1)
    // The open view may have been scrolled on a smaller screen.
    help = help.map { Help(firstRow: min(max(0, min($0.firstRow, text.hidden) + distance), text.hidden)) }
    return []
  }

  func whyNotScroll() -> String? {
    size.map { HelpText($0, self).hidden } == 0 ? "everything is already on the screen" : nil
  }

  mutating func close() -> [Effect] {
    if help == nil {
      return comparison.isOpen ? closeComparison() : explorer.isOpen ? closeExplorer() : toggleBytes()
    }
    help = nil
    return []
  }

  func whyNotClose() -> String? {
    help == nil && !comparison.isOpen && !explorer.isOpen && bytes == nil ? "nothing is open" : nil
  }
}

extension Snapshot {
  /// Whether a discipline allows as many processes as there are.
  fileprivate func suits(_ discipline: Discipline) -> Bool {
    discipline.whyNot { role in workers.count { $0.id.role == role } } == nil
  }
}

extension Discipline {
  /// The requirement that is not met: "lock-free skipped: it needs one producer and one consumer".
  fileprivate var whySkipped: String {
    let number = limit.map { $0.perRole == 1 ? "one" : "at most \($0.perRole)" } ?? "other"
    return "\(name) skipped: it needs " + program.parts.map { "\(number) \($0.noun)" }.listed()
  }
}
