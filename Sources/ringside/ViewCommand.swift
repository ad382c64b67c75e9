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
    discussion: CommandManual.view.discussion)

  @Argument(help: "The segment: /name, a shmid, a key such as 0x1234, or a file.", completion: .file())
  var segment: String?

  @Option(help: "The struct that it holds.")
  var type: String?

  @Option(help: "The C file or the program that defines the struct.", completion: .file())
  var from: String?

  @Option(
    help: "List the shared regions of this process, or show one of them.",
    transform: { Int32(try OptionParsing.whole($0, 1...Int(Int32.max))) })
  var pid: Int32?

  @Flag(help: "Print its values once, without a screen.")
  var once = false

  @Flag(help: "With --once: as an array of JSON objects.")
  var json = false

  @OptionGroup var look: LookOptions

  private var isListing: Bool { pid != nil && segment == nil }

  func validate() throws {
    if isListing {
      if let other = [("--type", type != nil), ("--from", from != nil)].first(where: \.1) {
        throw ValidationError("\(other.0) needs a segment; `ringside view --pid \(pid ?? 0)` lists them")
      }
      return
    }
    guard segment != nil else { throw ValidationError("there is no segment to view; name one, or a process by --pid") }
    guard type != nil else { throw ValidationError("--type is missing; name the struct that the segment holds") }
    guard let from else {
      throw ValidationError("--from is missing; name the C file or the program that defines the struct")
    }
    if json && !once { throw ValidationError("--json needs --once") }
    if access(from, R_OK) != 0 {
      throw ValidationError("`\(from)` cannot be read: \(String(cString: strerror(errno)))")
    }
  }

  func run() throws {
    if isListing { return try list() }
    let signals = try Signals(answersStops: !once)
    let found: ForeignSegment
    do {
      let folder = try TemporaryBuildFolder()
      defer { folder.remove() }
      let structure = try ForeignSegment.structure(
        named: type ?? "", from: from ?? "", compiler: Settings.own.compiler ?? WatchCommand.standardCompiler,
        folder: folder.path)
      found = try ForeignSegment(segment ?? "", of: pid, holding: structure)
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

  /// The shared regions of a process.
  private func list() throws {
    let regions: [ProcessRegion]
    do { regions = try ProcessRegion.regions(of: pid ?? 0) } catch { throw WatchFailure("\(error)") }
    if json { return print(try JSONOutput.array(regions)) }
    if regions.isEmpty { return say("process \(pid ?? 0) shares no memory") }
    for region in regions {
      print(
        [
          "0x" + String(region.address, radix: 16), "\(region.size)", region.protection, region.kind,
          harmless(region.name),
        ]
        .joined(separator: "\t"))
    }
  }

  /// How often the memory is read, in milliseconds.
  private static let pace: Int32 = 100

  private func show(_ found: ForeignSegment, _ signals: Signals) throws {
    let terminal = try ScreenTerminal(look, signals)
    let screen = terminal.screen
    defer { screen.leave() }
    var picture = SegmentScreen(
      title: "\(segment ?? "") · \(found.structure.name) · read-only", glyphs: look.glyphs, size: screen.size)
    var isOver = false
    screen.show(title: windowTitle("\(segment ?? "") as \(found.structure.name)"))
    if let remark = screen.remark { picture.say(remark) }
    func press(_ key: Key) {
      switch key {
      case .character("q"), .escape, .function(10): isOver = true
      case .down: picture.scroll(by: 1)
      case .up: picture.scroll(by: -1)
      case .character("W"):
        let now = Recording.Step(words: "", grid: picture.grid, seconds: 0)
        let recording = Recording(
          title: harmless("\(segment ?? "") as \(found.structure.name)"), command: nil, steps: [now])
        picture.say(ExportFile.writeNew(recording, of: "view", theme: look.choice))
      default: break
      }
    }
    while !isOver, !terminal.isEnding {
      picture.show(
        found.fields.map { WatchedState.Field(name: $0.name, kind: $0.kind, value: $0.value) }, size: screen.size)
      screen.paint(picture.grid)
      try terminal.handleEvents(within: Self.pace) { event in
        switch event.remapped(terminal.keys) {
        case .interrupt: isOver = true
        case .key(let key): press(key)
        case .mouse(let event): keys(for: event, on: picture.grid).forEach(press)
        case .paste, .returned: break
        }
      }
    }
  }
}
