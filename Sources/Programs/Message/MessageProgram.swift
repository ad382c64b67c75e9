import Model
import SharedMemory

extension Role {
  /// Writes the message.
  public static let writer = Role("W")
  /// Reads the message.
  public static let reader = Role("R")
}

extension SharedVariable {
  public static let text = SharedVariable("text", code: 11, span: .text)
  /// The number of the text's version: odd while the writer is writing.
  public static let version = SharedVariable("version", code: 12)
}

extension Program {
  /// A writer puts a text into the memory, and readers without write access copy it.
  public static let message = Program(
    "message", title: "message", unit: "messages",
    parts: [
      Part(.writer, "writer", register: "v", counts: 1...1),
      Part(.reader, "reader", register: "v", counts: 1...Setup.Limit.workersPerRole.upperBound),
    ],
    settings: .text, variables: [.text, .version],
    ledger: LedgerRules(
      balances: false, accounted: ["every message read whole", "none torn"],
      done: { $0.consumed },
      law: { "written \($0.counts.produced), read \($0.counts.consumed)" },
      report: { totals in
        let (counts, readers) = (totals.counts, totals.setup.count(of: .reader))
        return [
          "\(totals.setup.discipline) on the message, \(readers) reader\(readers == 1 ? "" : "s")",
          "written \(counts.produced), read \(counts.consumed), torn \(counts.torn)",
        ] + totals.heard.sorted { $0.key < $1.key }.map { "\($0.key) read: \($0.value)" }
      }))
}

extension Listing {
  public init(writer: [Line], reader: [Line]) { self.init([.writer: writer, .reader: reader]) }
}

/// The message's code.
enum MessageProgram: ProgramCode {
  static let program = Program.message
  static let readOnlyRole: Role? = .reader

  static let disciplines: [any Code.Type] = [
    LockFreeMessage.self,
    NoneMessage.self,
    ReaderWrites.self,
  ]

  static func address(of variable: SharedVariable, in region: Region) -> UnsafeMutableRawPointer? { nil }

  static func values(in region: Region) -> [SharedVariable: UInt64] { [.version: region.message.version.load()] }

  static func visitState(of region: Region, slotWords: Int, _ visit: (UInt64) -> Void) {
    visit(region.message.version.load())
    for word in 0..<MessageWords.words { visit(region.message.text[word].load()) }
  }

  static func clear(_ region: Region) {
    region.message.version.store(0)
    for word in 0..<MessageWords.words { region.message.text[word].store(0) }
    for reader in 1...RegionLayout.workersPerRole {
      for word in 0..<MessageWords.words { region.message.heard(by: reader)[word].store(0) }
    }
  }

  static func complete(_ snapshot: inout Snapshot, from region: Region) {
    snapshot.message = region.messageView(readers: snapshot.workers.map(\.id).filter { $0.role == .reader })
  }

  static func audit(_ region: Region) -> LedgerCounts { region.auditMessage() }

  static func done(_ role: Role, _ words: WorkerWords) -> UInt64 {
    role == .writer ? words.sequence.load() &- words.burned.load() : words.takes
  }
}

extension Region {
  /// A message may be read any number of times, but never half of one with half of another.
  func auditMessage() -> LedgerCounts {
    var counts = LedgerCounts()
    for worker in workers {
      counts.produced &+= worker.sequence.load()
      counts.taken &+= worker.taken.load()
      counts.torn &+= worker.torn.load()
    }
    return counts
  }

  /// The text that the writer of the program *message* writes, at most `MessageView.longest` bytes of UTF-8.
  public func setMessage(_ string: String) {
    let text = Text(string)
    for word in 0..<MessageWords.words { message.source[word].store(text.words[word]) }
  }
}

extension Region {
  /// The text, and each reader's last copy of it.
  public func messageView(readers: [WorkerID]) -> MessageView {
    let text = Text(message.text)
    let heard = readers.map { reader in
      let copy = Text(message.heard(by: reader.number))
      return (reader, MessageView.Copy(text: copy.string, isWhole: copy.isWhole))
    }
    return MessageView(
      text: text.string, isWhole: text.isWhole, version: message.version.load(),
      heard: Dictionary(uniqueKeysWithValues: heard))
  }
}
