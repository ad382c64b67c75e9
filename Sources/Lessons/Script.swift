import Model

extension Lesson {
  /// The script that leads from nothing to the start of a page: the script steps of all pages before it, and the
  /// solutions of their challenges, without steps that a new experiment or a reset would undo.
  public func script(before page: Int, of pages: [Page]) -> [ScriptStep] {
    var script: [ScriptStep] = [.begin(setup, backend)]
    for page in pages[..<page] {
      script += page.deeds.map(\.value)
      if let challenge = page.challenge { script.append(.moves(challenge.solution.value)) }
    }
    return script.withoutWhatIsWiped
  }
}

extension [ScriptStep] {
  /// A reset keeps the discipline, and added and removed workers.
  fileprivate var withoutWhatIsWiped: [ScriptStep] {
    let begin = lastIndex { if case .begin = $0 { true } else { false } } ?? startIndex
    guard let wipe = lastIndex(where: \.wipes), wipe > begin else { return Array(self[begin...]) }
    return [self[begin]] + self[begin..<wipe].filter(\.outlastsReset) + self[wipe...]
  }
}

extension ScriptStep {
  /// Whether it clears the whole memory.
  var beginsSituation: Bool {
    switch self {
    case .begin, .reset, .discipline: true
    case .moves, .run, .compare, .explore: false
    }
  }

  fileprivate var wipes: Bool {
    switch self {
    case .reset, .discipline: true
    case .begin, .moves, .run, .compare, .explore: false
    }
  }

  fileprivate var outlastsReset: Bool {
    switch self {
    case .discipline: true
    case .moves(let schedule): schedule.changesMembers
    case .begin, .reset, .run, .compare, .explore: false
    }
  }
}

extension Schedule {
  /// Whether it adds or removes workers for longer than until the next reset.
  fileprivate var changesMembers: Bool {
    moves.contains { move in
      switch move {
      case .add, .remove: true
      case .step, .kill, .restart: false
      }
    }
  }
}
