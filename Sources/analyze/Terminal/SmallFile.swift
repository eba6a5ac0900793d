import SystemPackage

/// A file that is read as a whole: settings, a key, what the system tells of itself.
enum SmallFile {
  /// Reads the beginning of a file, which is all of it unless as many bytes come as were asked for.
  ///
  /// - Throws: `Errno`.
  static func bytes(of path: String, upTo limit: Int) throws -> [UInt8] {
    let file = try FileDescriptor.open(
      FilePath(path), .readOnly, options: [.closeOnExec], retryOnInterrupt: true)
    return try file.closeAfter {
      var portion = [UInt8](repeating: 0, count: min(limit, 16 << 10))
      var content: [UInt8] = []
      while content.count < limit {
        let count = try unsafe portion.withUnsafeMutableBytes {
          try unsafe file.read(into: $0, retryOnInterrupt: true)
        }
        if count == 0 { break }
        content += portion[..<min(count, limit - content.count)]
      }
      return content
    }
  }
}
