/// Progress while a lesson is played: always available, and kept in a file if possible.
///
/// If it cannot be kept, the lesson continues without the file, and each reason is reported once. Each later change
/// tries to save the missing changes again.
public struct ProgressKeeper {
  /// The progress in this Ringside and, as of the last change, in others.
  public private(set) var progress = Progress()
  private let file: ProgressFile?
  /// The changes that are not in the file yet, in order.
  private var pending: [(inout Progress) -> Void] = []
  private var said: Set<String> = []

  /// - Parameter file: nil if there is none; see ``ProgressFile/usual(ofClass:variable:accountHome:)``.
  public init(_ file: ProgressFile?) { self.file = file }

  /// Reads the file. Returns a sentence if there is something to report.
  public mutating func load() -> String? {
    guard let file else { return once(Self.homeless) }
    do {
      let contents = try file.load()
      progress = contents.progress
      return contents.remark.flatMap { once($0) }
    } catch { return once(error.description) }
  }

  /// Makes a change and saves it. Returns a sentence if there is something to report.
  public mutating func update(_ change: @escaping (inout Progress) -> Void) -> String? {
    guard let file else {
      change(&progress)
      return once(Self.homeless)
    }
    pending.append(change)
    do {
      let contents = try file.update { progress in for change in pending { change(&progress) } }
      pending = []
      progress = contents.progress
      return contents.remark.flatMap { once($0) }
    } catch {
      change(&progress)
      return once(error.description)
    }
  }

  private static let homeless =
    "progress is not kept: there is neither XDG_STATE_HOME nor HOME; set one to an absolute path"

  private mutating func once(_ sentence: String) -> String? { said.insert(sentence).inserted ? sentence : nil }
}
