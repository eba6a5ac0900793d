import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// What can be known of the terminal.
enum Terminal {
  /// Whether a descriptor is one.
  static func isTerminal(_ descriptor: FileDescriptor) -> Bool {
    isatty(descriptor.rawValue) == 1
  }

  /// The width that there is: of the terminal, or what `COLUMNS` says; nil where nobody says.
  static func width(of descriptor: FileDescriptor) -> Int? {
    isTerminal(descriptor) || environment("COLUMNS").flatMap { Int($0) } != nil
      ? columns(of: descriptor) : nil
  }

  /// Whether a descriptor is that of a regular file.
  static func isFile(_ descriptor: FileDescriptor) -> Bool {
    var status = stat()
    return unsafe fstat(descriptor.rawValue, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }

  /// Its width; `COLUMNS` or 80 where there is none.
  static func columns(of descriptor: FileDescriptor) -> Int {
    var size = winsize()
    if unsafe ioctl(descriptor.rawValue, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 {
      return Int(size.ws_col)
    }
    if let columns = environment("COLUMNS").flatMap({ Int($0) }), columns >= 20 { return columns }
    return 80
  }

  /// Whether texts may hold more than ASCII: the locale that the environment asks for is UTF-8, or
  /// none is asked for.
  static var isUnicode: Bool {
    for name in ["LC_ALL", "LC_CTYPE", "LANG"] {
      guard let value = environment(name), !value.isEmpty else { continue }
      let folded = value.lowercased()
      return folded.contains("utf-8") || folded.contains("utf8")
    }
    return true
  }

  /// A variable of the environment.
  static func environment(_ name: String) -> String? {
    guard let value = unsafe getenv(name) else { return nil }
    return unsafe String(cString: value)
  }
}
