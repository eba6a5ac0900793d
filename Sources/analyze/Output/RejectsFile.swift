import DumpReader
import LoyaltyAnalytics
import Synchronization
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

  /// Whether what the file held before is gone.
  private let hasBegun: Mutex<Bool>

  /// Creates the file, readable by its owner only. One that is there is emptied once reading begins, see
  /// ``begin()``, and then readable by its owner only as well. Like the place of a report it may be a pipe, a device or a socket, and
  /// links are followed.
  ///
  /// - Throws: ``OutputError``.
  init(path: String) throws {
    self.path = path
    guard path != "-" else {
      hasBegun = Mutex(true)
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
      var isOld = false
      switch target {
      case .file(let path): (descriptor, isOld) = try Self.open(path)
      case .standardOutput: descriptor = .standardOutput
      case .descriptor(let open, _): descriptor = open
      case .stream(let path):
        descriptor =
          try LocalSocket.connect(to: path)
          ?? FileDescriptor.open(
            FilePath(path), .writeOnly, options: [.closeOnExec], retryOnInterrupt: true)
      }
      hasBegun = Mutex(!isOld)
    } catch {
      throw OutputError(path: path, reason: "\(error)")
    }
  }

  private static func open(_ path: String) throws -> (FileDescriptor, isOld: Bool) {
    do {
      let descriptor = try FileDescriptor.open(
        FilePath(path), .writeOnly, options: [.create, .exclusiveCreate, .closeOnExec],
        permissions: [.ownerReadWrite], retryOnInterrupt: true)
      Signals.onInterrupt { _ = unsafe unlink(path) }
      return (descriptor, false)
    } catch Errno.fileExists {
      let descriptor = try FileDescriptor.open(
        FilePath(path), .writeOnly, options: [.noFollow, .closeOnExec],
        retryOnInterrupt: true)
      return (descriptor, true)
    }
  }

  /// Empties a file that was there before: an input is being read, and what becomes of it counts. Until
  /// then a run that fails, because an input is no dump, leaves it alone.
  func begin() {
    hasBegun.withLock { hasBegun in
      guard !hasBegun else { return }
      hasBegun = true
      ftruncate(descriptor.rawValue, 0)
      // Somebody else's stays as it is.
      fchmod(descriptor.rawValue, S_IRUSR | S_IWUSR)
    }
  }

  /// Appends the line of one document.
  @Sendable
  func append(_ located: LocatedReject) throws {
    begin()
    do {
      try descriptor.writeAll(located.json.utf8)
    } catch {
      throw OutputError(path: path, reason: "\(error); what stands there is not all")
    }
  }

  /// Closes the file; a disk that is full may say so only now.
  ///
  /// - Throws: ``OutputError``.
  func close() throws {
    begin()
    guard isOurs else { return }
    do {
      try descriptor.close()
    } catch {
      throw OutputError(path: path, reason: "\(error)")
    }
  }
}

extension RejectsFile? {
  /// What is to be called with each input that is opened: it empties the file, and goes on to another.
  func beginning(
    _ other: (@Sendable (InputOutcome) -> Void)?
  ) -> (@Sendable (InputOutcome) -> Void)? {
    guard let file = self else { return other }
    return { input in
      file.begin()
      other?(input)
    }
  }
}
