/// Bytes in memory.
package final class MemorySource: ByteSource {
  private let bytes: [UInt8]
  private var position = 0

  package init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  package func read(into buffer: inout MutableRawSpan) throws(DumpError) -> Int {
    let count = min(buffer.byteCount, bytes.count - position)
    unsafe buffer.withUnsafeMutableBytes { target in
      unsafe bytes.withUnsafeBytes { source in
        unsafe target.copyMemory(
          from: UnsafeRawBufferPointer(rebasing: source[position..<position + count]))
      }
    }
    position += count
    return count
  }

  package var progress: SourceProgress { SourceProgress(consumed: position, size: bytes.count) }
}
