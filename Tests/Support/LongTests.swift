import Glibc
import Testing

private let isLong = getenv("RINGSIDE_LONG") != nil

extension Trait where Self == ConditionTrait {
  /// A test that takes too long for every change: only `.ci/long` runs it, with RINGSIDE_LONG set.
  public static var long: Self { .enabled(if: isLong, "only in .ci/long") }
}

/// The arguments of a test that takes too long with all of them: every third one, and all in `.ci/long`.
public func everyThird<Element>(_ all: [Element]) -> [Element] {
  isLong ? all : all.enumerated().filter { $0.offset % 3 == 0 }.map(\.element)
}
