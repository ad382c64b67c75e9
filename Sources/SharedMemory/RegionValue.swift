import CRegion

/// The values of the region's words, with the names of `region.h`.
public enum RegionValue {
  public static let full = REGION_FULL.rawValue
  public static let tempo = REGION_TEMPO.rawValue
  public static let step = REGION_STEP.rawValue
  public static let run = REGION_RUN.rawValue
  public static let rest = REGION_REST.rawValue
  public static let stay = REGION_STAY.rawValue
  public static let leave = REGION_LEAVE.rawValue
  public static let absent = REGION_ABSENT.rawValue
  public static let starting = REGION_STARTING.rawValue
  public static let running = REGION_RUNNING.rawValue
  public static let parked = REGION_PARKED.rawValue
  public static let blocked = REGION_BLOCKED.rawValue
  public static let resting = REGION_RESTING.rawValue
  public static let finished = REGION_FINISHED.rawValue
  public static let spinning = REGION_SPINNING.rawValue
  public static let showsIndex = REGION_SHOWS_INDEX.rawValue
  public static let showsItem = REGION_SHOWS_ITEM.rawValue

  /// Whether this is a valid state of a worker.
  public static func isState(_ value: UInt32) -> Bool {
    [absent, starting, running, parked, blocked, resting, finished, spinning].contains(value)
  }
}
