import SystemPackage

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
    self.init(path, type: S_IFREG)
  }

  /// The directory that a path leads to; nil where there is none.
  init?(directory path: String) {
    self.init(path, type: S_IFDIR)
  }

  /// The regular file that is open; nil where it is something else.
  init?(_ descriptor: FileDescriptor) {
    var status = stat()
    guard unsafe fstat(descriptor.rawValue, &status) == 0 else { return nil }
    self.init(status, type: S_IFREG)
  }

  private init?(_ path: String, type: mode_t) {
    var status = stat()
    let result = unsafe path == "-" ? fstat(STDIN_FILENO, &status) : stat(path, &status)
    guard result == 0 else { return nil }
    self.init(status, type: type)
  }

  private init?(_ status: stat, type: mode_t) {
    guard status.st_mode & S_IFMT == type else { return nil }
    device = UInt64(truncatingIfNeeded: status.st_dev)
    number = UInt64(truncatingIfNeeded: status.st_ino)
  }
}
