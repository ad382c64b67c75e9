import CRegion
import Model
import SharedMemory

/// The names of the table's bytes.
extension PhilosophersProgram {
  static let parts: [RegionMap.Part] = {
    let start = REGION_AT_TABLE
    return [
      RegionMap.Part("table.forks", at: start + TABLE_AT_FORKS, of: region_word.self, RegionFields.word()),
      RegionMap.Part("table.laid", at: start + TABLE_AT_LAID, of: region_word.self, RegionFields.word()),
      RegionMap.Part(
        "table.footman", at: start + TABLE_AT_FOOTMAN, of: region_semaphore.self, RegionFields.semaphore),
      RegionMap.Part(
        "table.fork", at: start + TABLE_AT_FORK, of: region_mutex.self, count: TableWords.room.count,
        naming: .numbered("table.fork"), RegionFields.mutex),
      RegionMap.Part(
        "table.places", at: start + TABLE_AT_PLACES, of: region_place.self, count: TableWords.room.count,
        naming: .numbered("table.places"), place),
    ]
  }()

  private static let place = [
    RegionMap.Field("eating", \region_place.eating), RegionMap.Field("hungry", \region_place.hungry),
    RegionMap.Field("right_fork", \region_place.right_fork), RegionMap.Field("overlaps", \region_place.overlaps),
    RegionMap.Field("longest_wait", \region_place.longest_wait), RegionMap.Field("retreats", \region_place.retreats),
  ]
}
