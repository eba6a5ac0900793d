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
  /// Whether it was opened here, and not by the caller.
  private let isOurs: Bool

  /// Creates the file, readable by its owner only. One that is there is emptied, and then readable by
  /// its owner only as well. Like the place of a report it may be a pipe, a device or a socket, and
  /// links are followed.
  ///
  /// - Throws: ``OutputError``.
  init(path: String) throws {
    self.path = path
    guard path != "-" else {
      descriptor = .standardError
      isOurs = false
      return
    }
    let target = try OutputDestination(path)
    isOurs =
      switch target {
      case .file, .stream: true
      case .standardOutput, .descriptor: false
      }
    do {
      switch target {
      case .file(let path): descriptor = try Self.create(path)
      case .standardOutput: descriptor = .standardOutput
      case .descriptor(let open, _): descriptor = open
      case .stream(let path):
        descriptor =
          try LocalSocket.connect(to: path)
          ?? FileDescriptor.open(
            FilePath(path), .writeOnly, options: [.closeOnExec], retryOnInterrupt: true)
      }
    } catch {
      throw OutputError(path: path, reason: "\(error)")
    }
  }

  private static func create(_ path: String) throws -> FileDescriptor {
    do {
      let descriptor = try FileDescriptor.open(
        FilePath(path), .writeOnly, options: [.create, .exclusiveCreate, .closeOnExec],
        permissions: [.ownerReadWrite], retryOnInterrupt: true)
      Signals.onInterrupt { _ = unsafe unlink(path) }
      return descriptor
    } catch Errno.fileExists {
      let descriptor = try FileDescriptor.open(
        FilePath(path), .writeOnly, options: [.create, .truncate, .noFollow, .closeOnExec],
        permissions: [.ownerReadWrite], retryOnInterrupt: true)
      // Somebody else's stays as it is.
      fchmod(descriptor.rawValue, S_IRUSR | S_IWUSR)
      return descriptor
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

  /// Closes the file; a disk that is full may say so only now.
  ///
  /// - Throws: ``OutputError``.
  func close() throws {
    guard isOurs else { return }
    do {
      try descriptor.close()
    } catch {
      throw OutputError(path: path, reason: "\(error)")
    }
  }
}
