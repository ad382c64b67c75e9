import Grid
import Model
import Programs
import Testing

@testable import Screens

/// A region of three objects, two slots and two records, each on cache lines of its own.
let threeObjects = RegionMap(
  parts: [
    RegionMap.Part(
      "header", offset: 0, stride: 64,
      fields: [
        RegionMap.Field("magic", offset: 0, size: 8, .text), RegionMap.Field("total_size", offset: 8, size: 8, .number),
        RegionMap.Field("creator_pid", offset: 16, size: 8, .process),
        RegionMap.Field("", offset: 24, size: 40, .padding),
      ], isBookkeeping: true),
    RegionMap.Part(
      "empty", offset: 64, stride: 64,
      fields: [
        RegionMap.Field("value", offset: 0, size: 4, .number), RegionMap.Field("nwaiters", offset: 4, size: 4, .number),
        RegionMap.Field("private", offset: 8, size: 4, .named([128: "shared"])),
        RegionMap.Field("", offset: 12, size: 52, .padding),
      ]),
    word("in", at: 128), word("out", at: 192),
    RegionMap.Part(
      "slots", offset: 256, stride: 8, count: 8, fields: [RegionMap.Field("", offset: 0, size: 8, .item)],
      naming: .numbered("slot")),
    RegionMap.Part(
      "workers", offset: 320, stride: 64, count: 2,
      fields: [
        RegionMap.Field("state", offset: 0, size: 4, .named([3: "parked"])),
        RegionMap.Field("operation", offset: 4, size: 4, .operation),
        RegionMap.Field("waits_for", offset: 8, size: 4, .variable),
        RegionMap.Field("", offset: 12, size: 52, .padding),
      ], naming: .workers([WorkerID("P1"), WorkerID("C1")]), isBookkeeping: true),
    RegionMap.Part(
      "cells", offset: 448, stride: 8, count: 8, fields: [RegionMap.Field("", offset: 0, size: 8, .cell)],
      naming: .cells(each: 4), isBookkeeping: true),
  ],
  bits: RegionMap.Bits(
    sequence: bits(0, 40), producer: bits(56, 8), slot: bits(40, 12), taker: bits(56, 6), settled: bits(63, 1),
    operation: bits(0, 16), operationWord: bits(16, 16), variableCode: bits(0, 8), variableElement: bits(8, 24),
    eventTicket: bits(0, 32), eventOperation: bits(32, 16),
    eventBlocked: bits(48, 16)))

private func bits(_ shift: UInt64, _ count: UInt64) -> RegionMap.BitField {
  RegionMap.BitField(shift: shift, mask: 1 << count - 1)
}

private func word(_ name: String, at offset: Int) -> RegionMap.Part {
  RegionMap.Part(
    name, offset: offset, stride: 64,
    fields: [RegionMap.Field("", offset: 0, size: 8, .number), RegionMap.Field("", offset: 8, size: 56, .padding)])
}

extension Snapshot {
  /// One producer and one consumer, and the bytes of the region, before the first step.
  static var atBytes: Snapshot {
    var snapshot = Snapshot.stepping
    snapshot.workers = [snapshot.workers[0], snapshot.workers[2]]
    snapshot.steps = 1
    var bytes = [UInt8](repeating: 0, count: threeObjects.size)
    bytes.replaceSubrange(0..<8, with: Array("RINGSIDE".utf8))
    (bytes[9], bytes[16], bytes[17]) = (2, 0xd9, 0x10)
    (bytes[64], bytes[72]) = (10, 128)
    (bytes[128], bytes[320], bytes[324]) = (4, 3, 3)
    (bytes[256], bytes[263]) = (7, 1)
    (bytes[448], bytes[455]) = (7, 0x81)
    let mapping = { (worker: WorkerID?, pid: Int32, base: UInt64, permissions: String) in
      ProcessMapping(worker: worker, pid: pid, base: base, permissions: permissions)
    }
    snapshot.bytes = RegionBytes(
      map: threeObjects, pieces: [RegionBytes.Piece(offset: 0, bytes: bytes)],
      mappings: [
        mapping(P1, 4313, 0x7f12_a400_0000, "rw-s"), mapping(C1, 4315, 0x7f9e_0420_0000, "rw-s"),
        mapping(nil, 4312, 0x7fe0_6660_0000, "r--s"), mapping(nil, 4312, 0x7fe0_6665_0000, "rw-s"),
      ])
    return snapshot
  }

  mutating func poke(_ offset: Int, _ byte: UInt8) { bytes!.pieces[0].bytes[offset] = byte }

  /// P1 has moved `in` in one step.
  static var afterStep: Snapshot {
    var snapshot = Snapshot.atBytes
    snapshot.steps = 2
    snapshot.poke(128, 5)
    snapshot.poke(324, 4)
    return snapshot
  }
}
