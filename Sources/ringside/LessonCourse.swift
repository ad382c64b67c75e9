import FoundationEssentials
import Lessons
import Model
import Programs
import Screens

/// A user's way through several lessons: the place where each resumes, and the progress that is kept.
final class LessonCourse {
  private let lessons: [Lesson]
  /// The index of the present lesson.
  private var index = 0
  private let options: Options
  private var keeper: ProgressKeeper
  /// A remark to add to the next news.
  private var unsaid: String?
  /// A remark on the progress file, or on the place where the lesson begins.
  let remark: String?

  struct Options {
    var votes = false
    var presents = false
    /// Begin at the start, with all questions open, whatever was done before.
    var isFresh = false
    /// Decides the order of the choices; nil for another one in each run.
    var seed: UInt64?
  }

  /// - Parameter lessons: at least one.
  init(_ lessons: [Lesson], _ options: Options, ofClass schoolClass: String?) {
    self.lessons = lessons
    self.options = options
    var keeper = ProgressKeeper(ProgressFile.usual(ofClass: schoolClass))
    let first = keeper.load()
    let record = keeper.progress[lessons[0].name]
    let isRehearsed = options.votes && !options.isFresh && record.place != nil && !record.predictions.isEmpty
    remark =
      first
      ?? (isRehearsed
        ? "this continues an earlier run; --fresh asks everything again, --class NAME keeps each class apart" : nil)
    self.keeper = keeper
  }

  private var lesson: Lesson { lessons[index] }

  /// The first lesson at the place where it was left, or at a step.
  func player(step: Int?) -> Player { player(atStep: step) }

  /// The lesson after the present one; nil if there is none.
  func nextPlayer() -> Player? {
    guard index + 1 < lessons.count else { return nil }
    index += 1
    return player(atStep: nil)
  }

  private func player(atStep step: Int?) -> Player {
    let record = keeper.progress[lesson.name]
    let place = options.isFresh ? nil : record.place?.found(in: lesson)
    // A lesson that was played to its end starts again, with all questions open and another order of choices.
    let seed = options.seed ?? (place == nil ? UInt64.random(in: 1 ... .max) : record.seed)
    let (name, date) = (lesson.name, Date.now.formatted(.iso8601))
    if seed != record.seed { unsaid = keeper.update { $0[name].begin(shuffledBy: seed, on: date) } ?? unsaid }
    let playing = Player.Options(votes: options.votes, presents: options.presents, seed: seed)
    let next = lessons.dropFirst(index + 1).first?.announcement
    guard let place else { return Player(lesson, options: playing, step: step ?? 0, next: next) }
    return Player(
      lesson, options: playing, step: step ?? place.step, page: step == nil ? place.page : 0,
      answers: record.placedAnswers(in: lesson), won: record.placedWins(in: lesson), next: next)
  }

  /// Keeps the news. Returns a remark on that, if there is one.
  func keep(_ news: LessonNews) -> String? {
    let (lesson, seed, date) = (lesson, keeper.progress[lesson.name].seed, Date.now.formatted(.iso8601))
    defer { unsaid = nil }
    return keeper.update { progress in
      progress[lesson.name].enter(news, of: lesson, shuffledBy: seed, on: date)
    } ?? unsaid
  }
}

extension Lesson {
  /// `lesson 12: It ran fine`
  var announcement: String { number.map { "lesson \($0): \(title)" } ?? "the lesson \(title)" }
}

extension LessonProgress {
  /// The answers given in it, as far as the lesson still asks the questions.
  fileprivate func placedAnswers(in lesson: Lesson) -> [PlacedAnswer] {
    predictions.compactMap { record in
      guard let step = record.step(in: lesson), let answer = record.givenAnswer(in: lesson) else { return nil }
      return PlacedAnswer(
        place: GatePlace(step: step, ordinal: record.number - 1), text: answer.description, isRight: record.isRight,
        found: record.found.text, votes: Ballot(rounds: record.votes, answers: record.voted))
    }
  }

  fileprivate func placedWins(in lesson: Lesson) -> [PlacedWin] {
    challenges.compactMap { record in
      guard record.isWon, let step = record.step(in: lesson), let schedule = try? Schedule(reading: record.schedule)
      else { return nil }
      return PlacedWin(place: GatePlace(step: step, ordinal: record.number - 1), schedule: schedule)
    }
  }

  fileprivate mutating func enter(_ news: LessonNews, of lesson: Lesson, shuffledBy seed: UInt64?, on date: String) {
    switch news {
    case .at(let step, let page): enter(LessonPlace(step: step, title: lesson.steps[step].title, page: page), on: date)
    case .done(let step): complete(lesson.steps[step].title, on: date)
    case .answered(let place, let question, let given, let isRight, let found, let votes):
      let prediction = lesson.steps[place.step].predictions[place.ordinal]
      let count = if case .choice(let choices, _) = prediction.form { choices.count } else { 0 }
      let order = ChoiceOrder(count: count, seed: seed, step: place.step, ordinal: place.ordinal)
      answer(
        PredictionRecord(
          step: lesson.steps[place.step].title, number: place.ordinal + 1, question: question,
          shown: order.inFile.map { $0 + 1 }, answer: .init(given, to: prediction),
          found: .init(found, to: prediction), isRight: isRight, votes: votes.rounds, voted: votes.answers),
        on: date)
    case .won(let place, let goal, let schedule):
      win(
        ChallengeRecord(
          step: lesson.steps[place.step].title, number: place.ordinal + 1, goal: goal, schedule: "\(schedule)",
          moves: schedule.moves.count),
        on: date)
    case .shown(let place, let goal):
      showSolution(
        of: ChallengeRecord(
          step: lesson.steps[place.step].title, number: place.ordinal + 1, goal: goal, schedule: "", moves: 0),
        on: date)
    case .finished:
      finish(on: date)
      place = nil
    }
  }
}
