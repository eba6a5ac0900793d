import LoyaltyAnalytics
import SystemPackage

/// Standard output as the place of a report.
struct StandardOutput: ReportOutput {
  /// Writes all bytes.
  ///
  /// - Throws: ``OutputError`` when the disk is full or the device refuses. A closed pipe does not
  ///   come back: the process dies of it quietly.
  mutating func write(_ bytes: Span<UInt8>) throws {
    do {
      try unsafe bytes.withUnsafeBytes { buffer in
        _ = unsafe try FileDescriptor.standardOutput.writeAll(buffer)
      }
    } catch {
      throw OutputError(path: "standard output", reason: "\(error)")
    }
  }
}

/// A report could not be written.
struct OutputError: Error, CustomStringConvertible {
  var path: String
  var reason: String
  var description: String { "\(path): cannot be written: \(reason)" }
}

