internal import SystemPackage

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Darwin)
internal import Darwin
#endif

/// What is in a folder, but for what is hidden, in the order of the names.
struct DirectoryEntries {
  /// The names of files, and of what may be folders.
  private(set) var names: [String] = []
  let path: String

  /// Lists a folder; nil when it is none, or a link that leads nowhere or round in a circle.
  ///
  /// - Throws: ``DumpError`` when it cannot be read.
  init?(_ path: String) throws(DumpError) {
    self.path = path
    var opened = unsafe PlatformPath.with(path) { unsafe opendir($0) }
    while unsafe opened == nil, errno == EINTR {
      unsafe opened = PlatformPath.with(path) { unsafe opendir($0) }
    }
    guard let folder = unsafe opened else {
      let reason = Errno(rawValue: errno)
      if [.notDirectory, .noSuchFileOrDirectory, .tooManySymbolicLinkLevels].contains(reason) {
        return nil
      }
      throw DumpError(.cannotOpen(errno: reason.rawValue), path: path)
    }
    defer { unsafe closedir(folder) }
    while true {
      // Both the end and an error give nil; only the latter sets errno.
      errno = 0
      guard let entry = unsafe readdir(folder) else { break }
      let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        unsafe PlatformPath.text(of: Array(bytes.prefix { $0 != 0 }))
      }
      // What macOS puts beside each file into a ZIP archive is no part of a dump.
      if !name.hasPrefix("."), name != "__MACOSX" { names.append(name) }
    }
    guard errno == 0 else { throw DumpError(.cannotRead(at: nil, errno: errno), path: path) }
    names.sort { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// The path of an entry.
  func path(of name: String) -> String {
    path.hasSuffix("/") ? path + name : "\(path)/\(name)"
  }

  /// The folders in it.
  func folders() throws(DumpError) -> [DirectoryEntries] {
    var folders: [DirectoryEntries] = []
    for name in names where PlatformPath.status(of: path(of: name))?.isDirectory == true {
      if let folder = try DirectoryEntries(path(of: name)) { folders.append(folder) }
    }
    return folders
  }

  /// The last component of the path, also of `.` or `/data/dump/..`.
  var name: String {
    let component = path.split(separator: "/").last.map(String.init)
    if let component, component != ".", component != ".." { return component }
    guard let resolved = unsafe PlatformPath.with(path, { unsafe realpath($0, nil) }) else {
      return ""
    }
    defer { unsafe free(resolved) }
    let bytes = unsafe String(cString: resolved)
    return bytes.split(separator: "/").last.map(String.init) ?? ""
  }
}
