#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Which file it is, whatever name it goes by.
struct FileIdentity: Hashable {
  private let device: UInt64
  private let number: UInt64

  /// The regular file that a path leads to, `-` being standard input; nil where there is none.
  init?(_ path: String) {
    var status = stat()
    let result = unsafe path == "-" ? fstat(STDIN_FILENO, &status) : stat(path, &status)
    guard result == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    device = UInt64(truncatingIfNeeded: status.st_dev)
    number = UInt64(truncatingIfNeeded: status.st_ino)
  }
}
