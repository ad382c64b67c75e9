import Glibc
import Grid
import Model
import Reports
import SharedMemory

/// The file to which a run is written: the one of `--export`, or a new one for each press of a key.
struct ExportFile {
  private let path: String
  private let file: NewFile
  private let format: ExportFormat

  /// Checks that the file can be written, and creates nothing yet. An ordinary file of this name will be replaced.
  ///
  /// - Parameter path: of a file whose ending names a format.
  /// - Throws: a sentence that says why it cannot be written.
  init(_ path: String) throws {
    guard let format = ExportFormat(path: path) else {
      throw Refusal("\(Suggestion.quoted(path)) names no format; end the name with \(ExportFormat.endings)")
    }
    (self.path, file, self.format) = (path, NewFile(path: path), format)
    var status = stat()
    if lstat(path.systemText, &status) == 0 {
      let obstacle: String? =
        switch status.st_mode & S_IFMT {
        case S_IFREG: access(path.systemText, W_OK) == 0 ? nil : "it is write-protected"
        case S_IFDIR: "it is a folder"
        case S_IFLNK: "it is a symbolic link"
        default: "it is not an ordinary file"
        }
      if let obstacle { throw Self.refusal(path, "\(obstacle); name a new file, or an ordinary one to replace") }
    }
    do { try file.probe() } catch {
      let folder = Suggestion.quoted(file.folder)
      throw Self.refusal(path, "\(error.words) in the folder \(folder); name a file in a folder that you can write to")
    }
  }

  private static func refusal(_ path: String, _ reason: String) -> Refusal {
    Refusal("\(Suggestion.quoted(path)) cannot be written: \(reason)")
  }

  /// Says that nothing is written, because a signal leaves no time for it.
  func giveUp() { say("\(Suggestion.quoted(path)) is not written, because a signal ended the run") }

  /// Writes a recording, and tells on standard error where it is.
  func write(_ recording: Recording, theme: ThemeChoice) throws {
    let text = try format.contents(of: recording, theme: theme)
    do { try file.write(text, replacing: true) } catch { throw Self.refusal(path, error.words) }
    say(
      recording.hasSteps
        ? "the run is in \(absolutePath): \(recording.length)" : "the screen is in \(absolutePath): there was no step")
  }

  private var absolutePath: String {
    guard let folder = realpath(file.folder.systemText, nil) else { return path }
    defer { free(folder) }
    return NewFile(folder: String(systemText: folder), name: file.name).path
  }

  // MARK: - Under a new name

  /// The most files of one kind in a folder.
  private static let most = 9999

  /// Writes a recording into the working directory, under a name that no file has: `ringside-ring-1.html`. One without
  /// steps is written as a picture.
  ///
  /// - Parameter subject: what is recorded, in a word or two.
  /// - Returns: a sentence that says where it is, or why it is nowhere.
  static func writeNew(_ recording: Recording, of subject: String, theme: ThemeChoice) -> String {
    let format: ExportFormat = recording.hasSteps ? .html : .svg
    let name = "ringside-" + subject.map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" }.prefix(60)
    do {
      let text = try format.contents(of: recording, theme: theme)
      for number in 1...most {
        let file = NewFile(folder: ".", name: "\(name)-\(number).\(format.rawValue)")
        do { try file.write(text, replacing: false) } catch {
          if error.code == EEXIST { continue }
          return "not written: \(error.words) in the working directory"
        }
        return "written: \(file.path)" + (recording.hasSteps ? " (\(recording.length))" : "")
      }
      return "not written: there are \(most) files \(name)-N.\(format.rawValue) already; remove some"
    } catch {
      return "not written: \(error)"
    }
  }
}

extension Recording {
  /// Whether there is more than the start.
  var hasSteps: Bool { steps.count > 1 }

  /// "18 steps"
  fileprivate var length: String { Quantity.counted(steps.count - 1, "step") }
}
