import Grid
import Reports
import Testing

@Suite("A recorder")
struct RecorderTests {
  private func step(_ move: String, _ text: String, at seconds: Double) -> Recording.Step {
    var grid = Grid(Size(width: 9, height: 2))
    grid.put("the same", at: (0, 0))
    grid.put(text, at: (0, 1))
    return Recording.Step(move: move, words: "It did \(text).", grid: grid, seconds: seconds)
  }

  /// A recorder with a start and this many moves.
  private func recorder(_ moves: Int, _ empty: Recorder = Recorder()) -> Recorder {
    var recorder = empty
    recorder.add(moves: 0) { step("", "start", at: 100) }
    for number in 0..<moves {
      recorder.add(moves: 1) { step("P1", "\(number + 1)", at: 101 + Double(number)) }
    }
    return recorder
  }

  private func recording(_ recorder: Recorder) throws -> Recording {
    try #require(recorder.recording(title: "t", command: "c") { step("P9", "newest", at: 9999) })
  }

  @Test("gives back each screen as it was, with times from the start")
  func screens() throws {
    let recorder = recorder(3)
    #expect(recorder.steps == 3 && !recorder.isFull)
    let recording = try recording(recorder)
    #expect((recording.title, recording.command) == ("t", "c"))
    #expect(recording.steps.map(\.move) == ["", "P1", "P1", "P1"])
    #expect(recording.steps.map(\.seconds) == [0, 1, 2, 3])
    #expect(recording.steps.map(\.grid) == ["start", "1", "2", "3"].map { step("", $0, at: 0).grid })
  }

  @Test("forgets what was taken back")
  func back() throws {
    var recorder = recorder(5)
    #expect(recorder.goBack(to: 5) == 5)
    #expect(recorder.goBack(to: 2) == 2)
    recorder.add(moves: 1) { step("C1", "other", at: 200) }
    #expect(try recording(recorder).steps.map(\.move) == ["", "P1", "P1", "C1"])
    // Three moves that were made at once are taken back as a whole.
    recorder.add(moves: 3) { step("C1*3", "many", at: 201) }
    #expect(recorder.goBack(to: 5) == 3)
    #expect(recorder.goBack(to: 0) == 0)
    #expect(recorder.steps == 0 && !recorder.isEmpty)
  }

  @Test("keeps so many steps, and then says how many it left out")
  func limit() throws {
    var recorder = recorder(4, Recorder(steps: 4))
    #expect(recorder.isFull && recorder.leftOut == 0)
    #expect(try recording(recorder).steps.count == 5)
    for _ in 0..<3 {
      recorder.add(moves: 1) {
        Issue.record("drawn in vain")
        return step("", "", at: 0)
      }
    }
    recorder.close(with: "The end.")
    let steps = try recording(recorder).steps
    #expect(steps.count == 6)
    #expect(
      steps.last?.words
        == "3 moves before this one were left out: a recording keeps the first 4. It did newest. The end.")
    #expect(steps.last?.move == "")
    // Taken back again, nothing is missing.
    #expect(recorder.goBack(to: 4) == 4)
    #expect(recorder.leftOut == 0)
    #expect(!Recorder().isFull && Recorder.most == 2000)
  }

  @Test("keeps fewer steps of a large screen")
  func cells() {
    let recorder = recorder(10, Recorder(steps: 100, cells: 18 * 7))
    #expect(recorder.isFull && recorder.steps == 7 && recorder.leftOut == 3)
  }

  @Test("ends with other words than those of its last step, if asked to")
  func closing() throws {
    var recorder = recorder(1)
    recorder.close(with: "Why.", replacing: true)
    #expect(try recording(recorder).steps.map(\.words) == ["It did start.", "Why."])
    #expect(Recorder().recording(title: "", command: nil) { step("", "", at: 0) } == nil)
  }
}
