import LoyaltyAnalytics
import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// The file of `--rejects`: one JSON line per refused document, without its content.
///
/// It grows while the run goes on. A run that is interrupted takes it away, if it was not there before.
final class RejectsFile: Sendable {
  private let descriptor: FileDescriptor
  private let path: String

  /// Creates the file, readable by its owner only. One that is there is emptied.
  ///
  /// - Throws: ``OutputError``.
  init(path: String) throws {
    self.path = path
    do {
      descriptor = path == "-" ? .standardError : try Self.open(path)
    } catch {
      throw OutputError(path: path, reason: "\(error)")
    }
  }

  private static func open(_ path: String) throws -> FileDescriptor {
    do {
      let descriptor = try FileDescriptor.open(
        FilePath(path), .writeOnly, options: [.create, .exclusiveCreate, .closeOnExec],
        permissions: [.ownerReadWrite], retryOnInterrupt: true)
      Signals.onInterrupt { _ = unsafe unlink(path) }
      return descriptor
    } catch Errno.fileExists {
      return try FileDescriptor.open(
        FilePath(path), .writeOnly, options: [.create, .truncate, .closeOnExec],
        permissions: [.ownerReadWrite], retryOnInterrupt: true)
    }
  }

  /// Appends the line of one document.
  @Sendable
  func append(_ located: LocatedReject) throws {
    do {
      try descriptor.writeAll(located.json.utf8)
    } catch {
      throw OutputError(path: path, reason: "\(error)")
    }
  }
}
