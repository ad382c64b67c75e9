import Glibc
import Testing

extension Trait where Self == ConditionTrait {
  /// A test that takes too long for every change: only `.ci/long` runs it, with RINGSIDE_LONG set.
  public static var long: Self { .enabled(if: getenv("RINGSIDE_LONG") != nil, "only in .ci/long") }
}
