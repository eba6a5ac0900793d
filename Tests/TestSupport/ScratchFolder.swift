internal import Foundation

/// A folder that is gone when the test is over.
public final class ScratchFolder: Sendable {
  /// Where it is.
  public let path: String

  /// Creates the folder in the directory for temporary files.
  public init() throws {
    path = FileManager.default.temporaryDirectory.path + "/analyze-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Writes a file, and the folders that it is in.
  @discardableResult
  public func write(_ name: String, _ bytes: [UInt8]) throws -> String {
    let file = URL(fileURLWithPath: "\(path)/\(name)")
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: file)
    return file.path
  }
}
