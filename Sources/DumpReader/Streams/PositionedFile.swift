internal import SystemPackage

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Darwin)
internal import Darwin
#endif

/// A regular file that is read at places (`pread`), by any number of threads at the same time.
final class PositionedFile: Sendable {
  private let descriptor: FileDescriptor

  /// The file behind a descriptor, which stays the caller's; nil where the system has none left.
  init?(_ descriptor: FileDescriptor) {
    let duplicate = fcntl(descriptor.rawValue, F_DUPFD_CLOEXEC, 0)
    guard duplicate >= 0 else { return nil }
    self.descriptor = FileDescriptor(rawValue: duplicate)
  }

  deinit { try? descriptor.close() }

  /// Fills a range of `buffer` with the bytes from an offset on.
  ///
  /// - Returns: How many bytes there were: fewer at the end of the file, and where it cannot be read.
  func read(at offset: Int, into buffer: inout [UInt8], _ range: Range<Int>) -> Int {
    var count = 0
    while count < range.count {
      var span = buffer.mutableSpan
      var bytes = unsafe span.mutableBytes
      var free = bytes._mutatingExtracting(range.lowerBound + count..<range.upperBound)
      let read = unsafe free.withUnsafeMutableBytes {
        unsafe try? descriptor.read(
          fromAbsoluteOffset: Int64(offset + count), into: $0, retryOnInterrupt: true)
      }
      guard let read, read > 0 else { break }
      count += read
    }
    return count
  }
}
