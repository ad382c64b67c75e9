import Grid
import Lessons
import Model
import Testing

@testable import Screens

@Suite struct LessonTests {
  @Test func look() {
    var screen = TestScreen.lesson()
    print(screen.text)
    screen.press("2 h")
    print(screen.text)
    screen.press("Enter")
    print(screen.text)
    screen.perform()
    print(screen.text)
    screen.press("Right"); screen.perform()
    print(screen.text)
    print(TestScreen.lesson(size: (120, 36)).text)
    print(TestScreen.lesson(size: (120, 36), step: 2).text)
    print(TestScreen.lesson(Player.Options(votes: true)).text)
  }
}
