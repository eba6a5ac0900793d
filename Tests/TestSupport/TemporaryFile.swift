internal import Foundation

/// A file with given content, for as long as this value lives.
public final class TemporaryFile: Sendable {
  /// Where it is.
  public let path: String

  /// Creates the file in the directory for temporary files.
  public init(_ bytes: [UInt8]) throws {
    path =
      FileManager.default.temporaryDirectory.appendingPathComponent("analyze-\(UUID().uuidString)")
      .path
    try Data(bytes).write(to: URL(fileURLWithPath: path))
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}
