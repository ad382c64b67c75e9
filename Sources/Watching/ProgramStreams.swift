import Glibc

/// The standard streams of a watched program. It owns Ringside's ends of them.
final class ProgramStreams {
  private let output: Int32
  private var writingEnd: Int32
  /// The end into which Ringside types; -1 if nothing is typed.
  private var typing: Int32 = -1
  private var readingEnd: Int32

  /// The descriptor that becomes the program's standard output and standard error.
  var outputEnd: Int32 { writingEnd }
  /// The descriptor that becomes the program's standard input.
  var inputEnd: Int32 { readingEnd }

  init(_ input: WatchOptions.Input) throws(WatchError) {
    let ends = try Self.pipe()
    (output, writingEnd) = (ends[0], ends[1])
    switch input {
    case .none, .file, .inherited:
      let path = if case .file(let path) = input { path } else { "/dev/null" }
      readingEnd =
        input == .inherited ? fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3) : open(path, O_RDONLY | O_CLOEXEC)
      if readingEnd < 0 {
        let error = errno
        ends.forEach { Glibc.close($0) }
        throw .system("open", path, error)
      }
    case .typed(let text):
      let typed: [Int32]
      do { typed = try Self.pipe() } catch {
        ends.forEach { Glibc.close($0) }
        throw error
      }
      (readingEnd, typing) = (typed[0], typed[1])
      // A program that reads nothing must not stop Ringside.
      _ = fcntl(typing, F_SETFL, O_NONBLOCK)
      type(text)
    }
  }

  /// The reading and the writing end of a pipe that no program inherits.
  static func pipe() throws(WatchError) -> [Int32] {
    var ends: [Int32] = [0, 0]
    guard Glibc.pipe(&ends) == 0 else { throw .system("pipe", "", errno) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return ends
  }

  deinit { [output, writingEnd, typing, readingEnd].forEach { if $0 >= 0 { Glibc.close($0) } } }

  /// Closes the program's ends, once the program has them.
  func closeChildEnds() {
    Glibc.close(writingEnd)
    if readingEnd >= 0 { Glibc.close(readingEnd) }
    (writingEnd, readingEnd) = (-1, -1)
  }

  /// Gives the program something to read. Text that does not fit into the pipe is lost: nobody types that fast.
  func type(_ text: String) {
    guard typing >= 0 else { return }
    var text = text
    // A write to a program that has ended would raise SIGPIPE: signal(7).
    let before = signal(SIGPIPE, SIG_IGN)
    text.withUTF8 { _ = write(typing, $0.baseAddress, $0.count) }
    signal(SIGPIPE, before)
  }

  /// Tells the program that its input has ended.
  func endInput() {
    if typing >= 0 { Glibc.close(typing) }
    typing = -1
  }

  /// The output that was read and not taken yet.
  private var unread: [UInt8] = []

  /// Reads what there is, so that the program does not wait for it.
  func drain() {
    var polled = pollfd(fd: output, events: Int16(POLLIN), revents: 0)
    // A program that prints for ever must not hold Ringside up.
    while unread.count < 1 << 22, poll(&polled, 1, 0) > 0, polled.revents & Int16(POLLIN) != 0 {
      let bytes = [UInt8](unsafeUninitializedCapacity: 65536) { buffer, count in
        count = max(0, read(output, buffer.baseAddress, buffer.count))
      }
      guard !bytes.isEmpty else { break }
      unread += bytes
    }
  }

  /// The text since the last call.
  func takeOutput() -> String {
    drain()
    // A character may be written in two pieces.
    let count = unread.wholeCharacters
    defer { unread.removeFirst(count) }
    return String(decoding: unread[..<count], as: UTF8.self)
  }
}

extension [UInt8] {
  /// How many bytes come before a character of UTF-8 that is not complete yet.
  fileprivate var wholeCharacters: Int {
    for back in 1..<4 where back <= count {
      let byte = self[count - back]
      if byte & 0xc0 == 0x80 { continue }
      let length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1
      return length > back ? count - back : count
    }
    return count
  }
}
