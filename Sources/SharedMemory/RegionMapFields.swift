import CRegion
import Glibc
import Model

// The fields of the parts of fixed size, and of a worker's record, with the names of `region.h`.

public enum RegionFields {
  public typealias Part = RegionMap.Part
  public typealias Field = RegionMap.Field

  static let fixedParts: [RegionMap.Part] = [
    Part("header", \.header, isBookkeeping: true, header), Part("control", \.control, isBookkeeping: true, control),
    Part("reports", \.reports, isBookkeeping: true, reports),
    Part("empty", \.empty, semaphore), Part("full", \.full, semaphore), Part("mutex", \.mutex, semaphore),
    Part("in", \.in, word()), Part("out", \.out, word()), Part("pthread_mutex", \.pthread_mutex, mutex),
    Part("not_full", \.not_full, condition), Part("not_empty", \.not_empty, condition),
    Part("lock", \.lock, word(.process)), Part("count", \.count, word(.signed)), Part("counter", \.counter, word()),
    Part(message: "message.version", \.version, of: region_word.self, word()),
    Part(message: "message.source", \.source, of: region_text.self, text),
    Part(message: "message.text", \.text, of: region_text.self, text),
    Part(
      message: "message.heard", \.heard, of: region_text.self, count: RegionLayout.workersPerRole,
      naming: .numbered("message.heard"), text),
  ]

  private static let header = [
    Field("magic", \region_header.magic, .text), Field("version", \region_header.version),
    Field("slot_count", \region_header.slot_count), Field("slot_words", \region_header.slot_words),
    Field("worker_count", \region_header.worker_count), Field("window", \region_header.window),
    Field("clearing", \region_header.clearing), Field("total_size", \region_header.total_size),
    Field("slots_offset", \region_header.slots_offset, .hexadecimal),
    Field("overwrites_offset", \region_header.overwrites_offset, .hexadecimal),
    Field("workers_offset", \region_header.workers_offset, .hexadecimal),
    Field("cells_offset", \region_header.cells_offset, .hexadecimal),
    Field("creator_pid", \region_header.creator_pid, .process), Field("creator_start", \region_header.creator_start),
    Field("kept", \region_header.kept), Field("object", \region_header.object),
  ]

  private static let control = [
    Field("attention", \region_control.attention),
    Field(
      "pace", \region_control.pace,
      names((RegionValue.full, "full"), (RegionValue.tempo, "tempo"), (RegionValue.step, "step"))),
    Field("command", \region_control.command, names((RegionValue.run, "run"), (RegionValue.rest, "rest"))),
    Field("discipline", \region_control.discipline), Field("generation", \region_control.generation),
    Field("epoch", \region_control.epoch), Field("delay", \region_control.delay),
    Field("seed", \region_control.seed, .hexadecimal), Field("ledger", \region_control.ledger),
    Field("has_semaphores", \region_control.has_semaphores), Field("semaphores", \region_control.semaphores, .signed),
    Field("provoke", \region_control.provoke),
  ]

  private static let reports = [
    Field("wake_futex", \region_reports.wake_futex), Field("ticket", \region_reports.ticket),
  ]

  /// `sem_t` has no members that a program may use. These are the ones that glibc has in it, in nptl's
  /// `struct new_sem`, where a word of 64 bits can be changed at once.
  public static let semaphore = [
    Field("value", offset: 0, size: 4), Field("nwaiters", offset: 4, size: 4),
    // FUTEX_PRIVATE_FLAG, stored here, means that the semaphore is not private.
    Field("private", offset: 8, size: 4, names((0, "private"), (128, "shared"))),
  ]

  /// glibc's members of `pthread_mutex_t`. A robust one is linked into a list of its holder's, by addresses that mean
  /// something to that process alone: the only pointers in the region, and they are not ours.
  public static let mutex: [Field] = [
    Field("__lock", \__pthread_mutex_s.__lock, .signed), Field("__count", \__pthread_mutex_s.__count),
    Field("__owner", \__pthread_mutex_s.__owner, .process), Field("__nusers", \__pthread_mutex_s.__nusers),
    Field(
      "__kind", \__pthread_mutex_s.__kind,
      names((0, "private"), (16, "private, robust"), (128, "shared"), (144, "shared, robust"))),
    Field("__list.prev", offset: list, size: 8, .hexadecimal),
    Field("__list.next", offset: list + 8, size: 8, .hexadecimal),
  ]

  private static let list = MemoryLayout<__pthread_mutex_s>.offset(of: \.__list)!

  /// glibc's members of `pthread_cond_t`: two groups of those who wait, G1 and G2, take turns.
  public static let condition: [Field] = {
    let refs = MemoryLayout<__pthread_cond_s>.offset(of: \.__g_refs)!
    let sizes = MemoryLayout<__pthread_cond_s>.offset(of: \.__g_size)!
    let signals = MemoryLayout<__pthread_cond_s>.offset(of: \.__g_signals)!
    let groups = [("__g_refs", refs), ("__g_size", sizes), ("__g_signals", signals)].flatMap { name, offset in
      (0...1).map { Field("\(name)[\($0)]", offset: offset + 4 * $0, size: 4) }
    }
    return groups + [
      Field("__wseq", \__pthread_cond_s.__wseq), Field("__g1_start", \__pthread_cond_s.__g1_start),
      Field("__g1_orig_size", \__pthread_cond_s.__g1_orig_size), Field("__wrefs", \__pthread_cond_s.__wrefs),
    ]
  }()

  /// glibc's members of `pthread_rwlock_t`.
  public static let readWriteLock: [Field] = [
    Field("__readers", \__pthread_rwlock_arch_t.__readers, .hexadecimal),
    Field("__writers", \__pthread_rwlock_arch_t.__writers),
    Field("__wrphase_futex", \__pthread_rwlock_arch_t.__wrphase_futex),
    Field("__writers_futex", \__pthread_rwlock_arch_t.__writers_futex),
    Field("__cur_writer", \__pthread_rwlock_arch_t.__cur_writer, .process),
    Field("__shared", \__pthread_rwlock_arch_t.__shared), Field("__flags", \__pthread_rwlock_arch_t.__flags),
  ]

  /// The one field of a `region_word`.
  public static func word(_ kind: RegionMap.Kind = .number) -> [Field] { [Field("", \region_word.value, kind)] }

  /// The last word is the text's checksum.
  private static let text: [Field] = {
    let check = MemoryLayout<region_text>.size - 8
    return [Field("", offset: 0, size: check, .text), Field("check", offset: check, size: 8, .hexadecimal)]
  }()

  private static func names(_ pairs: (UInt32, String)...) -> RegionMap.Kind {
    .named(Dictionary(uniqueKeysWithValues: pairs.map { (UInt64($0.0), $0.1) }))
  }
}

extension RegionFields {
  static let worker = orders + place + progress + entering + events + incidents

  private static let orders = [
    Field("wake_futex", \region_worker.wake_futex), Field("granted", \region_worker.granted),
    Field("order", \region_worker.order, names((RegionValue.stay, "stay"), (RegionValue.leave, "leave"))),
    Field("halts", \region_worker.halts, .hexadecimal), Field("quota", \region_worker.quota, .hexadecimal),
    Field("name", \region_worker.name, .hexadecimal),
  ]

  private static let place = [
    Field("state", \region_worker.state, states), Field("operation", \region_worker.operation, .operation),
    Field("waits_for", \region_worker.waits_for, .variable), Field("passed", \region_worker.passed),
    Field("registers", \region_worker.registers), Field("pid", \region_worker.pid, .process),
    Field("index", \region_worker.index), Field("item", \region_worker.item, .item),
    Field("looks", \region_worker.looks), Field("returned", \region_worker.returned),
    Field("reserved", \region_worker.reserved), Field("copied", \region_worker.copied, .hexadecimal),
  ]

  private static let states = names(
    (RegionValue.absent, "absent"), (RegionValue.starting, "starting"), (RegionValue.running, "running"),
    (RegionValue.parked, "parked"), (RegionValue.blocked, "blocked"), (RegionValue.resting, "resting"),
    (RegionValue.finished, "finished"), (RegionValue.spinning, "spinning"))

  private static let progress = [
    Field("sequence", \region_worker.sequence), Field("burned", \region_worker.burned),
    Field("lost", \region_worker.lost), Field("taken", \region_worker.taken),
    Field("duplicated", \region_worker.duplicated), Field("torn", \region_worker.torn),
    Field("phantom", \region_worker.phantom), Field("taking", \region_worker.taking),
  ]

  private static let entering = [
    Field("claim", \region_worker.claim, .item), Field("claim_count", \region_worker.claim_count),
    Field("holding", \region_worker.holding, .item), Field("event_count", \region_worker.event_count),
    Field("incident_count", \region_worker.incident_count),
  ]

  private static let events = (0..<WorkerWords.eventCapacity).map { number in
    let first = MemoryLayout<region_worker>.offset(of: \.events)!
    let size = MemoryLayout<region_event>.stride
    return Field("events[\(number)]", offset: first + number * size, size: size, .event)
  }

  private static let incidents = (0..<WorkerWords.incidentCapacity).flatMap { number in
    let first = MemoryLayout<region_worker>.offset(of: \.incidents)!
    let start = first + number * MemoryLayout<region_incident>.stride
    return [
      Field("incidents[\(number)].kind_and_slot", offset: start, size: 8, .hexadecimal),
      Field("incidents[\(number)].item", offset: start + 8, size: 8, .item),
      Field("incidents[\(number)].other", offset: start + 16, size: 8, .item),
    ]
  }
}
