/// The requested bytes of the region, and the addresses at which each process has mapped them.
public struct RegionBytes: Sendable, Hashable {
  /// Contiguous bytes, from this offset in the region on.
  public struct Piece: Sendable, Hashable {
    public var offset: Int
    public var bytes: [UInt8]

    public init(offset: Int, bytes: [UInt8]) {
      self.offset = offset
      self.bytes = bytes
    }

    public var range: Range<Int> { offset..<offset + bytes.count }
  }

  public var map: RegionMap
  /// In order, without overlap. A small region is one piece.
  public var pieces: [Piece]
  public var mappings: [ProcessMapping]

  public init(map: RegionMap, pieces: [Piece], mappings: [ProcessMapping]) {
    self.map = map
    self.pieces = pieces
    self.mappings = mappings
  }

  /// These bytes; nil if some of them were not requested.
  public func bytes(_ range: Range<Int>) -> ArraySlice<UInt8>? {
    guard let piece = pieces.first(where: { $0.range.contains(range.lowerBound) }),
      range.upperBound <= piece.range.upperBound
    else { return nil }
    return piece.bytes[range.lowerBound - piece.offset..<range.upperBound - piece.offset]
  }

  /// A number of up to 8 bytes, the least significant first.
  public func number(_ range: Range<Int>) -> UInt64? {
    bytes(range)?.prefix(8).reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }
}

/// A process's mapping of the region, from `/proc/PID/maps` (proc(5)).
public struct ProcessMapping: Sendable, Hashable {
  /// The worker; nil for the laboratory's own process.
  public var worker: WorkerID?
  public var pid: Int32
  /// The process's own address of the region's first byte.
  public var base: UInt64
  /// As the kernel writes it: `rw-s`, `r--s`.
  public var permissions: String

  public init(worker: WorkerID?, pid: Int32, base: UInt64, permissions: String) {
    self.worker = worker
    self.pid = pid
    self.base = base
    self.permissions = permissions
  }
}
