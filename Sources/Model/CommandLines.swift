extension Setup {
  /// The command line that makes the moves of a schedule in this setup, quoted for the shell:
  /// `ringside run --slots 4 --schedule 'P1*4 C1'`. It has only the options that differ from their defaults.
  ///
  /// - Parameters:
  ///   - options: further options, before the schedule.
  ///   - catalogue: all disciplines. The first one belongs to the default program; the first one of a program is its
  ///     default.
  public func command(
    _ schedule: Schedule? = nil, on backend: Backend = .posix, options: [String] = [], among catalogue: [Discipline]
  ) -> String {
    let own = catalogue.first { $0.belongs(to: program) }
    let usual = Setup(program, counts: program.standardCounts, discipline: own?.name ?? "")
    var words = ["ringside", "run"]
    func add(_ option: String, _ value: String, unless isDefault: Bool) {
      if !isDefault { words += ["--\(option)", value.quotedForShell] }
    }
    add("backend", backend.rawValue, unless: backend == .posix)
    let isUsual = catalogue.first.map { $0.belongs(to: program) } ?? false
    add("program", program.name, unless: isUsual)
    add("discipline", discipline, unless: discipline == usual.discipline)
    if program.hasSlots {
      add("slots", "\(slots)", unless: slots == usual.slots)
      add("words", "\(self.words)", unless: self.words == usual.words)
    }
    for part in program.parts {
      add(part.plural, "\(count(of: part.role))", unless: count(of: part.role) == part.standardCount)
    }
    if program.settings.contains(.text) { add("text", text, unless: text == usual.text) }
    let chosen = catalogue.first { $0.belongs(to: program) && $0.name == discipline }
    add(
      "provoke", "\(provoke)",
      unless: provoke == usual.provoke || chosen?.whyNot(provokingEvery: provoke, among: catalogue) != nil)
    if !keepsLedger { words.append("--no-ledger") }
    words += options
    if let schedule { words += ["--schedule", "'\(schedule)'"] }
    return words.joined(separator: " ")
  }

  /// The experiment in a few words: `1 producer, 1 consumer, 10 slots, semaphores`.
  public var title: String {
    let processes = program.parts.map { part in Quantity.counted(count(of: part.role), part.noun) }
    return (processes + (program.hasSlots ? [Quantity.counted(slots, "slot")] : []) + [discipline])
      .joined(separator: ", ")
  }
}

extension String {
  /// The text as one word of a POSIX shell's command line (Shell Command Language, 2.2).
  public var quotedForShell: String {
    let isPlain = utf8.allSatisfy { byte in
      byte < 0x80
        && (Character(Unicode.Scalar(byte)).isLetter || Character(Unicode.Scalar(byte)).isNumber
          || "_-./:=@%+,".utf8.contains(byte))
    }
    if isPlain && !isEmpty { return self }
    return "'" + replacing("'", with: "'\\''") + "'"
  }
}
