import FoundationEssentials
import Lessons
import Model
import Screens

/// Somebody's way through a lesson: where it goes on, and what is kept of it.
final class LessonCourse {
  private let lesson: Lesson
  private var keeper = ProgressKeeper(ProgressFile.usual())
  /// What there is to say about the file in which progress is kept.
  let remark: String?

  init(_ lesson: Lesson) {
    self.lesson = lesson
    remark = keeper.load()
  }

  /// The lesson where it was left, or at a step.
  func player(step: Int?, _ options: Player.Options) -> Player {
    let record = keeper.progress[lesson.name]
    // Who has come to its end begins anew, with all questions open.
    guard let place = record.place?.found(in: lesson) else { return Player(lesson, options: options, step: step ?? 0) }
    let index = { (title: String) in self.lesson.steps.firstIndex { $0.title == title } }
    let answers = record.predictions.compactMap { record in
      index(record.step).map { step in
        PlacedAnswer(
          place: GatePlace(step: step, ordinal: record.number - 1), text: record.answer, isRight: record.isRight)
      }
    }
    let wins = record.challenges.compactMap { record -> PlacedWin? in
      guard let step = index(record.step), let schedule = try? Schedule(reading: record.schedule) else { return nil }
      return PlacedWin(place: GatePlace(step: step, ordinal: record.number - 1), schedule: schedule)
    }
    return Player(
      lesson, options: options, step: step ?? place.step, page: step == nil ? place.shown : 0, answers: answers,
      won: wins)
  }

  /// Keeps what happened. Returns what is to be said about that.
  func keep(_ news: LessonNews) -> String? {
    let (lesson, date) = (lesson, Date.now.formatted(.iso8601))
    return keeper.update { progress in
      progress[lesson.name].enter(news, of: lesson, on: date)
    }
  }
}

extension LessonProgress {
  fileprivate mutating func enter(_ news: LessonNews, of lesson: Lesson, on date: String) {
    let title = { (place: GatePlace) in lesson.steps[place.step].title }
    switch news {
    case .at(let step, let page): enter(step, of: lesson, shown: page, on: date)
    case .done(let step): complete(lesson.steps[step].title, on: date)
    case .answered(let place, let question, let given, let isRight, _, let votes):
      answer(
        place.ordinal + 1, of: title(place), question: question, answer: given, isRight: isRight, on: date)
      for counts in votes { vote(place.ordinal + 1, of: title(place), counts: counts) }
    case .won(let place, let goal, let schedule):
      win(
        place.ordinal + 1, of: title(place), goal: goal, schedule: schedule.description, moves: schedule.moves.count,
        on: date)
    case .finished:
      finish(on: date)
      place = nil
    }
  }
}
