internal import DumpReader
internal import Synchronization
internal import SystemPackage

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Darwin)
internal import Darwin
#endif

/// A temporary file without a name: it is gone when the process is, however that ends.
///
/// Created by `O_TMPFILE` where the file system has it, else under a random name that is removed at
/// once; readable by its owner only. Bytes are appended, and read at any place, by any thread.
final class SpillFile: Sendable {
  private let descriptor: FileDescriptor
  private let directory: String
  private let account: SpillQuota
  private let end = Mutex(0)

  /// Creates a file in the directory of the budget.
  ///
  /// - Throws: ``AnalysisError`` that names the directory.
  init(_ account: SpillQuota) throws(AnalysisError) {
    self.account = account
    directory = account.directory
    do {
      descriptor = try UnnamedFile.create(in: account.directory)
    } catch {
      throw AnalysisError(
        .noTemporaryFile(in: account.directory, errno: error.rawValue))
    }
  }

  deinit { try? descriptor.close() }

  /// Appends bytes and returns where they start.
  func append(_ bytes: RawSpan) throws(AnalysisError) -> Int {
    try account.reserve(bytes.byteCount)
    let offset = end.withLock { end in
      defer { end += bytes.byteCount }
      return end
    }
    var written = 0
    while written < bytes.byteCount {
      let rest = bytes.extracting(written..<bytes.byteCount)
      do {
        written += try unsafe rest.withUnsafeBytes {
          unsafe try descriptor.write(
            toAbsoluteOffset: Int64(offset + written), $0, retryOnInterrupt: true)
        }
      } catch {
        throw account.failure(.writing, error)
      }
    }
    return offset
  }

  /// Reads bytes that were appended before.
  func read(at offset: Int, count: Int, into buffer: inout [UInt8]) throws(AnalysisError) {
    if buffer.count < count { buffer = [UInt8](repeating: 0, count: count) }
    var filled = 0
    while filled < count {
      let got: Int
      do {
        got = try unsafe buffer.withUnsafeMutableBytes {
          unsafe try descriptor.read(
            fromAbsoluteOffset: Int64(offset + filled),
            into: UnsafeMutableRawBufferPointer(rebasing: $0[filled..<count]),
            retryOnInterrupt: true)
        }
      } catch {
        throw account.failure(.reading, error)
      }
      guard got > 0 else { throw AnalysisError(.temporaryFileCut(in: directory)) }
      filled += got
    }
  }
}

/// Temporary files that have no name.
package enum UnnamedFile {
  /// A file that can be read and written, by its owner only.
  static func create(in directory: String) throws(Errno) -> FileDescriptor {
    if let number = descriptor(in: directory, O_RDWR, mode: 0o600) {
      return FileDescriptor(rawValue: number)
    }
    var failure = Errno.noSuchFileOrDirectory
    for _ in 0..<16 {
      let name = "\(directory)/analyze-\(UInt64.random(in: .min ... .max)).spill"
      do {
        let descriptor = try FileDescriptor.open(
          FilePath(name), .readWrite, options: [.create, .exclusiveCreate, .closeOnExec],
          permissions: [.ownerReadWrite], retryOnInterrupt: true)
        unsafe unlink(name)
        return descriptor
      } catch {
        failure = error as? Errno ?? failure
        if failure != .fileExists { break }
      }
    }
    throw failure
  }

  /// The descriptor of a file that never had a name, which the caller closes; nil where the system or the
  /// file system has no such files.
  ///
  /// - Parameters:
  ///   - access: `O_WRONLY` or `O_RDWR`.
  ///   - mode: The permissions of the file, as far as the umask leaves them.
  package static func descriptor(
    in directory: String, _ access: CInt, mode: UInt32
  ) -> CInt? {
    #if os(Linux)
    // O_TMPFILE of <fcntl.h>, a macro that is not imported: __O_TMPFILE and O_DIRECTORY.
    let unnamed = 0o20000000 | O_DIRECTORY
    let number = unsafe open(directory, unnamed | access | O_CLOEXEC, mode)
    return number >= 0 ? number : nil
    #else
    return nil
    #endif
  }

  /// The number of a descriptor of such a file, which the caller closes.
  ///
  /// - Throws: What the system says, as `Errno`.
  package static func descriptor(in directory: String) throws -> CInt {
    try create(in: directory).rawValue
  }
}

/// What all temporary files of a run have taken together.
final class SpillQuota: Sendable {
  let directory: String
  private let limit: Int
  private let used = Mutex(0)

  init(_ budget: MemoryBudget) {
    directory = budget.directory
    limit = budget.spillLimit ?? .max
  }

  /// Bytes written so far.
  var byteCount: Int { used.withLock { $0 } }

  /// Makes room for more bytes.
  func reserve(_ count: Int) throws(AnalysisError) {
    let sum = used.withLock { used in
      used += count
      return used
    }
    if sum > limit { throw AnalysisError(.temporaryLimit(in: directory, bytes: sum)) }
  }

  func failure(_ use: TemporaryFileUse, _ error: any Error) -> AnalysisError {
    AnalysisError(
      .temporaryFileFailed(
        in: directory, use, after: byteCount,
        errno: (error as? Errno ?? .ioError).rawValue))
  }
}
