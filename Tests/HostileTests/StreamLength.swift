import Foundation

/// How much of a long law is tested.
enum StreamLength {
  /// `ANALYZE_LONG=1` asks for all of it.
  static let isLong = ProcessInfo.processInfo.environment["ANALYZE_LONG"] != nil
}
