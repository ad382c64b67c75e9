import Model
import Programs
import SharedMemory

/// A receiver of the words of a state.
protocol StateSink {
  mutating func append(_ word: UInt64)
}

extension StateKey: StateSink {}

/// Reads everything that decides the future, from the region and from the laboratory. The same state gives the same
/// words, whatever moves led to it: items appear by their names, since their tally cells differ, and holders by
/// theirs, since process ids differ.
extension Experiment {
  /// Writes the state that the processes share.
  func writeShared(to sink: inout some StateSink, slotWords: Int = .max) {
    region.visitState(slotWords: slotWords) { sink.append($0) }
    for synchronizer in region.synchronizers() {
      sink.append(UInt64(bitPattern: Int64(synchronizer.value)))
      if let owner = synchronizer.owner { sink.append(holder(owner)) }
      for sleeper in sleepQueue.sleepers(on: synchronizer.variable) {
        sink.append(0x5_1ee9 << 40 | (sleeper.map(\.stateWord) ?? 0xffff_ffff))
      }
    }
  }

  /// Writes a process and its private state.
  func write(_ id: WorkerID, _ member: Member, to sink: inout some StateSink) {
    let words = words(of: id)
    sink.append(id.stateWord << 2 | (member.isDead ? 2 : 0) | (member.isLeaving ? 1 : 0))
    sink.append(UInt64(words.state.load()) << 32 | UInt64(words.operation.load()))
    for count in [words.sequence, words.burned, words.taken, words.duplicated, words.torn, words.phantom] {
      sink.append(count.load())
    }
    let quota = words.quota.load()
    sink.append(quota == .max ? .max : quota &- setup.program.done(id.role, words))
    // A register that is not shown holds an old value.
    let shown = words.registers.load()
    sink.append(UInt64(shown))
    if shown & RegionValue.showsIndex != 0 { sink.append(words.index.load()) }
    if shown & RegionValue.showsItem != 0 { sink.append(region.stateWord(ofItem: words.item.load())) }
    sink.append(region.stateWord(ofItem: words.holding.load()))
    sink.append(words.copied.load())
  }

  /// The process that holds something; for a process that is gone, a fixed word.
  private func holder(_ pid: Int32) -> UInt64 {
    if let member = members.first(where: { $0.value.process.pid == pid }), member.value.process.isRunning {
      return member.key.stateWord
    }
    // glibc's special values in place of a thread id are the highest numbers.
    return UInt64(pid >= .max - 1 ? UInt32(pid) : 0xffff)
  }
}

extension WorkerID {
  /// Its name as a word.
  fileprivate var stateWord: UInt64 { UInt64(role.letter.asciiValue ?? 0) | UInt64(number) << 8 }
}

extension Experiment {
  /// The state key of DESIGN: everything that decides what can happen next. All workers must stand still.
  public var stateKey: StateKey {
    var key = StateKey()
    writeShared(to: &key)
    for (id, member) in members.sorted(by: { $0.key < $1.key }) { write(id, member, to: &key) }
    return key
  }

  /// The same as one number, for comparing a replay with the original. Of a large ring it covers only a part.
  func digest() -> Int {
    var digest = Digest()
    writeShared(to: &digest, slotWords: 16_384)
    for (id, member) in members {
      var own = Digest()
      write(id, member, to: &own)
      digest.combineUnordered(own)
    }
    return digest.value
  }
}

/// A hash of words. It is computed at each step, only for states that this process made, so it need not resist
/// forgery.
private struct Digest: StateSink {
  private var hash: UInt64 = 0x9e37_79b9_7f4a_7c15

  var value: Int { Int(truncatingIfNeeded: hash) }

  /// One round as in wyhash: a multiplication to double width, folded.
  mutating func append(_ word: UInt64) {
    let product = (hash ^ word).multipliedFullWidth(by: 0xa076_1d64_78bd_642f)
    hash = (product.high ^ product.low) &+ 0xe703_7ed1_a0b4_28db
  }

  /// Adds another digest, so that the order of such additions does not matter.
  mutating func combineUnordered(_ other: Digest) { hash &+= other.hash }
}
