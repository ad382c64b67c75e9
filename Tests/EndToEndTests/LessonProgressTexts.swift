/// Lessons whose progress the tests look at.
extension LessonProgressTests {
  static let challenge = """
    ---
    title: A challenge
    minutes: 1
    learn: [nothing]
    setup: {program: ring, discipline: none, producers: 2}
    ---

    ## Your turn

    ```predict
    ask: How many slots has this ring?
    number: slots
    answer: 10
    ```
    ```challenge
    goal: Lose an item.
    win: lost = 1
    steps: 8
    solution: P1 P2 P1*2 P2*2
    ```
    """

  static let small = """
    ---
    title: A small lesson
    minutes: 1
    learn: [nothing]
    setup: {program: ring, discipline: none}
    ---

    Hello.

    ```notes
    Say hello.
    ```

    ## Ask

    ```predict
    ask: How many slots has this ring?
    number: slots
    answer: 10
    ```

    ```notes
    Let them argue.
    ```

    It has ten.

    ```notes
    Tell them why.
    ```
    """
}
