import Grid
import Model

/// A key binding. The program's only source for its keys is the table of these: the help, the hints at the foot of
/// the screen and the manual are made from it.
public struct Binding: Sendable {
  /// The part of the program in which a binding applies.
  public enum Scope: Sendable, Hashable {
    case screen, help, comparison, explorer, anywhere
    /// The memory view. The screen's bindings apply there too, unless the key has another meaning there.
    case bytes
    /// A page of a lesson, and the views that open in one.
    case lesson, challenge, freePlay, stepList
  }

  /// When one of the screen's keys applies in a lesson.
  public enum LessonUse: Sendable, Hashable {
    /// Only in free play.
    case freePlay
    /// Also in a challenge, which the user solves by moves.
    case challenges
    case always
  }

  public let keys: [Key]
  /// The label of the keys in lists.
  let label: String
  let lessons: LessonUse
  public let scope: Scope
  /// Its description, with `{first}` and `{second}` in place of the roles of the program.
  private let words: String
  /// Its present effect in a word or two, for the foot of the screen; nil if it is not shown there, or not now.
  let hint: (@Sendable (State) -> String?)?
  /// The higher, the earlier its hint is left out.
  let rank: Int
  /// The reason why it cannot act now; nil if it can.
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

  /// Its description for the help and the manual, in the words of a program.
  public func words(in program: Program?) -> String {
    let nouns = program?.parts.map(\.noun) ?? []
    return words.replacing("{first}", with: nouns.first ?? "process")
      .replacing("{second}", with: nouns.dropFirst().first ?? "process of a second role")
  }

  /// Whether it applies to the present view.
  func applies(to state: State) -> Bool {
    let isUncovered = state.help == nil && !state.comparison.isOpen && !state.explorer.isOpen
    let player = isUncovered && state.bytes == nil ? state.player : nil
    let activity = player?.selectedStep == nil ? player?.activity : nil
    switch scope {
    case .screen: return isUncovered && isForLesson(state)
    case .help: return state.help != nil
    case .comparison: return state.help == nil && state.comparison.isOpen
    case .explorer: return state.help == nil && state.explorer.isOpen
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

  /// If several applying bindings have the same key, the one with the highest precedence acts.
  var precedence: Int {
    switch scope {
    case .bytes, .challenge, .stepList, .freePlay: 2
    case .lesson: 1
    case .screen, .help, .comparison, .explorer, .anywhere: 0
    }
  }
}

extension Binding {
  /// Whether the help and the manual list it. The others are named at the foot of their views.
  public var isListed: Bool { ![.help, .comparison, .explorer, .stepList].contains(scope) }

  /// Whether it is only for lessons.
  var isOfLessons: Bool { scope == .lesson || scope == .challenge || scope == .freePlay }
}
