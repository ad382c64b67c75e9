import Grid
import Laboratory
import MessagePassing
import Model
import Testing

@testable import Reports

@Suite("The comparison, as text")
struct ComparisonTextTests {
  private func figures(_ rate: Double, _ median: UInt64, _ percentile99: UInt64) -> ComparisonRow.Outcome {
    .measured(
      .init(
        messagesPerSecond: rate, copies: 2, systemCalls: 2, roundTrip: median, roundTrip99thPercentile: percentile99))
  }

  private var report: ComparisonReport {
    ComparisonReport(
      processors: [1], seconds: 0.2,
      rows: [
        ComparisonRow(transport: "pipe", size: 64, outcome: figures(1_250_000, 6_490, 10_400)),
        ComparisonRow(transport: "seqpacket-socket", size: 64, outcome: figures(340_912, 11_049, 1_022_100)),
        ComparisonRow(
          transport: "posix-queue", size: 64,
          outcome: .unavailable(
            summary: "at most 32 bytes", reason: "a message may have at most 32 bytes, \"/proc\" says")),
      ])
  }

  private let transports = ([Pipe(), Socket(.seqpacket), PosixQueue()] as [any Transport]).map {
    ComparedTransport($0)
  }

  @Test("a table with bars, in 80 columns")
  func table() {
    #expect(
      report.text(transports: transports, glyphs: .unicode).hasPrefix(
        """
        Two processes, both on processor 1 (a hand-off across two processors is slower
        and less steady), 0.2 s for each line. Every message is different, and every
        byte is checked.

        64 bytes         messages/s          MiB/s copies calls  round trip        99 %
        pipe              1.25 M █████████    76.3      2  2.00 6.49 µs ████▏   10.4 µs
        seqpacket socket   341 k ██▌          20.8      2  2.00 11.0 µs ███████ 1.02 ms
        POSIX queue       at most 32 bytes

        Most messages a second: pipe at 64 bytes.
        Shortest round trip: pipe at 64 bytes.

        POSIX queue: a message may have at most 32 bytes, "/proc" says.

        """))
  }

  @Test("the same in ASCII alone")
  func ascii() {
    let text = report.text(transports: transports, glyphs: .ascii)
    #expect(text.contains("pipe              1.25 M #########    76.3      2  2.00 6.49 us ####    10.4 us\n"))
    #expect(text.allSatisfy { $0.isASCII })
  }

  @Test("no line is too wide, and each transport has its words", arguments: [GlyphSet.unicode, .ascii])
  func words(glyphs: GlyphSet) {
    let text = report.text(transports: Transports.compared, glyphs: glyphs)
    for line in text.split(separator: "\n") { #expect(line.count < 80, "\(line)") }
    for transport in Transports.compared where transport.family == transport.title {
      #expect(text.contains("\n  \(transport.title)\n"))
    }
    for word in ["    waiting ", "    reach ", "    complexity ", "    safety ", "better choice"] {
      #expect(text.contains(word))
    }
  }

  @Test("what several give alike is said once")
  func families() {
    let text = report.text(transports: Transports.compared, glyphs: .ascii)
    #expect(
      text.contains(
        """
        Beyond speed
          shared ring (all five)
            waiting     none by itself: the program needs locks or atomics, and must
                        use them everywhere
            reach       processes of one machine that map the same memory
            complexity  layout, synchronization and clean-up are the program's own
            safety      one process can overwrite anything that the other reads; a
                        crash leaves work half done
          pipe
            waiting     built in: a reader sleeps while the pipe is empty, a writer
                        while it is full

        """))
    #expect(text.ranges(of: "map the same memory").count == 1)
  }

  @Test("it says where the two processes ran")
  func places() {
    let places: [([Int], String)] = [
      ([], "Two processes, on any processors, 0.2 s for each line."),
      ([3], "Two processes, both on processor 3 (a hand-off across two"),
      ([0, 3], "Two processes, the sender on processor 0 and the receiver on processor 3, 0.2"),
    ]
    for (processors, beginning) in places {
      let report = ComparisonReport(processors: processors, seconds: 0.2, rows: self.report.rows)
      #expect(report.text(transports: transports, glyphs: .ascii).hasPrefix(beginning))
      #expect(report.processor == (processors.count == 1 ? processors[0] : nil))
    }
  }

  @Test("the columns of all transports stand below each other")
  func columns() {
    let all = ComparisonReport(
      processors: [1], seconds: 0.2,
      rows: Transports.compared.map {
        ComparisonRow(transport: $0.name, size: 64, outcome: figures(1_250_000, 6_490, 10_400))
      })
    let lines = all.text(transports: Transports.compared, glyphs: .ascii).split(separator: "\n")
    for transport in Transports.compared {
      #expect(transport.title.count <= 16)
      let title = transport.title + String(repeating: " ", count: 16 - transport.title.count)
      #expect(lines.contains("\(title)  1.25 M #########    76.3      2  2.00 6.49 us ####### 10.4 us"))
    }
  }

  @Test("as comma-separated values: a header, and quotes where they are needed")
  func csv() {
    #expect(
      report.csv == """
        transport,size_bytes,messages_per_second,mebibytes_per_second,copies_per_message,system_calls_per_message,\
        round_trip_median_ns,round_trip_99th_percentile_ns,unavailable\r
        pipe,64,1250000.0,76.2939453125,2,2.0,6490,10400,\r
        seqpacket-socket,64,340912.0,20.8076171875,2,2.0,11049,1022100,\r
        posix-queue,64,,,,,,,"a message may have at most 32 bytes, ""/proc"" says"\r

        """)
    #expect(csvField("plain") == "plain")
    #expect(csvField("a\r\nb") == "\"a\r\nb\"")
  }
}
