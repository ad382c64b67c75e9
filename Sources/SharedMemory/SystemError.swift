import Glibc
import SystemPackage

/// A failed system call: its name, its object, and the error.
public struct SystemError: Error, CustomStringConvertible, Sendable {
  public let call: String
  public let object: String
  public let errno: Errno

  public init(_ call: String, _ object: String, _ errno: Errno) {
    self.call = call
    self.object = object
    self.errno = errno
  }

  /// The failure of a call that has just returned -1.
  public static func last(_ call: String, _ object: String) -> SystemError {
    SystemError(call, object, Errno(rawValue: Glibc.errno))
  }

  public var description: String { "\(call)(\(object)): \(errno)" }
}

/// Makes a system call, again as long as a signal interrupts it, and throws its error if it returns -1.
@discardableResult
public func call<Result: SignedInteger>(
  _ name: String, _ object: String, _ body: () -> Result
) throws(SystemError) -> Result {
  while true {
    let result = body()
    if result != -1 { return result }
    if Glibc.errno != EINTR { throw .last(name, object) }
  }
}
