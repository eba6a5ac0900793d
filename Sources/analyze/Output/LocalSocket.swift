import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// A socket in the file system, which is connected to where a pipe is opened.
enum LocalSocket {
  /// A connection; nil when the path leads to no socket.
  ///
  /// - Throws: `Errno`.
  static func connect(to path: String) throws -> FileDescriptor? {
    var status = stat()
    guard unsafe stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFSOCK else { return nil }
    #if os(Linux)
    let number = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    #else
    let number = socket(AF_UNIX, SOCK_STREAM, 0)
    #endif
    guard number >= 0 else { throw Errno(rawValue: errno) }
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let bytes = Array(path.utf8)
    let capacity = MemoryLayout.size(ofValue: address.sun_path)
    guard bytes.count < capacity else { throw Errno.fileNameTooLong }
    unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: bytes) }
    let result = unsafe withUnsafePointer(to: &address) {
      unsafe $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        unsafe connectSystem(number, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    guard result == 0 else {
      let error = Errno(rawValue: errno)
      close(number)
      throw error
    }
    return FileDescriptor(rawValue: number)
  }
}

/// `connect(2)`, which a member of the same name hides.
private func connectSystem(
  _ descriptor: CInt, _ address: UnsafePointer<sockaddr>, _ count: socklen_t
) -> CInt {
  unsafe connect(descriptor, address, count)
}
