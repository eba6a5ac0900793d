package import SystemPackage

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Darwin)
internal import Darwin
#endif

/// Reads a file, a pipe, or standard input with `read(2)` into the caller's buffer.
///
/// Not `mmap`: that dies by SIGBUS when the file is cut meanwhile, shows the whole file as resident
/// memory, and is slower than reading into a buffer that stays in cache.
package final class FileSource: ByteSource {
  private let descriptor: FileDescriptor
  private let path: String
  private let ownsDescriptor: Bool
  private let size: Int?
  private var consumed = 0
  /// Where reading goes on behind what others have read; 0 where nobody has.
  private var resumption = 0
  /// Is told of all that is read, where somebody wants to know.
  var meter: ReadMeter?

  /// Reads from a descriptor that stays the caller's; `path` is for messages.
  package init(descriptor: FileDescriptor, path: String) {
    self.descriptor = descriptor
    self.path = path
    ownsDescriptor = false
    size = Self.prepare(descriptor)
  }

  /// Opens a file.
  ///
  /// - Throws: ``DumpError`` that says why it cannot be opened.
  package init(path: String) throws(DumpError) {
    do {
      descriptor = try unsafe PlatformPath.with(path) { name in
        Result {
          unsafe try FileDescriptor.open(
            name, .readOnly, options: [.closeOnExec], retryOnInterrupt: true)
        }
      }.get()
    } catch {
      throw DumpError(.cannotOpen(errno: Self.errno(error)), path: path)
    }
    self.path = path
    ownsDescriptor = true
    size = Self.prepare(descriptor)
  }

  deinit {
    if ownsDescriptor { try? descriptor.close() }
  }

  /// Reads what is there, at most the size of the buffer; an interrupted call is repeated.
  package func read(into buffer: inout MutableRawSpan) throws(DumpError) -> Int {
    do {
      let count = try unsafe buffer.withUnsafeMutableBytes {
        unsafe try descriptor.read(into: $0, retryOnInterrupt: true)
      }
      if count == 0, consumed == resumption, resumption > 0 { try checkSize() }
      consumed += count
      meter?.add(count)
      return count
    } catch {
      if let error = error as? DumpError { throw error }
      throw DumpError(.cannotRead(at: consumed, errno: Self.errno(error)), path: path)
    }
  }

  /// The same file for reading at places; nil where this is not a regular file that was opened here, or
  /// where its offsets are not those of the file.
  func positioned() -> PositionedFile? {
    guard ownsDescriptor, size != nil,
      (try? descriptor.seek(offset: 0, from: .current)) == Int64(consumed)
    else { return nil }
    return PositionedFile(descriptor)
  }

  /// Goes on at an offset, up to which others have read.
  func resume(at offset: Int) throws(DumpError) {
    do {
      try descriptor.seek(offset: Int64(offset), from: .start)
    } catch {
      throw DumpError(.cannotRead(at: offset, errno: Self.errno(error)), path: path)
    }
    meter?.add(offset - consumed)
    consumed = offset
    resumption = offset
  }

  /// Finds out whether what has been read is still there.
  private func checkSize() throws(DumpError) {
    let now = (try? descriptor.seek(offset: 0, from: .end)) ?? 0
    guard now < Int64(consumed) else { return }
    throw DumpError(
      .io, path: path, "it has become shorter while it was read, at byte \(consumed)")
  }

  /// Bytes read so far, and the size of a regular file.
  package var progress: SourceProgress { SourceProgress(consumed: consumed, size: size) }

  private static func errno(_ error: any Error) -> CInt {
    (error as? Errno ?? .ioError).rawValue
  }

  /// The size of a regular file. A pipe is asked for a buffer of 1 MiB, which makes it three to
  /// four times as fast on Linux; where that is refused, nothing is lost.
  private static func prepare(_ descriptor: FileDescriptor) -> Int? {
    var status = stat()
    guard unsafe fstat(descriptor.rawValue, &status) == 0 else { return nil }
    switch status.st_mode & S_IFMT {
    case S_IFREG:
      return Int(status.st_size)
    case S_IFIFO:
      #if os(Linux)
      let setPipeSize: CInt = 1031  // F_SETPIPE_SZ of <linux/fcntl.h>
      _ = fcntl(descriptor.rawValue, setPipeSize, 1 << 20)
      #endif
      return nil
    default:
      return nil
    }
  }
}
