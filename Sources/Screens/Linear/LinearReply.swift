import Grid
import Lessons
import Model

/// The answer to a typed line: what to say at once, and what to do.
public struct LinearReply: Sendable, Hashable {
  public var lines: [String]
  public var effects: [Effect]
  /// How long to let all processes run, in seconds.
  public var runsFor: Double?
  /// Whether to say where each process has mapped the memory, for which that must be read first.
  public var tellsMemory = false

  init(_ lines: [String] = [], _ effects: [Effect] = []) { (self.lines, self.effects) = (lines, effects) }
}

extension State {
  /// Takes a line that was typed, without its end: an answer, a command or moves.
  public mutating func respond(to typed: String) -> LinearReply {
    message = nil
    let line = typed.spoken
    if player?.selectedStep != nil { return respondInStepList(to: line) }
    if let question = openQuestion, let reply = answer(line, to: question) { return reply }
    if line.isEmpty { return respondToEmptyLine() }
    do {
      guard let command = try LinearCommand(line) else { return LinearReply([unknown(line)]) }
      return obey(command)
    } catch { return LinearReply([error.sentence]) }
  }

  /// The last message, once: after this there is none.
  public mutating func takeMessage() -> String? {
    defer { message = nil }
    return message?.text.spoken.asSentence
  }

  private func unknown(_ line: String) -> String {
    let shown = shortened(line, within: 40, "...")
    return "\(shown) is not understood here. help lists what can be typed."
  }

  private mutating func respondToEmptyLine() -> LinearReply {
    guard let player, player.activity != .freePlay else {
      return LinearReply(["Type a move such as \(examples), or help."])
    }
    if player.isInChallenge { return LinearReply(["Type a move such as \(examples), or help."]) }
    return obey(.next)
  }

  // MARK: Answers

  /// Commits an answer; nil if the line is a command.
  private mutating func answer(_ line: String, to question: Prediction) -> LinearReply? {
    guard let player else { return nil }
    let written = line.lowercased().hasPrefix("answer ") ? String(line.dropFirst(7)) : nil
    switch question.form {
    case .choice(let choices, _):
      guard let number = Int(decimal: written ?? line) else {
        return line.isEmpty || written != nil ? LinearReply(["Choose 1 to \(choices.count) first."]) : nil
      }
      guard 1...choices.count ~= number else {
        return LinearReply(["There is no answer \(number). Choose 1 to \(choices.count)."])
      }
      _ = selectChoice(number - 1)
      let words = player.order(of: player.index).choice(at: number - 1).map { choices[$0].words.plainText } ?? ""
      return LinearReply(["You chose \(number): \(words.asSentence)"], commit())
    case .number:
      let digits = written ?? line
      guard !digits.isEmpty, digits.allSatisfy({ $0.isASCII && $0.isNumber }) else {
        return line.isEmpty || written != nil ? LinearReply(["Type a number first."]) : nil
      }
      return commit(text: digits, question)
    case .text:
      if line.isEmpty { return LinearReply(["Type your answer first."]) }
      // An answer may be any word, but these are needed.
      let isCommand = line.count > 1 && (try? LinearCommand(line)).flatMap { $0 }?.isForReading == true
      return written == nil && isCommand ? nil : commit(text: written ?? line, question)
    }
  }

  private mutating func commit(text: String, _ question: Prediction) -> LinearReply {
    player?.entry = AnswerEntry()
    // As many characters as the field on the screen takes.
    for character in text { _ = player?.entry.type(.character(character), for: question) }
    guard let player, let answer = player.entry.answer(to: question) else {
      return LinearReply(["That cannot be an answer. Type \(question.isNumber ? "a number" : "your answer")."])
    }
    guard "\(answer)" == text || !question.isNumber && player.entry.text == text else {
      self.player?.entry = AnswerEntry()
      return LinearReply(["That is too long for an answer."])
    }
    return LinearReply(["You said \(answer)."], commit())
  }

  // MARK: The list of steps

  private mutating func respondInStepList(to line: String) -> LinearReply {
    let count = player?.lesson.steps.count ?? 1
    let word = line.lowercased()
    if let number = Int(decimal: word.hasPrefix("step ") ? String(word.dropFirst(5)) : word) {
      guard 1...count ~= number else { return LinearReply(["There is no step \(number). Choose 1 to \(count)."]) }
      return LinearReply([], go(toStep: number - 1))
    }
    if ["quit", "q", "exit", "leave"].contains(word) { return LinearReply([], [.quit]) }
    guard ["", "back", "stay", "g", "steps"].contains(word) else {
      return LinearReply(["Type the number of a step, 1 to \(count), or press Enter to stay."])
    }
    return LinearReply([], closeStepList())
  }
}

extension Prediction {
  fileprivate var isNumber: Bool { if case .number = form { true } else { false } }
}
