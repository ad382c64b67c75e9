import Grid
import Model

/// What a key does. The table of these is all that the program knows about its keys: it makes the help, the hints at the
/// foot of the screen and the manual.
public struct Binding: Sendable {
  /// Where a binding applies.
  public enum Scope: Sendable, Hashable {
    case screen, help, comparison, anywhere
    /// The memory view. What applies to the screen applies there as well, unless its key means something else.
    case bytes
    /// A page of a lesson, and what is open in one.
    case lesson, challenge, freePlay, stepList
  }

  /// Which of the screen's keys a lesson has as well.
  public enum LessonUse: Sendable, Hashable {
    /// In free play alone.
    case freePlay
    /// Where one is to bring something about by moves.
    case challenges
    case always
  }

  public let keys: [Key]
  /// What stands for them where they are listed.
  let label: String
  let lessons: LessonUse
  public let scope: Scope
  /// What it does, with `{first}` and `{second}` for the roles of the program.
  private let words: String
  /// What it would do now, in a word or two, for the foot of the screen; nil if it is not shown there, or not now.
  let hint: (@Sendable (State) -> String?)?
  /// The higher, the earlier its hint is left out.
  let rank: Int
  /// Why it cannot act now; nil if it can.
  public let unavailable: @Sendable (State) -> String?
  let act: @Sendable (inout State) -> [Effect]

  init(
    _ keys: [Key], _ words: String, label: String? = nil, in scope: Scope = .screen, lessons: LessonUse = .freePlay,
    rank: Int = 0, hint: (@Sendable (State) -> String?)? = nil,
    unless unavailable: @escaping @Sendable (State) -> String? = { _ in nil },
    act: @escaping @Sendable (inout State) -> [Effect]
  ) {
    self.keys = keys
    self.label = label ?? keys.map(\.name).joined(separator: " ")
    self.scope = scope
    self.lessons = lessons
    self.words = words
    self.hint = hint
    self.rank = rank
    self.unavailable = unavailable
    self.act = act
  }

  /// What it does, for the help and the manual, in the words of a program.
  public func words(in program: Program?) -> String {
    let nouns = program?.parts.map(\.noun) ?? []
    return words.replacing("{first}", with: nouns.first ?? "process")
      .replacing("{second}", with: nouns.dropFirst().first ?? "process of a second role")
  }

  /// Whether it applies to what is open.
  func applies(to state: State) -> Bool {
    let isUncovered = state.help == nil && !state.comparison.isOpen
    let player = isUncovered && state.bytes == nil ? state.player : nil
    let activity = player?.selectedStep == nil ? player?.activity : nil
    switch scope {
    case .screen: return isUncovered && isForLesson(state)
    case .help: return state.help != nil
    case .comparison: return state.help == nil && state.comparison.isOpen
    case .bytes: return isUncovered && state.bytes != nil
    case .lesson: return activity == .reading || activity == .watching || activity == .over
    case .challenge: return activity == .reading && state.player?.isInChallenge == true
    case .freePlay: return activity == .freePlay
    case .stepList: return player?.selectedStep != nil
    case .anywhere: return true
    }
  }

  private func isForLesson(_ state: State) -> Bool {
    guard let player = state.player, player.activity != .freePlay else { return true }
    guard player.selectedStep == nil else { return false }
    switch lessons {
    case .freePlay: return false
    case .challenges: return player.isInChallenge
    case .always: return player.activity == .reading
    }
  }

  /// Which of those that apply counts, if several have the same key: the highest.
  var precedence: Int {
    switch scope {
    case .bytes, .challenge, .stepList, .freePlay: 2
    case .lesson: 1
    case .screen, .help, .comparison, .anywhere: 0
    }
  }
}

extension Binding {
  /// Whether the help and the manual list it. What is open names its own keys at its foot.
  public var isListed: Bool { scope != .help && scope != .comparison && scope != .stepList }

  /// Whether it has to do with lessons alone.
  var isOfLessons: Bool { scope == .lesson || scope == .challenge || scope == .freePlay }
}
