import Model

/// A lesson as its file describes it. See Lessons/README.md for the format.
public struct Lesson: Sendable, Hashable {
  /// The file's name without number and extension: `synchronization-off` of `11-synchronization-off.md`.
  public var name: String
  /// The number at the beginning of the file's name, if there is one.
  public var number: Int?
  public var title: String
  /// The approximate duration in minutes.
  public var minutes: Int
  /// The goals: what the user will have learned.
  public var goals: [String]
  public var setup: Setup
  public var backend: Backend
  /// At least one. Text before the first heading is a step of its own, under the lesson's title.
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
  /// The line of its heading in the file, from 1.
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
  /// The line of the file at which it begins, from 1.
  public var line: Int
  public var content: Content

  public enum Content: Sendable, Hashable {
    case text(Paragraph)
    /// Script steps.
    case deeds([Located<ScriptStep>])
    /// A question that is asked before the next script steps.
    case prediction(Prediction)
    /// Conditions that must hold now.
    case expectations([Located<Condition>])
    case challenge(Challenge)
    /// Help with the prediction or challenge before it, one tier each.
    case hint([Paragraph])
    /// Notes for the speaker only.
    case notes([Paragraph])
  }

  public init(line: Int, _ content: Content) {
    self.line = line
    self.content = content
  }
}

/// A value, and its line in the file, from 1.
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
  /// For code, one run for each line.
  public var runs: [TextRun]

  public init(_ runs: [TextRun], _ kind: Kind = .plain) {
    self.runs = runs
    self.kind = kind
  }
}

/// A question whose answer the experiment gives: after the next `do` block of its step, or at once if there is none.
public struct Prediction: Sendable, Hashable {
  public var question: [Paragraph.TextRun]
  public var form: Form

  public enum Form: Sendable, Hashable {
    /// `right` is the index of the right choice, from 0. The text of each choice is true exactly if its condition
    /// holds.
    case choice([Choice], right: Int)
    /// The value of the term.
    case number(of: Term, right: Int)
    /// The value of the term, in words. Each of these is right, whatever its case and spaces.
    case text(of: Term, right: [String])
  }

  public struct Choice: Sendable, Hashable {
    public var words: [Paragraph.TextRun]
    public var condition: Located<Condition>
    /// The reason why it is wrong or right, shown once it has been committed. Nil if the file gives none.
    public var reason: [Paragraph.TextRun]?

    public init(
      _ words: [Paragraph.TextRun], _ condition: Located<Condition>, because reason: [Paragraph.TextRun]? = nil
    ) {
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

/// A state that the user is to reach by stepping.
public struct Challenge: Sendable, Hashable {
  public var goal: [Paragraph.TextRun]
  /// The condition that wins it.
  public var condition: Located<Condition>
  /// The most moves from its start that are allowed, if there is a limit.
  public var limit: Int?
  /// Moves from its start that win it.
  public var solution: Located<Schedule>

  public init(
    _ goal: [Paragraph.TextRun], until condition: Located<Condition>, limit: Int?, solution: Located<Schedule>
  ) {
    self.goal = goal
    self.condition = condition
    self.limit = limit
    self.solution = solution
  }
}
