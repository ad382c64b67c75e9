import Grid
import Model

/// A number in groups of three digits that stay on one line: `8 214 551`.
func grouped(_ number: some BinaryInteger) -> String { Quantity.grouped(number, by: unbreakable) }

/// A number in at most this many cells: `8 214 551`, `8.2 M`, or for values that only a damaged region holds
/// `1.8e19`.
func grouped(_ number: some BinaryInteger, within limit: Int) -> String {
  fitting(
    [grouped(number), Quantity.shortened(number, by: unbreakable), Quantity.scientific(number), "?"], within: limit)
}

/// A number with at most one decimal, grouped: `0.5`, `1 204 331`.
func decimal(_ number: Double) -> String { Quantity.tenths(number, by: unbreakable) }

/// A space at which no line is broken.
private let unbreakable = "\u{A0}"

/// Several processes and their activity, from the longest wording to the shortest: `P1 P3 wait`, `P1 and 6 more
/// wait`, `7 wait`.
func wordings(_ ids: [WorkerID], _ singular: String, _ plural: String) -> [String] {
  guard let first = ids.first else { return [] }
  if ids.count == 1 { return ["\(first) \(singular)"] }
  let all = ids.map(\.description).joined(separator: " ")
  return ["\(all) \(plural)", "\(first) and \(ids.count - 1) more \(plural)", "\(ids.count) \(plural)"]
}

extension SharedVariable {
  /// Its name inside a sentence, marked as code so that it is not read as an English word.
  var code: String { "`\(name)`" }
}

extension Item {
  /// Its name as shown in its slot: the producer, and the last two digits of the number. Spoken, the whole number.
  func name(_ glyphs: GlyphSet) -> String {
    if glyphs.isSpoken { return "P\(producer)'s item \(sequence)" }
    return "P\((1...99).contains(producer) ? String(producer) : "?")\(glyphs.item)\(digits)"
  }

  var digits: String { (sequence % 100 < 10 ? "0" : "") + String(sequence % 100) }
}

extension WorkerID {
  /// In at most the three cells of a name.
  var label: String { fitting([description, "?"], within: 3) }
}

extension Ending {
  /// `killed by SIGKILL`, `exited with 3`.
  var words: String {
    switch self {
    case .exited(let status): "exited with \(status)"
    case .killed(let signal): "killed by \(signalName(signal))"
    }
  }
}

extension WorkerState {
  /// Its present activity, in one word.
  var word: String {
    switch self {
    case .starting: "starting"
    case .running: "running"
    case .parked: "parked"
    case .blocked: "BLOCKED"
    case .spinning: "SPINNING"
    case .resting: "resting"
    case .finished: "finished"
    case .ended(let ending): ending.words
    case .unreadable: "unreadable"
    }
  }
}

extension KernelView {
  /// `S  asleep in futex on mutex`.
  var words: String {
    "\(state)  " + (isStopped ? "stopped by a signal" : sleep.words ?? KernelView.states[state] ?? "")
  }

  /// Whether a signal, such as SIGSTOP, has stopped it.
  var isStopped: Bool { state == "T" }

  private static let states: [Character: String] = [
    "R": "running", "S": "asleep", "D": "asleep in the kernel", "t": "stopped", "Z": "ended",
    "X": "ended",
  ]
}

extension KernelView.Sleep {
  fileprivate var words: String? {
    switch self {
    case .none: nil
    case .variable(let variable): "asleep in futex on \(variable.name)"
    case .systemVSemaphore(let variable): "asleep in semop on \(variable.name)"
    case .gate: "asleep at the gate"
    case .region(let offset): "asleep in futex at +\(offset)"
    case .call(let number): "asleep in call \(number)"
    }
  }
}

extension Register {
  /// `i=4`, `item=P2·05`. An item that no producer made has no name.
  func words(_ glyphs: GlyphSet) -> String {
    switch value {
    case .number(let number): "\(name)=\(number)"
    case .item(let item): "\(name)=\(item?.name(glyphs) ?? "?")"
    }
  }
}

extension WorkerView {
  /// The first register with a number: its copy of `in` or `out`.
  var index: UInt64? {
    registers.lazy.compactMap { if case .number(let number) = $0.value { number } else { nil } }.first
  }

  /// The item that it holds.
  var item: Item? {
    registers.lazy.compactMap { if case .item(let item) = $0.value { item } else { nil } }.first
  }
}

extension Operation {
  /// Its line of C, followed by shorter and shorter versions.
  var wordings: [String] {
    // The text after a wider gap is a remark.
    let code = line.split(separator: "  ", maxSplits: 1).first.map(String.init) ?? line
    let bare = ["pthread_", "atomic_", "&"].reduce(code) { $0.split(separator: $1).joined() }
    // For a call its first argument; for a condition the call in it.
    let call: Substring =
      bare.hasPrefix("if (")
      ? bare.dropFirst(4).prefix { $0 != "=" } : bare.hasPrefix("while (!") ? bare.dropFirst(8).dropLast() : bare[...]
    let first = call.firstIndex(of: ",").map { call[..<$0] } ?? call
    let isOpen = first.count { $0 == "(" } > first.count { $0 == ")" }
    let short = isOpen ? first + ")" : first
    return [line, code, bare, String(call), String(short.last == " " ? short.dropLast() : short)]
  }
}
