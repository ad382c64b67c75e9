import Glibc

/// Text in files, also in those of proc(5).
enum TextFile {
  /// The start of a file; empty if it cannot be read.
  static func read(_ path: String, atMost most: Int = 1 << 14) -> String {
    guard let file = fopen(path, "re") else { return "" }
    defer { fclose(file) }
    let bytes = [UInt8](unsafeUninitializedCapacity: most) { buffer, count in
      count = fread(buffer.baseAddress, 1, buffer.count, file)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Writes a file anew.
  static func write(_ text: String, to path: String) throws(WatchError) {
    guard let file = fopen(path, "w") else { throw .system("open", path, errno) }
    let isWritten = fputs(text, file) >= 0
    guard fclose(file) == 0, isWritten else { throw .system("write", path, errno) }
  }
}

/// The hash FNV-1a, by Fowler, Noll and Vo.
func fnv1a(_ bytes: some Sequence<UInt8>) -> UInt64 {
  bytes.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
}
