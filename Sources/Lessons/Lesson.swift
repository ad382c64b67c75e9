import Model

/// A lesson, as its file says it. See Lessons/README.md for the format.
public struct Lesson: Sendable, Hashable {
  /// The file's name without number and extension: `synchronization-off` of `11-synchronization-off.md`.
  public var name: String
  /// The number that the file's name begins with, if it does.
  public var number: Int?
  public var title: String
  /// How long it takes, about.
  public var minutes: Int
  /// What one will have learned.
  public var goals: [String]
  public var setup: Setup
  public var backend: Backend
  /// At least one. What stands before the first heading is a step of its own, under the lesson's title.
  public var steps: [Step]

  public init(
    name: String, number: Int? = nil, title: String, minutes: Int, goals: [String], setup: Setup,
    backend: Backend = .posix, steps: [Step]
  ) {
    self.name = name
    self.number = number
    self.title = title
    self.minutes = minutes
    self.goals = goals
    self.setup = setup
    self.backend = backend
    self.steps = steps
  }
}

/// A section of a lesson.
public struct Step: Sendable, Hashable {
  public var title: String
  /// Where its heading stands in the file, from 1.
  public var line: Int
  /// In the order of the file.
  public var parts: [LessonPart]

  public init(title: String, line: Int, parts: [LessonPart]) {
    self.title = title
    self.line = line
    self.parts = parts
  }
}

/// One piece of a step.
public struct LessonPart: Sendable, Hashable {
  /// Where it begins in the file, from 1.
  public var line: Int
  public var content: Content

  public enum Content: Sendable, Hashable {
    case text(Paragraph)
    /// What happens.
    case deeds([Located<ScriptStep>])
    /// Asked before what follows it happens.
    case prediction(Prediction)
    /// What must be true now.
    case expectations([Located<Condition>])
    case challenge(Challenge)
    /// Help with the prediction or challenge before it, one tier each.
    case hint([Paragraph])
    /// For the speaker alone.
    case notes([Paragraph])
  }

  public init(line: Int, _ content: Content) {
    self.line = line
    self.content = content
  }
}

/// Something, and the line of the file on which it stands, from 1.
public struct Located<Value: Sendable & Hashable>: Sendable, Hashable {
  public var line: Int
  public var value: Value

  public init(line: Int, _ value: Value) {
    self.line = line
    self.value = value
  }
}

/// A piece of running text.
public struct Paragraph: Sendable, Hashable {
  public enum Kind: Sendable, Hashable {
    case plain
    /// With its mark: `-` or `2.`
    case listItem(mark: String)
    /// Lines that keep their breaks.
    case code
    case quote
  }

  /// A stretch of text with one emphasis.
  public struct TextRun: Sendable, Hashable {
    public enum Emphasis: Sendable, Hashable {
      case plain, strong, emphasized, code
    }

    public var text: String
    public var emphasis: Emphasis

    public init(_ text: String, _ emphasis: Emphasis = .plain) {
      self.text = text
      self.emphasis = emphasis
    }
  }

  public var kind: Kind
  /// Of code, one for each line.
  public var runs: [TextRun]

  public init(_ runs: [TextRun], _ kind: Kind = .plain) {
    self.runs = runs
    self.kind = kind
  }
}

/// A question whose answer the experiment gives. It is answered by what is found after the next `do` block of its step,
/// or at once if none follows.
public struct Prediction: Sendable, Hashable {
  public var question: [Paragraph.TextRun]
  public var form: Form

  public enum Form: Sendable, Hashable {
    /// The right one is counted from 0. What each choice says holds exactly if its condition does.
    case choice([Choice], right: Int)
    /// The value of the term.
    case number(of: Term, right: Int)
    /// The value of the term, in words. Any of these is right, whatever its case and spaces.
    case text(of: Term, right: [String])
  }

  public struct Choice: Sendable, Hashable {
    public var words: [Paragraph.TextRun]
    public var condition: Located<Condition>
    /// Why it is wrong, or right: shown once it has been committed. Nil if the file says nothing about it.
    public var reason: [Paragraph.TextRun]?

    public init(_ words: [Paragraph.TextRun], _ condition: Located<Condition>, because reason: [Paragraph.TextRun]? = nil) {
      self.words = words
      self.condition = condition
      self.reason = reason
    }
  }

  public init(_ question: [Paragraph.TextRun], _ form: Form) {
    self.question = question
    self.form = form
  }
}

/// Something to bring about by stepping.
public struct Challenge: Sendable, Hashable {
  public var goal: [Paragraph.TextRun]
  /// It is won when this holds.
  public var condition: Located<Condition>
  /// In at most so many moves from where it began, if there is a limit.
  public var limit: Int?
  /// Moves that win it, from where it begins.
  public var solution: Located<Schedule>

  public init(_ goal: [Paragraph.TextRun], until condition: Located<Condition>, limit: Int?, solution: Located<Schedule>) {
    self.goal = goal
    self.condition = condition
    self.limit = limit
    self.solution = solution
  }
}
