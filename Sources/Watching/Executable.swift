import Glibc

/// A program file, and whether it can be watched: elf(5).
public struct Executable: Sendable {
  public let path: String
  /// Whether it was built with the runtime, and so stops at each access to shared memory.
  public let hasHooks: Bool

  /// Checks a file.
  /// - Throws: a sentence why it cannot be watched.
  public init(_ path: String) throws(WatchError) {
    self.path = path.contains("/") ? path : "./" + path
    var status = stat()
    guard stat(self.path, &status) == 0 else { throw .notRunnable(path, String(cString: strerror(errno))) }
    guard access(self.path, X_OK) == 0, status.st_mode & S_IFMT == S_IFREG else {
      throw .notRunnable(path, "it is not a program")
    }
    guard status.st_mode & (S_ISUID | S_ISGID) == 0 else {
      throw .notRunnable(path, "it runs with the rights of its owner (setuid), and the system lets nobody look on")
    }
    let bytes = Self.start(of: self.path)
    guard bytes.starts(with: [0x7f, 0x45, 0x4c, 0x46]), bytes.count >= 64 else {
      throw .notRunnable(path, "it is not a compiled program; watch the program that it starts")
    }
    let word = { (offset: Int) in UInt16(bytes[offset]) | UInt16(bytes[offset + 1]) << 8 }
    // EM_X86_64
    guard bytes[4] == 2, word(18) == 62 else { throw .notRunnable(path, "it is for another kind of processor") }
    guard Self.isDynamic(bytes) else {
      throw .notRunnable(path, "it is statically linked, so its calls cannot be seen; give its C files instead")
    }
    hasHooks = Self.contains(self.path, "ringside-watch-%u-")
  }

  /// Whether it has an interpreter, the dynamic linker: PT_INTERP.
  private static func isDynamic(_ bytes: [UInt8]) -> Bool {
    let number = { (offset: Int, count: Int) -> Int in
      guard offset >= 0, offset + count <= bytes.count else { return 0 }
      return (0..<count).reversed().reduce(0) { $0 << 8 | Int(bytes[offset + $1]) }
    }
    let (table, size, count) = (number(32, 6), number(54, 2), number(56, 2))
    return (0..<min(count, 64)).contains { number(table + $0 * size, 4) == 3 }
  }

  private static func start(of path: String) -> [UInt8] {
    guard let file = fopen(path, "r") else { return [] }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 1 << 14)
    let count = fread(&bytes, 1, bytes.count, file)
    return Array(bytes[..<count])
  }

  /// Whether a file contains a text.
  private static func contains(_ path: String, _ text: String) -> Bool {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    let size = Int(lseek(descriptor, 0, SEEK_END))
    guard size > 0, let memory = mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0), memory != MAP_FAILED else {
      return false
    }
    defer { munmap(memory, size) }
    return UnsafeRawBufferPointer(start: memory, count: size).firstRange(of: Array(text.utf8)) != nil
  }
}
