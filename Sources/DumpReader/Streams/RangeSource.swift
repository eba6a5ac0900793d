internal import SystemPackage

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Darwin)
internal import Darwin
#endif

/// The bytes of a regular file from one offset to another, as a stream.
///
/// Reads at places (`pread`), so that several may read the same file. A file that ends before the second
/// offset has been cut meanwhile, which is an error and no end.
final class RangeSource: ByteSource {
  private let descriptor: FileDescriptor
  private let path: String
  private let start: Int
  private let end: Int
  private var offset: Int

  /// Opens a file.
  ///
  /// - Throws: ``DumpError`` that says why it cannot be opened.
  init(path: String, _ range: Range<Int>) throws(DumpError) {
    do {
      descriptor = try unsafe PlatformPath.with(path) { name in
        Result {
          unsafe try FileDescriptor.open(
            name, .readOnly, options: [.closeOnExec], retryOnInterrupt: true)
        }
      }.get()
    } catch {
      throw DumpError(.cannotOpen(errno: (error as? Errno ?? .ioError).rawValue), path: path)
    }
    self.path = path
    start = range.lowerBound
    offset = range.lowerBound
    end = range.upperBound
  }

  deinit { try? descriptor.close() }

  /// Reads what is there, at most the size of the buffer and up to the end of the range.
  func read(into buffer: inout MutableRawSpan) throws(DumpError) -> Int {
    let count = min(buffer.byteCount, end - offset)
    guard count > 0 else { return 0 }
    let read: Int
    do {
      read = try unsafe buffer.withUnsafeMutableBytes {
        unsafe try descriptor.read(
          fromAbsoluteOffset: Int64(offset),
          into: UnsafeMutableRawBufferPointer(rebasing: $0[..<count]),
          retryOnInterrupt: true)
      }
    } catch {
      throw DumpError(
        .cannotRead(at: offset, errno: (error as? Errno ?? .ioError).rawValue), path: path)
    }
    guard read > 0 else {
      throw DumpError(.io, path: path, "it has become shorter while it was read, at byte \(offset)")
    }
    offset += read
    return read
  }

  /// Bytes read so far, and the size of the range.
  var progress: SourceProgress { SourceProgress(consumed: offset - start, size: end - start) }
}
