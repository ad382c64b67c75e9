import Glibc
import Model
import Programs
import SharedMemory

/// Who has ended, by whose hand, and what is left behind.
extension Experiment {
  /// Notices who has ended. Call it when SIGCHLD says so.
  ///
  /// Who was killed by somebody else while time stood still, and alone, has made a move like any other.
  public func reap() {
    guard ChildProcess.someChildHasEnded || members.values.contains(where: \.isLeaving) else { return }
    let dead = reapTheDead()
    guard panel.pace == .step, history.lost == nil, let (id, ending) = dead.first else { return }
    guard dead.count == 1, case .killed = ending else { return lose(to: dead) }
    enterWhenQuiet(.kill(id))
  }

  /// The moves alone no longer lead here, because of deaths that nobody asked for.
  func lose(to dead: [(WorkerID, Ending)]) {
    for (id, ending) in dead { history.lose("\(id) \(ending.sentence) unasked") }
  }

  /// Settles what those left behind who have ended since the last time, and tells who of them has not gone of its own
  /// will.
  func reapTheDead() -> [(WorkerID, Ending)] {
    var dead: [(WorkerID, Ending)] = []
    for (id, member) in members where member.process.isRunning {
      if member.process.poll() {
        if member.isDead, let ending = member.process.ending {
          dead.append((id, ending))
          troubles.append(trouble(id, member, ending))
        }
        settle(id)
      } else if isOnItsWayOut(id) {
        // It may have been about to fall asleep when it was told. Once it is out, it is out.
        wake(id)
      }
    }
    return dead
  }

  /// Ends a worker, wherever it is, and settles what it left behind.
  /// - Parameter quietly: whether that is nobody's business: it will be replaced.
  func end(_ id: WorkerID, quietly: Bool = false) {
    members[id]?.process.kill()
    // It may have ended by itself just before.
    if let member = members[id], let ending = member.process.ending, member.isDead, ending != .killed(signal: SIGKILL) {
      troubles.append(trouble(id, member, ending))
    }
    settle(id, quietly: quietly)
  }

  private func trouble(_ id: WorkerID, _ member: Member, _ ending: Ending) -> Trouble {
    Trouble(id, ending.isOwn ? .gaveUp : .crashed, "\(id) (\(member.process.pid)) \(ending.sentence)")
  }

  /// Notes which workers somebody has stopped.
  func noteStopped() {
    for (id, member) in members.sorted(by: { $0.key < $1.key }) where member.process.isRunning && isStopped(id) {
      let pid = member.process.pid
      troubles.append(Trouble(id, .stopped, "\(id) (\(pid)) was stopped by a signal; kill -CONT \(pid) continues it"))
    }
  }

  /// Settles what an ended worker left behind.
  func settle(_ id: WorkerID, quietly: Bool = false) {
    guard let member = members[id], let ending = member.process.ending else { return }
    sleepQueue.bury(id, isCounted: isCondition)
    if ending != .exited(0) { region.settleDeath(of: id, words(of: id)) }
    if member.isLeaving {
      members[id] = nil
      notices.append(Notice(words: "\(id) has left", isFailure: false))
    } else if ending != .exited(0) && !quietly {
      notices.append(Notice(words: "\(id) (\(member.process.pid)) \(ending.sentence)"))
    }
  }

  /// Wakes a worker that sleeps for something that may never come, so that it looks what is wanted of it.
  func wake(_ id: WorkerID) {
    if words(of: id).state.load() == RegionValue.blocked {
      members[id]?.process.signal(WorkerProcess.wakingSignal)
    }
  }
}
