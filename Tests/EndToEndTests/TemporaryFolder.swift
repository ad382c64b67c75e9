import Foundation
import Testing

/// A folder of its own in /tmp, for as long as this object lives.
final class TemporaryFolder {
  let path: String

  init() throws {
    var template = Array("/tmp/ringside-test-XXXXXX".utf8CString)
    try #require(mkdtemp(&template) != nil)
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit {
    // What is left of it harms nobody.
    try? FileManager.default.removeItem(atPath: path)
  }
}
