import LoyaltyAnalytics
import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Files without a name, which are gone with the process whatever ends it, until they are given one.
enum NamelessFile {
  /// A file for writing in a directory; nil where the system or the file system has no such files.
  static func open(in directory: FilePath, _ permissions: FilePermissions) -> FileDescriptor? {
    #if os(Linux)
    guard
      let number = UnnamedFile.descriptor(
        in: directory.string, O_WRONLY, mode: permissions.rawValue)
    else { return nil }
    let file = FileDescriptor(rawValue: number)
    // Its name comes by way of /proc, which is not everywhere.
    guard unsafe access(link(of: file), F_OK) == 0 else {
      try? file.close()
      return nil
    }
    return file
    #else
    return nil
    #endif
  }

  /// Gives a file a name, in place of what has it.
  ///
  /// - Parameter temporary: The name that the file has for a moment where there is another under `path`:
  ///   only a file with a name can take the place of one.
  /// - Returns: What went wrong; then it has no name.
  static func name(_ file: FileDescriptor, _ path: String, by temporary: String) -> Errno? {
    #if os(Linux)
    let link = link(of: file)
    if unsafe linkat(AT_FDCWD, link, AT_FDCWD, path, AT_SYMLINK_FOLLOW) == 0 { return nil }
    guard errno == EEXIST else { return Errno(rawValue: errno) }
    guard unsafe linkat(AT_FDCWD, link, AT_FDCWD, temporary, AT_SYMLINK_FOLLOW) == 0 else {
      return Errno(rawValue: errno)
    }
    if unsafe rename(temporary, path) == 0 { return nil }
    let failure = Errno(rawValue: errno)
    _ = unsafe unlink(temporary)
    return failure
    #else
    return .notSupported
    #endif
  }

  #if os(Linux)
  private static func link(of file: FileDescriptor) -> String { "/proc/self/fd/\(file.rawValue)" }
  #endif
}
