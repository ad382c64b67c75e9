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
    let answers = record.predictions.compactMap { record in
      record.step(in: lesson).map { step in
        PlacedAnswer(
          place: GatePlace(step: step, ordinal: record.number - 1), text: record.answer.text, isRight: record.isRight,
          found: record.found.text)
      }
    }
    let wins = record.challenges.compactMap { record -> PlacedWin? in
      guard let step = record.step(in: lesson), let schedule = try? Schedule(reading: record.schedule) else {
        return nil
      }
      return PlacedWin(place: GatePlace(step: step, ordinal: record.number - 1), schedule: schedule)
    }
    return Player(
      lesson, options: options, step: step ?? place.step, page: step == nil ? place.page : 0, answers: answers,
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
    switch news {
    case .at(let step, let page): enter(Place(step: step, title: lesson.steps[step].title, page: page), on: date)
    case .done(let step): complete(lesson.steps[step].title, on: date)
    case .answered(let place, let question, let given, let isRight, let found, let votes):
      let prediction = lesson.steps[place.step].predictions[place.ordinal]
      answer(
        PredictionRecord(
          step: lesson.steps[place.step].title, number: place.ordinal + 1, question: question,
          answer: .init(given, to: prediction), found: .init(found, to: prediction), isRight: isRight, votes: votes),
        on: date)
    case .won(let place, let goal, let schedule):
      win(
        ChallengeRecord(
          step: lesson.steps[place.step].title, number: place.ordinal + 1, goal: goal, schedule: "\(schedule)",
          moves: schedule.moves.count),
        on: date)
    case .finished:
      finish(on: date)
      place = nil
    }
  }
}
