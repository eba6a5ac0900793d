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
  /// Into a pipe or a device, as the bytes come.
  case stream(String)

  /// Looks at what `--output` names; nil and `-` are standard output.
  ///
  /// A symbolic link is refused, because the file behind it would stay and the link would go. Only
  /// those of `/dev` that lead to a pipe or a device are followed: `/dev/fd/63` is what a shell makes
  /// of `>(…)`.
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
    var status = stat()
    guard unsafe lstat(path, &status) == 0 else {
      guard errno == ENOENT else { throw OutputError(path: path, reason: Self.lastError) }
      self = try Self.replaceable(path)
      return
    }
    if status.st_mode & S_IFMT == S_IFLNK {
      guard path.hasPrefix("/dev/"), unsafe stat(path, &status) == 0,
        ![S_IFREG, S_IFDIR].contains(status.st_mode & S_IFMT)
      else {
        throw OutputError(
          path: path, reason: "it is a symbolic link; name the file that it leads to")
      }
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG: self = try Self.replaceable(path)
    case S_IFDIR: throw OutputError(path: path, reason: "it is a directory; name a file in it")
    case S_IFIFO, S_IFCHR, S_IFBLK: self = .stream(path)
    default: throw OutputError(path: path, reason: "it is no file, pipe or device")
    }
  }

  /// Whether somebody watches.
  var isTerminal: Bool {
    if case .standardOutput = self { Terminal.isTerminal(.standardOutput) } else { false }
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
  /// The format that the extension of a file's name stands for; nil for others, and without one.
  init?(pathExtension path: String) {
    switch FilePath(path).extension?.lowercased() {
    case "json": self = .json
    case "jsonl", "ndjson": self = .jsonl
    case "csv": self = .csv
    case "tsv", "tab": self = .tsv
    case "md", "markdown": self = .markdown
    case "txt": self = .table
    default: return nil
    }
  }

  /// The extension of a file's name when it promises what no format is, such as `html`.
  static func foreignExtension(of path: String) -> String? {
    guard let name = FilePath(path).extension, name.contains(where: \.isLetter),
      !["log", "out"].contains(name.lowercased()), ReportFormat(pathExtension: path) == nil
    else { return nil }
    return name
  }
}
