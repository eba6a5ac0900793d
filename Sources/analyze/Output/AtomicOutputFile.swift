import LoyaltyAnalytics
import LoyaltyReports
import SystemPackage

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// A report on its way into a file, which has its name only once it is whole.
///
///     var output = try AtomicOutputFile(replacing: "totals.csv")
///     …
///     try output.commit()
///
/// The bytes go to a file without a name in its directory, or, where the system has no such files, to a
/// hidden one; ``commit()`` brings them to the disk and then gives the file its name, so that a reader
/// finds the old report or the new one. The file is gone whenever that does not happen: on an error, on an
/// interrupt, and one without a name when the process is killed as well. The mode is that of the file that is replaced, else what the
/// umask says. A name that ends in `.gz` or `.zst` asks for compression.
struct AtomicOutputFile: ReportOutput, ~Copyable {
  private let path: String
  /// The name of the hidden file; of one without a name, the one that it has for a moment where it
  /// takes the place of another.
  private let temporaryPath: String
  private let isNamed: Bool
  private let descriptor: FileDescriptor
  private let interrupt: Signals.Registration
  private let compressor: Compressor?
  private var isOpen = true

  /// Makes the file.
  ///
  /// - Throws: ``OutputError`` when the directory refuses.
  init(replacing path: String) throws {
    var name = FilePath(path).lastComponent?.string ?? "report"
    // A name has at most 255 bytes, the mark's among them.
    while name.utf8.count > 200 { name.removeLast() }
    let directory = FilePath(Self.directory(of: path))
    var status = stat()
    let replaced = unsafe stat(path, &status) == 0 ? status.st_mode & 0o7777 : nil
    let permissions = FilePermissions(rawValue: replaced.map { $0 & 0o700 } ?? 0o666)
    let nameless = NamelessFile.open(in: directory, permissions)
    isNamed = nameless == nil
    var attempts = 0
    while true {
      let mark = String(UInt64.random(in: 0 ... .max), radix: 36)
      let temporary = directory.appending(".\(name).\(mark).tmp")
      do {
        descriptor =
          try nameless
          ?? FileDescriptor.open(
            temporary, .writeOnly, options: [.create, .exclusiveCreate, .closeOnExec],
            permissions: permissions, retryOnInterrupt: true)
        temporaryPath = temporary.string
        break
      } catch Errno.fileExists where attempts < 16 {
        attempts += 1
      } catch {
        throw OutputError(path: path, reason: "\(error)")
      }
    }
    if let replaced { fchmod(descriptor.rawValue, replaced) }
    compressor = Compressor(for: path)
    self.path = path
    interrupt = Signals.onInterrupt { [temporaryPath] in _ = unsafe unlink(temporaryPath) }
  }

  deinit {
    guard isOpen else { return }
    try? descriptor.close()
    if isNamed { _ = unsafe unlink(temporaryPath) }
    Signals.cancel(interrupt)
  }

  /// Appends all bytes.
  ///
  /// - Throws: ``OutputError`` when the disk is full or the device refuses.
  mutating func write(_ bytes: Span<UInt8>) throws {
    do {
      try unsafe bytes.withUnsafeBytes { try unsafe write($0, isLast: false) }
    } catch {
      throw failure(error)
    }
  }

  private func write(_ bytes: UnsafeRawBufferPointer, isLast: Bool) throws {
    guard let compressor else {
      _ = try unsafe descriptor.writeAll(bytes)
      return
    }
    try unsafe compressor.compress(bytes, isLast: isLast) {
      _ = try unsafe descriptor.writeAll($0)
    }
  }

  /// Gives the file its name, after all of it is on the disk.
  ///
  /// - Throws: ``OutputError``; what was there before is then still there.
  consuming func commit() throws {
    do {
      if compressor != nil {
        try unsafe write(UnsafeRawBufferPointer(start: nil, count: 0), isLast: true)
      }
    } catch {
      throw failure(error)
    }
    guard fsync(descriptor.rawValue) == 0 else { throw failure(Errno(rawValue: errno)) }
    if isNamed {
      guard unsafe rename(temporaryPath, path) == 0 else { throw failure(Errno(rawValue: errno)) }
    } else if let error = NamelessFile.name(descriptor, path, by: temporaryPath) {
      throw failure(error)
    }
    isOpen = false
    try? descriptor.close()
    Signals.cancel(interrupt)
    Self.synchronizeDirectory(of: path)
  }

  private func failure(_ error: any Error) -> OutputError {
    OutputError(path: path, reason: "\(error); nothing was left behind")
  }

  /// Brings the new name to the disk. File systems that cannot are left alone: the file is whole
  /// under one name or the other.
  private static func synchronizeDirectory(of path: String) {
    guard
      let directory = try? FileDescriptor.open(
        FilePath(directory(of: path)), .readOnly, options: [.directory, .closeOnExec])
    else { return }
    fsync(directory.rawValue)
    try? directory.close()
  }

  /// The directory that a path is in.
  static func directory(of path: String) -> String {
    let directory = FilePath(path).removingLastComponent()
    return directory.isEmpty ? "." : directory.string
  }
}
