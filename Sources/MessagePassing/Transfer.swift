import SharedMemory

// The two processes do the same over every transport. A few round trips first show that both are running. Then there
// are one-way messages for a time by the sender's clock, and then round trips, likewise. The messages are numbered
// through all parts, and the last one of each part is marked.

extension Channel {
  /// The work of the process that sends and asks.
  @inlinable
  mutating func lead(_ assignment: Assignment) throws -> TransferResult {
    let message = Message(size: assignment.place.size)
    defer { message.deallocate() }
    var samples = Samples()
    defer { samples.deallocate() }
    var number: UInt64 = 0
    try ask(message, &number, &samples, for: warmUp)

    let (before, calls, start) = (number, systemCalls, monotonicNanoseconds())
    try stream(message, &number, until: start + assignment.nanoseconds)
    var account = TransferResult(messages: number - before, systemCalls: systemCalls - calls, moment: start)

    // The first round trip waits until all one-way messages are received.
    try ask(message, &number, &samples, for: 0)
    try ask(message, &number, &samples, for: assignment.nanoseconds)
    let sorted = samples.sorted()
    account.median = percentile(0.5, ofSorted: sorted)
    account.percentile99 = percentile(0.99, ofSorted: sorted)
    return account
  }

  /// The work of the process that receives and answers.
  @inlinable
  mutating func follow(_ assignment: Assignment) throws -> TransferResult {
    let message = Message(size: assignment.place.size)
    defer { message.deallocate() }
    var number: UInt64 = 0
    try answer(message, &number)

    let (before, calls) = (number, systemCalls)
    try drain(message, &number)
    let account = TransferResult(
      messages: number - before, systemCalls: systemCalls - calls, moment: monotonicNanoseconds())

    try answer(message, &number)
    try answer(message, &number)
    return account
  }

  /// Sends messages one after the other.
  @inlinable
  mutating func stream(_ message: Message, _ number: inout UInt64, until deadline: UInt64) throws {
    var isLast = false
    while !isLast {
      // Reading the clock costs as much as a small message in shared memory: only once for 16 messages.
      for _ in 0..<15 {
        message.fill(number: number, isLast: false)
        try send(message)
        number &+= 1
      }
      isLast = monotonicNanoseconds() >= deadline
      message.fill(number: number, isLast: isLast)
      try send(message)
      number &+= 1
    }
  }

  /// Receives messages up to the last one.
  @inlinable
  mutating func drain(_ message: Message, _ number: inout UInt64) throws {
    repeat {
      try receive(message)
      guard message.isRight(number: number) else { throw TransferError.wrong(number: number) }
      number &+= 1
    } while !message.isLast
  }

  /// Sends a message, waits until it has returned, and records how long that took; at least once.
  @inlinable
  mutating func ask(
    _ message: Message, _ number: inout UInt64, _ samples: inout Samples, for nanoseconds: UInt64
  ) throws {
    samples.removeAll()
    var now = monotonicNanoseconds()
    let deadline = now + nanoseconds
    var isLast = false
    while !isLast {
      isLast = now >= deadline || samples.isNearlyFull
      message.fill(number: number, isLast: isLast)
      let start = monotonicNanoseconds()
      try send(message)
      try receive(message)
      now = monotonicNanoseconds()
      samples.append(now - start)
      guard message.isRight(number: number) else { throw TransferError.wrong(number: number) }
      number &+= 1
    }
  }

  /// Sends back all received messages, up to the last one.
  @inlinable
  mutating func answer(_ message: Message, _ number: inout UInt64) throws {
    repeat {
      try receive(message)
      guard message.isRight(number: number) else { throw TransferError.wrong(number: number) }
      number &+= 1
      try send(message)
    } while !message.isLast
  }
}

/// The duration of the round trips that are not counted, in nanoseconds.
@usableFromInline let warmUp: UInt64 = 5_000_000

/// The duration of each round trip, in nanoseconds. There is space for a million; more samples are not needed.
@usableFromInline
struct Samples {
  @usableFromInline static let capacity = 1 << 20

  // Memory that is never accessed costs nothing.
  @usableFromInline let values = UnsafeMutablePointer<UInt32>.allocate(capacity: capacity)
  @usableFromInline var count = 0

  @usableFromInline
  init() {}

  @inlinable var isNearlyFull: Bool { count >= Self.capacity - 1 }

  @inlinable
  mutating func append(_ nanoseconds: UInt64) {
    values[count] = UInt32(clamping: nanoseconds)
    count += 1
  }

  @inlinable
  mutating func removeAll() { count = 0 }

  @usableFromInline
  func sorted() -> [UInt32] { UnsafeBufferPointer(start: values, count: count).sorted() }

  @usableFromInline
  func deallocate() { values.deallocate() }
}
