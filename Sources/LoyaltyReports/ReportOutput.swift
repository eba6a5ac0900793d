internal import LoyaltyAnalytics

/// Where a report is written to: a buffered file, standard output, memory.
///
/// Writers collect what they print into pieces of about 64 KiB, so that an output needs no buffer of
/// its own.
public protocol ReportOutput: ~Copyable {
  /// Takes the next bytes of the report, all of them.
  ///
  /// - Parameter bytes: UTF-8 text; a piece ends between characters. Valid during the call only.
  /// - Throws: what the output's own writing throws; the report is then left unfinished.
  mutating func write(_ bytes: Span<UInt8>) throws
}

/// A report in memory.
public struct MemoryOutput: ReportOutput, Sendable {
  /// What has been written so far.
  public private(set) var bytes: [UInt8] = []

  /// An empty output.
  public init() {}

  /// Appends the bytes.
  ///
  /// - Parameter bytes: UTF-8 text.
  public mutating func write(_ bytes: Span<UInt8>) {
    self.bytes.reserveCapacity(self.bytes.count + bytes.count)
    for index in bytes.indices { self.bytes.append(bytes[index]) }
  }

  /// What has been written so far, as text.
  public var text: String { String(decoding: bytes, as: UTF8.self) }
}

extension TextBuffer {
  /// Writes everything that is pending.
  mutating func flush<Output: ReportOutput & ~Copyable>(to output: inout Output) throws {
    guard !bytes.isEmpty else { return }
    try output.write(bytes.span)
    bytes.removeAll(keepingCapacity: true)
  }

  /// Writes what is pending, if that is worth a call.
  mutating func flushIfFull<Output: ReportOutput & ~Copyable>(to output: inout Output) throws {
    if bytes.count >= TextBuffer.fullCount { try flush(to: &output) }
  }
}
