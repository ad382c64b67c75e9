import Glibc
import Model
import Programs
import SharedMemory

/// Noticing ended workers, and settling what they left unfinished.
extension Experiment {
  /// Notices ended workers. Call it when SIGCHLD arrives.
  ///
  /// If, while stepping, another process killed exactly one worker, that counts as a move like any other.
  public func reap() {
    guard ChildProcess.someChildHasEnded || members.values.contains(where: \.isLeaving) else { return }
    let dead = reapTheDead()
    guard panel.pace == .step, history.lost == nil, let (id, ending) = dead.first else { return }
    guard dead.count == 1, case .killed = ending else { return lose(to: dead) }
    enterWhenQuiet(.kill(id))
  }

  /// Records that unrequested deaths make the history useless for a replay.
  func lose(to dead: [(WorkerID, Ending)]) {
    for (id, ending) in dead { history.lose("\(id) \(ending.sentence) unasked") }
  }

  /// Settles all workers that have ended since the last call, and returns those that did not end on their own.
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
        // It may have been about to fall asleep when it was asked to leave. It cannot change its mind any more.
        wake(id)
      }
    }
    return dead
  }

  /// Kills a worker and settles what it left unfinished.
  /// - Parameter quietly: whether nobody is told, because it will be replaced.
  func end(_ id: WorkerID, quietly: Bool = false) {
    members[id]?.process.kill()
    // It may have ended on its own just before.
    if let member = members[id], let ending = member.process.ending, member.isDead, ending != .killed(signal: SIGKILL) {
      troubles.append(trouble(id, member, ending))
    }
    settle(id, quietly: quietly)
  }

  private func trouble(_ id: WorkerID, _ member: Member, _ ending: Ending) -> Trouble {
    Trouble(id, ending.isOwn ? .gaveUp : .crashed, "\(id) (\(member.process.pid)) \(ending.sentence)")
  }

  /// Records the workers that somebody has stopped.
  func noteStopped() {
    for (id, member) in members.sorted(by: { $0.key < $1.key }) where member.process.isRunning && isStopped(id) {
      let pid = member.process.pid
      troubles.append(Trouble(id, .stopped, "\(id) (\(pid)) was stopped by a signal; kill -CONT \(pid) continues it"))
    }
  }

  /// Settles what an ended worker left unfinished.
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

  /// Wakes a worker whose sleep may never end, so that it checks its orders.
  func wake(_ id: WorkerID) {
    if words(of: id).state.load() == RegionValue.blocked {
      members[id]?.process.signal(WorkerProcess.wakingSignal)
    }
  }
}
