internal import SystemPackage

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Darwin)
internal import Darwin
#endif

/// Names of files as texts, whatever bytes they have.
///
/// The system has names of bytes, most of them UTF-8. A byte that is none becomes a character for private
/// use, from U+10FF00 on, and is a byte again when the file is opened. Shown, it is an escape: `caf\xE9`.
package enum PlatformPath {
  private static let escapes: Unicode.Scalar = "\u{10FF00}"

  /// The text of a name.
  package static func text(of bytes: some Collection<UInt8>) -> String {
    if let text = String(validating: bytes, as: UTF8.self) { return text }
    var text = ""
    var rest = Array(bytes)[...]
    while !rest.isEmpty {
      // The longest character that is whole.
      let length = (1...4).last { length in
        length <= rest.count
          && String(validating: rest.prefix(length), as: UTF8.self)?.unicodeScalars.count == 1
      }
      if let length {
        text += String(decoding: rest.prefix(length), as: UTF8.self)
      } else if let byte = rest.first, let scalar = Unicode.Scalar(escapes.value + UInt32(byte)) {
        text.unicodeScalars.append(scalar)
      }
      rest = rest.dropFirst(length ?? 1)
    }
    return text
  }

  /// The bytes of a name.
  package static func bytes(of text: String) -> [UInt8] {
    var bytes: [UInt8] = []
    for scalar in text.unicodeScalars {
      if let byte = byte(scalar) {
        bytes.append(byte)
      } else {
        bytes += Array(String(scalar).utf8)
      }
    }
    return bytes
  }

  /// The name as it is shown.
  package static func shown(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: { byte($0) != nil }) else { return text }
    var shown = ""
    for scalar in text.unicodeScalars {
      if let byte = byte(scalar) {
        shown += "\\x" + String(byte, radix: 16, uppercase: true)
      } else {
        shown.unicodeScalars.append(scalar)
      }
    }
    return shown
  }

  /// The byte that a character for private use stands for.
  static func byte(_ scalar: Unicode.Scalar) -> UInt8? {
    guard scalar.value >= escapes.value + 0x80, scalar.value <= escapes.value + 0xFF else {
      return nil
    }
    return UInt8(scalar.value - escapes.value)
  }

  /// Calls `body` with the name as the system takes it.
  package static func with<R>(_ text: String, _ body: (UnsafePointer<CChar>) -> R) -> R {
    var bytes = Self.bytes(of: text).map { CChar(bitPattern: $0) }
    bytes.append(0)
    return unsafe bytes.withUnsafeBufferPointer { unsafe body($0.baseAddress.unsafelyUnwrapped) }
  }

  /// What a name names: its device and number, the kind and size of the file.
  package struct Status {
    package var device: UInt64
    package var number: UInt64
    package var isRegular: Bool
    package var isDirectory: Bool
    package var size: Int
    /// When the content was modified last, in nanoseconds since 1970.
    package var modified: Int64

    init(_ status: stat) {
      device = UInt64(truncatingIfNeeded: status.st_dev)
      number = UInt64(truncatingIfNeeded: status.st_ino)
      isRegular = status.st_mode & S_IFMT == S_IFREG
      isDirectory = status.st_mode & S_IFMT == S_IFDIR
      size = Int(status.st_size)
      #if os(Linux)
      let time = status.st_mtim
      #else
      let time = status.st_mtimespec
      #endif
      modified =
        Int64(time.tv_sec).multipliedReportingOverflow(by: 1_000_000_000).partialValue
        &+ Int64(time.tv_nsec)
    }
  }

  /// What a name names; nil where there is nothing, and `errno` says why.
  package static func status(of text: String) -> Status? {
    var status = stat()
    let result = unsafe with(text) { unsafe stat($0, &status) }
    return result == 0 ? Status(status) : nil
  }

  /// Why the last call found nothing.
  package static var lastError: CInt { errno }

  /// What standard input is.
  package static var standardInput: Status? {
    var status = stat()
    return unsafe fstat(STDIN_FILENO, &status) == 0 ? Status(status) : nil
  }
}
