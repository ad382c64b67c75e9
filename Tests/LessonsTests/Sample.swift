import Lessons
import Model
import Programs

/// Lessons to be read, and what is said of them.
enum Sample {
  /// A front matter of 10 lines: what is put behind it begins on line 11.
  static let front = """
    ---
    title: A test
    minutes: 5
    learn:
      - how to read
    setup:
      program: ring
      discipline: semaphores
      producers: 2
    ---

    """

  /// A lesson with every construct.
  static let whole =
    front + """
      Before the **first** heading, there may be `code`.

      ## A step

      - one
      - *two*

      1. first
      2. second

      > A quotation.

      ```c
      a = b;
      ```

      ```predict
      ask: Who?
      choices:
        - says: nobody
          if: lost = 0 and slot[2] != empty
        - says: "P2: it is"
          if: P2 is blocked on empty or everyone waits
          because: It looked at `empty` first.
      answer: 2
      ```
      ```hint
      Look at `in`.
      ```
      ```do
      step P1*4 C1
      kill P1
      restart P1
      add P3
      remove P3
      run until lost = 1 within 500 steps
      run at full speed until produced >= 1000 within 2.5 s
      discipline none
      reset
      compare 64 8192
      ```
      ```expect
      lost = 1
      P1.i = P2.i
      ```
      ```notes
      Wait a minute.
      ```

      ## Another

      ```setup
      program: message
      discipline: lock-free
      text: hello
      processes: 2
      ```
      ```predict
      ask: How many?
      number: version
      answer: 2
      ```
      ```predict
      ask: What does it hear?
      text: R2.heard
      answer: [nothing, "nothing: at all"]
      ```
      ```challenge
      goal: Make it *hear* something.
      win: R1.heard != ""
      steps: 40
      solution: W1*22 kill:W1 R1*6
      ```

      """

  static func lesson(_ text: String, file: String = "11-x.md") throws(LessonMistakes) -> Lesson {
    try Lesson(reading: text, file: file, disciplines: Catalogue.disciplines)
  }

  /// Each as `LINE: REASON`.
  static func mistakes(in text: String) -> [String] {
    do {
      _ = try lesson(text)
      return []
    } catch {
      return error.all.map { "\($0.line): \($0.reason)" }
    }
  }

  /// The mistakes of a lesson that has this behind its front matter.
  static func mistakes(behindFront body: String) -> [String] { mistakes(in: front + body) }

  /// What a lesson holds that has only this in it.
  static func parts(_ body: String) throws(LessonMistakes) -> [LessonPart] { try lesson(front + body).steps[0].parts }
}
