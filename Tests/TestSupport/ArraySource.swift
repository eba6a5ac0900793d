public import DumpReader

/// Bytes in memory, read in portions of a given size.
public final class ArraySource: ByteSource {
  private let bytes: [UInt8]
  private let readSize: Int
  private var position = 0

  /// A source of `bytes`, of which a read gives `readSize` at most.
  public init(_ bytes: [UInt8], readSize: Int = .max) {
    self.bytes = bytes
    self.readSize = readSize
  }

  /// Copies the next portion.
  public func read(into buffer: inout MutableRawSpan) throws(DumpError) -> Int {
    let count = min(readSize, buffer.byteCount, bytes.count - position)
    unsafe buffer.withUnsafeMutableBytes { target in
      unsafe bytes.withUnsafeBytes { source in
        unsafe target.copyMemory(
          from: UnsafeRawBufferPointer(rebasing: source[position..<position + count]))
      }
    }
    position += count
    return count
  }

  /// How much has been read.
  public var progress: SourceProgress { SourceProgress(consumed: position, size: bytes.count) }
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
