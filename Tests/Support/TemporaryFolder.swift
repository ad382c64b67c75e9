import Foundation

/// A folder of its own in /tmp, for as long as this object lives: mkdtemp(3).
public final class TemporaryFolder: Sendable {
  public let path: String

  public init() throws {
    var template = Array("/tmp/ringside-test-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else {
      throw StartFailure(description: "mkdtemp: \(String(cString: strerror(errno)))")
    }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit {
    // What is left of it harms nobody.
    try? FileManager.default.removeItem(atPath: path)
  }
}
