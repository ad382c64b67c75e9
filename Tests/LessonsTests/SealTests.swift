import Lessons
import Testing

@Suite("What was done is sealed")
struct SealTests {
  private let home: ProgressHome

  init() throws { home = try ProgressHome() }

  private func keep() throws -> Progress {
    try home.file.update { progress in
      for name in ["a", "b"] {
        progress[name].begin(shuffledBy: 9, on: "today")
        progress[name].answer(
          PredictionRecord(step: "Look", number: 1, question: "?", answer: .init("1"), isRight: false), on: "today")
      }
    }.progress
  }

  private func edit(_ change: (String) -> String) throws {
    let text = String(decoding: try #require(home.read()), as: UTF8.self)
    let changed = change(text)
    #expect(changed != text)
    try home.write(changed.utf8)
  }

  @Test("what Ringside wrote itself fits its seal, however often it is written")
  func untouched() throws {
    #expect(try keep().lessons.values.allSatisfy { $0.trust == .sealed })
    #expect(try keep().lessons.values.allSatisfy { $0.trust == .sealed })
    #expect(try home.file.load().progress.lessons.values.allSatisfy { $0.trust == .sealed })
  }

  private static let edits: [(String, String)] = [
    ("answered 1", "answered 2"), ("first wrong", "first right"), ("tries 1", "tries 2"), ("shuffled 9", "shuffled 8"),
    ("played today", "played yesterday"), ("  seal ", "  seal 0"), ("    first wrong", "    says x\n    first wrong"),
  ]

  @Test("an edit of a lesson breaks its seal for ever, and no other's", arguments: edits)
  func edited(from: String, to: String) throws {
    _ = try keep()
    try edit { text in
      let second = text.range(of: "lesson b")!.lowerBound
      return String(text[..<second]) + String(text[second...]).replacing(from, with: to, maxReplacements: 1)
    }
    // What cannot be read at all is set aside.
    guard try home.file.load().remark == nil else { return }
    #expect(try home.file.load().progress["b"].trust == .broken)
    let later = try home.file.update { $0["b"].complete("Look", on: "tomorrow") }.progress
    #expect(later["a"].trust == .sealed && later["b"].trust == .broken)
    #expect(try home.file.load().progress["b"].trust == .broken)
  }

  @Test("a missing seal, a missing key and another's key are noticed")
  func missing() throws {
    _ = try keep()
    try edit { $0.replacing(/\n  seal [0-9a-f]+/, with: "") }
    #expect(try home.file.load().progress.lessons.values.allSatisfy { $0.trust == .broken })
    for key in ["0123456789abcdef0123456789abcdef\n", "no key\n", ""] {
      let other = try ProgressHome()
      _ = try other.file.update { $0["a"].complete("Look", on: "today") }
      try other.write(key.utf8, to: "key")
      #expect(try other.file.load().progress["a"].trust == .broken)
      // It goes on all the same.
      #expect(try other.file.update { $0["new"].complete("Look", on: "today") }.progress["new"].trust == .sealed)
      #expect(try other.file.load().progress["new"].trust == .sealed)
    }
  }

  @Test("what the earlier format kept is read in full, and known to be without a seal")
  func earlier() throws {
    let text = """
      # ringside progress, version 1
      lesson a
        played today
        at Lose
          step 2
          page 1
        done Look
        prediction Look
          number 1
          asked What then?
          answered 2
            says nothing
          found 1
            says something
          first wrong
          tries 2
          latest right
          voted 12 3
        challenge Win
          number 1
          goal Make it lose an item.
          schedule P1*2 P2
          moves 3
      end

      """
    try home.write(text.utf8)
    let kept = try home.file.update { $0["a"].complete("Lose", on: "tomorrow") }.progress
    for progress in [kept, try home.file.load().progress] {
      let lesson = progress["a"]
      #expect(lesson.trust == .unsealed && lesson.seed == nil && lesson.done == ["Look", "Lose"])
      #expect(lesson.predictions[0].answer.says == "nothing" && lesson.predictions[0].votes == [[12, 3]])
      #expect(lesson.challenges[0].isWon && lesson.challenges[0].solution == .never)
    }
  }

  @Test("a class has a file of its own", arguments: ["ipc-2026", "Übung_7", "x"])
  func classes(name: String) throws {
    #expect(ProgressFile.isNameOfClass(name))
    let file = ProgressFile.usual(
      ofClass: name, variable: { $0 == "XDG_STATE_HOME" ? "/state" : nil }, accountHome: { nil })
    #expect(file?.path == "/state/ringside/class-\(name)")
  }

  @Test(
    "a class's name is part of a file's name",
    arguments: ["", "a/b", "..", "a.lock", "a b", "\u{1B}", "é\0", String(repeating: "x", count: 41)])
  func notClasses(name: String) { #expect(!ProgressFile.isNameOfClass(name)) }
}

@Suite("The order of choices")
struct ChoiceOrderTests {
  @Test("without a seed it is the file's, with one always the same permutation")
  func orders() {
    #expect(ChoiceOrder(count: 4, seed: nil, step: 3, ordinal: 1).inFile == [0, 1, 2, 3])
    for seed in [0, 1, 77, UInt64.max] {
      for count in 0...9 {
        let order = ChoiceOrder(count: count, seed: seed, step: 2, ordinal: 0)
        #expect(order.inFile.sorted() == Array(0..<count))
        #expect(order == ChoiceOrder(count: count, seed: seed, step: 2, ordinal: 0))
        for place in 0..<count { #expect(order.choice(at: place).flatMap(order.place(ofChoice:)) == place) }
      }
    }
    // Progress that was kept stays as it is.
    #expect(ChoiceOrder(count: 9, seed: 42, step: 1, ordinal: 2).inFile == [7, 2, 3, 8, 5, 4, 1, 0, 6])
  }

  @Test("each choice comes to each place about as often")
  func fair() {
    var counts = [[Int]](repeating: [0, 0, 0], count: 3)
    for seed in 0..<600 as Range<UInt64> {
      for step in 0..<5 {
        for (place, choice) in ChoiceOrder(count: 3, seed: seed, step: step, ordinal: 0).inFile.enumerated() {
          counts[choice][place] += 1
        }
      }
    }
    #expect(counts.joined().allSatisfy { 900...1100 ~= $0 }, "\(counts)")
  }
}
