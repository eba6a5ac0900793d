import LoyaltyAnalytics
import Synchronization
import SystemPackage

/// The file of `--rejects`: one JSON line per refused document, without its content.
final class RejectsFile: Sendable {
  private let descriptor: FileDescriptor
  private let path: String

  /// Creates the file, readable by its owner only.
  init(path: String) throws {
    self.path = path
    do {
      descriptor =
        path == "-"
        ? .standardError
        : try FileDescriptor.open(
          FilePath(path), .writeOnly, options: [.create, .truncate, .closeOnExec],
          permissions: [.ownerReadWrite], retryOnInterrupt: true)
    } catch {
      Diagnostics.write("analyze: \(path): cannot be created: \(error)")
      throw ExitStatus.failed
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
