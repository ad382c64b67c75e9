import Model

/// Turns the lines of a listing into statements of C.
struct CStatements {
  let discipline: Discipline
  /// The names of the shared variables, which C finds behind the pointer `s`.
  private let names: Set<String>

  init(_ discipline: Discipline) {
    self.discipline = discipline
    names = Set((discipline.program.variables + discipline.synchronizers.map(\.variable)).map(\.array))
  }

  /// The statements of a role, indented by so many columns. Each listing line is one of them.
  func statements(of role: Role, indentation: Int) -> [String] {
    let lines = discipline.listing.lines(of: role)
    var result: [String] = []
    let again = lines.contains { $0.text.contains("try again") }
    var isInBlock = false
    // A loop that reads again if something has changed begins where it loads what it compares.
    let repeats = lines.firstIndex { $0.operation?.kind == .test && isRepetition($0, in: lines) }
    for (index, line) in lines.enumerated() {
      let isIndented = line.text.hasPrefix("  ")
      if isInBlock && !isIndented {
        result.append("}")
        isInBlock = false
      }
      if index == 0, repeats != nil { result.append("do {") }
      if index == repeats {
        result.append("} while (\(condition(line)));")
        continue
      }
      let next = lines.indices.contains(index + 1) ? lines[index + 1] : nil
      let opens = !isIndented && next?.text.hasPrefix("  ") == true && !line.text.hasSuffix("{")
      let text = statement(line, opensBlock: opens)
      let prefix = isIndented || (repeats.map { index < $0 } ?? false) ? "  " : ""
      if again, index > 0, line.operation?.kind == .spin, !result.contains("again:") { result.append("again:") }
      result.append(prefix + text)
      if opens { isInBlock = true }
      if isIndented, line.text.hasSuffix("}") { isInBlock = false }
    }
    if isInBlock { result.append("}") }
    if again, !result.contains("again:"), let first = result.firstIndex(where: { $0.hasPrefix("while (!cas") }) {
      result.insert("again:", at: first)
    }
    let padding = String(repeating: " ", count: indentation)
    // A label stands at the edge of its block.
    return result.map { $0.hasSuffix(":") ? String(padding.dropLast(1)) + $0 : padding + $0 }
  }

  /// Whether a test of a variable comes after its load into a register, with reads between: it is done all over again.
  private func isRepetition(_ line: Listing.Line, in lines: [Listing.Line]) -> Bool {
    guard let first = lines.first?.operation, let test = line.operation else { return false }
    return first.kind == .load && first.variable == test.variable && line.text.hasPrefix("while (")
      && lines.first?.text.contains("(even)") == true
  }

  private func condition(_ line: Listing.Line) -> String {
    let text = bare(line.text)
    let inner = text.dropFirst("while (".count).dropLast()
    return line.text.contains("(acquire)") || line.text.contains("version")
      ? acquired(String(inner), line.operation) : shared(String(inner))
  }

  /// Without the note at its end: `(release)`.
  private func bare(_ text: String) -> String {
    guard let note = text.firstRange(of: "  (") else { return text }
    return String(text[..<note.lowerBound])
  }

  /// One statement.
  private func statement(_ line: Listing.Line, opensBlock: Bool) -> String {
    if line.isProvocation {
      let interval = discipline.provocation?.interval ?? 1
      return "if (round % \(interval) == 0) sched_yield();  // only makes the race likelier"
    }
    let text = bare(line.text.trimmed)
    if let special = special(text, line) { return special }
    if text.hasSuffix(":") { return text }
    if text.hasSuffix("{") { return shared(text) }
    if text.hasSuffix("}") { return shared(String(text.dropLast()).trimmed) + "; }" }
    if line.text.contains("(even)"), line.operation?.kind == .load, let (left, right) = assignment(text) {
      return "do \(left) = __atomic_load_n(&s->\(right), __ATOMIC_ACQUIRE); while (\(left) % 2 != 0);"
    }
    if line.text.contains("(release)") || line.text.contains("(odd)") || line.text.contains("(even)"),
      let (left, right) = assignment(text)
    {
      let order = line.text.contains("(odd)") ? "__ATOMIC_SEQ_CST" : "__ATOMIC_RELEASE"
      return "__atomic_store_n(&s->\(left), \(shared(right)), \(order));"
    }
    if text.hasPrefix("while (") || text.hasPrefix("if ("), text.hasSuffix(")") {
      let isAcquiring = line.text.contains("(acquire)") || isUnlocked(line)
      let head = isAcquiring ? acquired(text, line.operation) : shared(text)
      return head + (opensBlock ? " {" : text.hasPrefix("while (") ? " continue;" : ";")
    }
    return shared(text) + ";"
  }

  /// Whether a test reads a word that others change without any lock, in a correct discipline.
  private func isUnlocked(_ line: Listing.Line) -> Bool {
    discipline.isCorrect && discipline.synchronizers.isEmpty && line.operation?.kind == .test
  }

  private func assignment(_ text: String) -> (String, String)? {
    guard let equals = text.firstRange(of: " = ") else { return nil }
    return (String(text[..<equals.lowerBound]), String(text[equals.upperBound...]))
  }

  /// The lines that are no C by themselves.
  private func special(_ text: String, _ line: Listing.Line) -> String? {
    switch text {
    case "if (lock(&mutex) == EOWNERDEAD)": return "if (pthread_mutex_lock(&s->mutex) == EOWNERDEAD) {"
    case "repair(), make consistent": return "pthread_mutex_consistent(&s->mutex);  // in and out are always whole"
    case "lock = 0, try again": return "__atomic_store_n(&s->lock, 0, __ATOMIC_RELEASE); goto again;"
    case "lock = 0": return "__atomic_store_n(&s->lock, 0, __ATOMIC_RELEASE);"
    case "item = produce()": return "item = produce(me, round);"
    case "while (!cas(&lock, 0, me))": return "while (!cas(&s->lock, 0, me)) continue;"
    case "w = a number never used before": return "w = 100 * (round + 1) + me;"
    case "left = i, right = (i + 1) % N": return "left = i, right = (i + 1) % N;"
    default: break
    }
    if text.contains("[k]") {
      let call = text.replacing("compose()", with: "compose(round)")
      return "for (int k = 0; k < WORDS; k++) \(shared(call));"
    }
    if text.hasPrefix("semop("), let change = systemV(text) { return change }
    if text.hasPrefix("atomic_fetch_add(") {
      return shared(
        text.replacing("atomic_fetch_add", with: "__atomic_fetch_add").replacing(", 1)", with: ", 1, __ATOMIC_SEQ_CST)")
      ) + ";"
    }
    if text.hasPrefix("if ("), text.contains(") sem_") { return shared(text) + ";" }
    return nil
  }

  /// `semop(empty - 1, SEM_UNDO)` as a call that C knows.
  private func systemV(_ text: String) -> String? {
    let inner = text.dropFirst("semop(".count).dropLast().split(separator: ",").map { String($0).trimmed }
    guard inner.count == 2 else { return nil }
    let words = inner[0].split(separator: " ").map(String.init)
    guard words.count == 3 else { return nil }
    let member = words[0].uppercased()
    if inner[1].hasPrefix("keep ") {
      // It gives what it took to another count, and must not get it back when it ends.
      return "hand_over(\(inner[1].dropFirst(5).uppercased()), \(member));"
    }
    return "change(\(member), \(words[1] == "-" ? "-" : "+")\(words[2]));"
  }

  /// With the shared variables behind the pointer.
  func shared(_ text: String) -> String { rewritten(text) { "s->\($0)" } }

  /// The same, with the variable of the operation read by an acquire load.
  private func acquired(_ text: String, _ operation: Operation?) -> String {
    rewritten(text) { $0 == operation?.variable.array ? "__atomic_load_n(&s->\($0), __ATOMIC_ACQUIRE)" : "s->\($0)" }
  }

  private func rewritten(_ text: String, _ replace: (String) -> String) -> String {
    var result = ""
    var rest = text[...]
    while let first = rest.first {
      guard first.isLetter || first == "_" else {
        result.append(first)
        rest = rest.dropFirst()
        continue
      }
      let word = String(rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" })
      rest = rest.dropFirst(word.count)
      let isCall = rest.first == "("
      if word == "n" {
        result += "SLOTS"
      } else if names.contains(word) && !isCall {
        // `sem_wait(mutex)` means its address.
        let needsAddress = result.hasSuffix("sem_wait(") || result.hasSuffix("sem_post(")
        result += (needsAddress ? "&" : "") + replace(word)
      } else {
        result += word
      }
    }
    return result
  }
}

extension String {
  var trimmed: String { String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()) }
}
