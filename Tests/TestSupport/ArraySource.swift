public import DumpReader

/// Bytes in memory, read in portions of a given size.
public final class ArraySource: ByteSource {
  private let source: MemorySource
  private let readSize: Int

  /// A source of `bytes`, of which a read gives `readSize` at most.
  public init(_ bytes: [UInt8], readSize: Int = .max) {
    source = MemorySource(bytes)
    self.readSize = readSize
  }

  /// Copies the next portion.
  public func read(into buffer: inout MutableRawSpan) throws(DumpError) -> Int {
    var portion = buffer._mutatingExtracting(0..<min(readSize, buffer.byteCount))
    return try source.read(into: &portion)
  }

  /// How much has been read.
  public var progress: SourceProgress { source.progress }
}

extension ByteSource {
  /// Everything that is left, read with a buffer of a given size.
  public func readAll(bufferSize: Int = 64 << 10) throws(DumpError) -> [UInt8] {
    var result: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: bufferSize)
    while true {
      var span = buffer.mutableSpan
      var bytes = unsafe span.mutableBytes
      let count = try read(into: &bytes)
      if count == 0 { return result }
      result += buffer[0..<count]
    }
  }
}
