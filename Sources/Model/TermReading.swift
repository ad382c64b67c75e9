// Parsing terms from their names.

extension Term.Meaning {
  init?(_ text: String) {
    if let count = Term.Count(rawValue: text) {
      self = .count(count)
    } else if text != "text", !text.hasPrefix("slot"), let variable = SharedVariable(reading: text) {
      self = .variable(variable)
    } else if text.hasPrefix("slot["), text.hasSuffix("]"), let slot = Int(decimal: text.dropFirst(5).dropLast()) {
      self = .slot(slot)
    } else if let dot = text.lastIndex(of: ".") {
      self.init(part: text[text.index(after: dot)...], of: text[..<dot])
    } else {
      return nil
    }
  }

  private init?(part: Substring, of whole: Substring) {
    guard !part.isEmpty else { return nil }
    if let at = whole.firstIndex(of: "@") {
      guard let size = Int(decimal: whole[whole.index(after: at)...]), let figure = Term.Figure(rawValue: String(part))
      else {
        return nil
      }
      self = .measured(transport: String(whole[..<at]), size: size, figure)
    } else if whole == "explored" {
      guard let figure = ExplorationResult.Figure(rawValue: String(part)) else { return nil }
      self = .explored(figure)
    } else if whole == "memory" {
      self = .fact(String(part))
    } else if let id = WorkerID(whole) {
      switch part {
      case "state": self = .worker(id, .state)
      case "next": self = .worker(id, .next)
      case "items": self = .worker(id, .items)
      case "waits": self = .worker(id, .waits)
      case "heard": self = .worker(id, .heard)
      default: self = .worker(id, .register(String(part)))
      }
    } else if let variable = SharedVariable(reading: whole) {
      switch part {
      case "waiters": self = .waiters(variable)
      case "holder": self = .holder(variable)
      default: return nil
      }
    } else {
      return nil
    }
  }
}
