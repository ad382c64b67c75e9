import ArgumentParser
import Glibc
import Grid
import Model
import Reports
import Screens
import SharedMemory
import Terminal
import Watching

/// `ringside view`: any segment, typed, read-only.
struct ViewCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "view",
    abstract: "Look at any living segment of shared memory through a struct, read-only.",
    discussion: """
      Examples:
        ringside view /prodcons --type SharedBuffer --from prodcons.c
        ringside view 0x1234 --type 'struct box' --from ./box --once
        ringside view /prodcons --type SharedBuffer --from prodcons.c --once --json

      The segment is a name of POSIX shared memory, a System V shmid or key (with 0x), or the path of a file. It is \
      opened for reading only. The types come from a C file, which is compiled for them alone, or from a program with \
      debug information.

      Exit codes: 0 all is well; 1 there is no such segment or struct; 64 wrong usage; 128+n ended by signal n.
      """)

  @Argument(help: "The segment: /name, a shmid, a key such as 0x1234, or a file.", completion: .file())
  var segment: String

  @Option(help: "The struct that it holds.")
  var type: String

  @Option(help: "The C file or the program that defines the struct.", completion: .file())
  var from: String

  @Flag(help: "Print its values once, without a screen.")
  var once = false

  @Flag(help: "With --once: as an array of JSON objects.")
  var json = false

  @OptionGroup var look: LookOptions

  func validate() throws {
    if json && !once { throw ValidationError("--json needs --once") }
    if access(from, R_OK) != 0 {
      throw ValidationError("`\(from)` cannot be read: \(String(cString: strerror(errno)))")
    }
  }

  func run() throws {
    let signals = try Signals(answersStops: !once)
    let found: ForeignSegment
    do {
      let folder = try TemporaryBuildFolder()
      defer { folder.remove() }
      let structure = try ForeignSegment.structure(named: type, from: from, folder: folder.path)
      found = try ForeignSegment(segment, holding: structure)
    } catch let error as WatchError {
      throw WatchFailure(error.description)
    }
    if once {
      let fields = found.fields
      if json { return print(try JSONOutput.array(fields)) }
      for field in fields { print([field.name, field.value, field.kind].joined(separator: "\t")) }
      return
    }
    try show(found, signals)
    signals.endAsAsked()
  }

  /// How often the memory is read, in milliseconds.
  private static let pace: Int32 = 100

  private func show(_ found: ForeignSegment, _ signals: Signals) throws {
    let terminal = try ScreenTerminal(look, signals)
    let screen = terminal.screen
    defer { screen.leave() }
    var picture = SegmentScreen(
      title: "\(segment) · \(found.structure.name) · read-only", glyphs: look.glyphs, size: screen.size)
    var isOver = false
    while !isOver, !terminal.isEnding {
      picture.show(
        found.fields.map { WatchedState.Field(name: $0.name, kind: $0.kind, value: $0.value) }, size: screen.size)
      screen.paint(picture.grid)
      try terminal.handleEvents(within: Self.pace) { event in
        switch event {
        case .interrupt, .key(.character("q")), .key(.escape), .key(.function(10)): isOver = true
        case .key(.down): picture.scroll(by: 1)
        case .key(.up): picture.scroll(by: -1)
        case .key, .paste, .returned: break
        }
      }
    }
  }
}
