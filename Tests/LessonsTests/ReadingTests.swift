import Lessons
import Model
import Programs
import Testing

@Suite("Lessons are read")
struct ReadingTests {
  @Test("a whole lesson")
  func whole() throws {
    let text = """
      ---
      title: "One: *two* three"
      minutes: 5
      learn:
        - what a `slot` is
      setup:
        program: ring
        discipline: none
        producers: 2
      ---
      Before the first **heading**.

      ## First `step`

      ```predict
      ask: Who?
      choices:
        - says: nobody
          if: lost = 0
        - says: P2
          if: lost = 1
      answer: 2
      ```
      ```hint
      Look.
      ```
      ```do
      step P1*4 C1
      kill P1
      restart P1
      run until lost = 1
      run at full speed until produced >= 1000 within 2.5 s
      discipline semaphores
      reset
      compare 64 8192
      ```
      ```expect
      lost = 1
      everyone waits
      ```
      """
    let lesson = try Lesson(reading: text, file: "a/07-x-y.md", disciplines: Catalogue.disciplines)
    #expect(lesson.name == "x-y" && lesson.number == 7 && lesson.title == "One: two three" && lesson.minutes == 5)
    #expect(lesson.goals == ["what a slot is"])
    #expect(lesson.setup == Setup(producers: 2, discipline: "none", pace: .step))
    #expect(lesson.steps.map(\.title) == ["One: two three", "First step"])
    #expect(lesson.steps.map(\.line) == [11, 13])
    #expect(lesson.steps[1].parts.map(\.line) == [15, 24, 27, 37])
  }
}
