import ArgumentParser
import Programs
import Reports

/// `ringside keys`: the cheat sheet.
struct KeysCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "keys", abstract: "Print all keys on one page, as you have remapped them.",
    discussion: CommandManual.keys.discussion)

  func run() throws { KeySheet.lines(for: .ring, Settings.own.keys).forEach { print($0) } }
}
