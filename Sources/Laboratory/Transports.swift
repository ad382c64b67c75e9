import MessagePassing
import Programs

/// The table of transports, in the order in which they are compared.
public enum Transports {
  public static let all: [any Transport] =
    RingTransports.all + [
      Pipe(), Socket(.stream), Socket(.seqpacket), PosixQueue(), SystemVQueue(),
    ]

  static func named(_ name: String) -> (any Transport)? { all.first { $0.name == name } }
}
