import ArgumentParser
import LoyaltyAnalytics
import LoyaltyReports
import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Where the report goes, found out before the run so that a wrong place costs no time.
enum OutputDestination {
  /// To the caller.
  case standardOutput
  /// To a file that is replaced as a whole, or does not exist yet.
  case file(String)
  /// Into a pipe, a device or a socket, as the bytes come.
  case stream(String)
  /// To what the caller has opened already: `/dev/stdout`, `/dev/fd/63`.
  case descriptor(FileDescriptor, String)

  /// Looks at what `--output` names; nil and `-` are standard output.
  ///
  /// Links are followed: the file that they lead to is replaced, and they stay. Names of open
  /// descriptors are these, whatever they lead to: opening them anew would empty a file that is shared
  /// with others, and fails for a socket.
  ///
  /// - Throws: ``OutputError`` that says why nothing can be written there.
  init(_ path: String?) throws {
    guard let path, path != "-" else {
      self = .standardOutput
      return
    }
    // Not left to the system: the slash is lost on the way there.
    guard !path.isEmpty, !path.hasSuffix("/") else {
      throw OutputError(path: path.isEmpty ? "\"\"" : path, reason: "it names no file")
    }
    if let number = Self.descriptorNumber(path) {
      guard fcntl(number, F_GETFL) >= 0 else {
        throw OutputError(path: path, reason: Self.lastError)
      }
      self = number == 1 ? .standardOutput : .descriptor(FileDescriptor(rawValue: number), path)
      return
    }
    let target = try Self.target(of: path)
    var status = stat()
    guard unsafe stat(target, &status) == 0 else {
      guard errno == ENOENT else { throw OutputError(path: path, reason: Self.lastError) }
      self = try Self.replaceable(target)
      return
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG: self = try Self.replaceable(target)
    case S_IFDIR: throw OutputError(path: path, reason: "it is a directory; name a file in it")
    case S_IFIFO, S_IFCHR, S_IFBLK, S_IFSOCK: self = .stream(target)
    default: throw OutputError(path: path, reason: "it is no file, pipe, device or socket")
    }
  }

  /// Which regular file would be written over; nil where it is something else, or yet to be. What is
  /// looked at is what is opened: of a descriptor's name the descriptor.
  static func identity(of path: String) -> FileIdentity? {
    guard path != "-" else { return nil }
    return descriptorNumber(path).map { FileIdentity(FileDescriptor(rawValue: $0)) }
      ?? FileIdentity(path)
  }

  /// The descriptor that a name of `/dev` or `/proc` stands for.
  static func descriptorNumber(_ path: String) -> CInt? {
    switch path {
    case "/dev/stdin": return 0
    case "/dev/stdout": return 1
    case "/dev/stderr": return 2
    default:
      for folder in ["/dev/fd/", "/proc/self/fd/"] where path.hasPrefix(folder) {
        let digits = path.dropFirst(folder.count)
        // 03 and +3 are numbers, and no names that the system has.
        return CInt(digits).flatMap { $0.description == digits ? $0 : nil }
      }
      return nil
    }
  }

  /// Whether two paths lead to the same file, there already or yet to be.
  static func areSame(_ a: String, _ b: String) -> Bool {
    if let file = identity(of: a) { return file == identity(of: b) }
    guard case .file(let first)? = try? OutputDestination(a),
      case .file(let second)? = try? OutputDestination(b),
      FilePath(first).lastComponent == FilePath(second).lastComponent,
      let directory = FileIdentity(directory: AtomicOutputFile.directory(of: first))
    else { return false }
    return directory == FileIdentity(directory: AtomicOutputFile.directory(of: second))
  }

  /// Where a path leads, through links whose last one may lead to a file that is yet to be.
  private static func target(of path: String) throws -> String {
    var path = FilePath(path)
    for _ in 0..<40 {
      var status = stat()
      guard unsafe lstat(path.string, &status) == 0, status.st_mode & S_IFMT == S_IFLNK else {
        return path.string
      }
      var buffer = [UInt8](repeating: 0, count: Int(PATH_MAX))
      let count = unsafe buffer.withUnsafeMutableBytes {
        unsafe $0.baseAddress.map {
          unsafe readlink(path.string, $0.assumingMemoryBound(to: CChar.self), Int(PATH_MAX))
        } ?? -1
      }
      guard count > 0 else { throw OutputError(path: path.string, reason: lastError) }
      let link = FilePath(String(decoding: buffer[..<count], as: UTF8.self))
      path = link.isAbsolute ? link : path.removingLastComponent().pushing(link)
    }
    throw OutputError(path: path.string, reason: "its links lead in a circle")
  }

  /// The descriptor that is written to, where there is one already.
  private var descriptor: FileDescriptor? {
    switch self {
    case .standardOutput: .standardOutput
    case .descriptor(let descriptor, _): descriptor
    case .file, .stream: nil
    }
  }

  /// Whether somebody watches.
  var isTerminal: Bool { descriptor.map { Terminal.isTerminal($0) } ?? false }

  /// Whether somebody would see it, on the terminal itself (`/dev/tty`) as well.
  var leadsToTerminal: Bool {
    guard case .stream(let path) = self else { return isTerminal }
    var status = stat()
    // Nothing else is opened for a question: a pipe would wait.
    guard unsafe stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFCHR else { return false }
    let device = unsafe open(path, O_WRONLY | O_NOCTTY | O_CLOEXEC)
    guard device >= 0 else { return false }
    defer { close(device) }
    return isatty(device) == 1
  }

  /// The columns that there are; nil where a line may be as long as it needs to be.
  var width: Int? {
    if case .file = self { return nil }
    return Terminal.width(of: descriptor ?? .standardOutput)
  }

  /// Whether a table may hold more than ASCII: a file is always UTF-8.
  var isUnicode: Bool {
    if case .file = self { return true }
    return Terminal.isUnicode || descriptor.map { Terminal.isFile($0) } ?? false
  }

  /// A file in a directory that lets one be made.
  private static func replaceable(_ path: String) throws -> OutputDestination {
    let directory = AtomicOutputFile.directory(of: path)
    guard unsafe access(directory, W_OK | X_OK) == 0 else {
      throw OutputError(
        path: path, reason: "no file can be made in the directory \(directory): \(lastError)")
    }
    return .file(path)
  }

  private static var lastError: String { Errno(rawValue: errno).description }
}

extension ReportFormat {
  /// The format that the extension of a file's name stands for, that of compression left out; nil for
  /// others, and without one.
  init?(pathExtension path: String) {
    guard let name = FilePath(Compressor.bareName(path)).extension?.lowercased(),
      let format = Self.allCases.first(where: { $0.extensions.contains(name) })
    else { return nil }
    self = format
  }

  /// The format, if lists can be had in it.
  ///
  /// - Parameter what: What is listed.
  /// - Throws: `ValidationError` that names one that does instead.
  func checked(forListOf what: String) throws -> ReportFormat {
    guard !Self.ofRows.contains(self) else { return self }
    throw ValidationError(
      "there is no \(rawValue) of \(what), only of totals"
        + (self == .html
          ? ": 'analyze report FILE -o report.html' makes it"
          : "; --format csv --spreadsheet makes of them what a spreadsheet opens"))
  }
}
