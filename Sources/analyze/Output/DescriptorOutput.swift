import LoyaltyAnalytics
import LoyaltyReports
import SystemPackage

/// An open descriptor as the place of a report: standard output, a pipe, a device.
struct DescriptorOutput: ReportOutput {
  private let descriptor: FileDescriptor
  private let name: String
  /// Makes controls visible on their way to a terminal, unless whoever writes has done so and sends
  /// some of its own; nil where bytes go as they are.
  private let visible: TerminalText?

  /// Writes to the caller.
  static var standardOutput: DescriptorOutput { standardOutput(isStyled: false) }

  /// Writes to the caller.
  ///
  /// - Parameter isStyled: whether the text has escape sequences in it that a terminal is to obey, and
  ///   no others.
  static func standardOutput(isStyled: Bool) -> DescriptorOutput {
    DescriptorOutput(descriptor: .standardOutput, name: "standard output", isStyled: isStyled)
  }

  private static func visible(on descriptor: FileDescriptor, isStyled: Bool) -> TerminalText? {
    guard !isStyled, Terminal.isTerminal(descriptor) else { return nil }
    return TerminalText(isUnicode: Terminal.isUnicode)
  }

  private init(descriptor: FileDescriptor, name: String, isStyled: Bool = false) {
    self.descriptor = descriptor
    self.name = name
    visible = Self.visible(on: descriptor, isStyled: isStyled)
  }

  /// Writes to what the caller has opened.
  init(_ descriptor: FileDescriptor, name: String, isStyled: Bool) {
    self.init(descriptor: descriptor, name: name, isStyled: isStyled)
  }

  /// Opens a pipe, a device or a socket, which waits for the reader of a pipe.
  ///
  /// - Parameter isStyled: see ``standardOutput(isStyled:)``.
  init(opening path: String, isStyled: Bool = false) throws {
    do {
      descriptor =
        try LocalSocket.connect(to: path)
        ?? FileDescriptor.open(
          FilePath(path), .writeOnly, options: [.closeOnExec], retryOnInterrupt: true)
    } catch {
      throw OutputError(path: path, reason: "\(error)")
    }
    name = path
    visible = Self.visible(on: descriptor, isStyled: isStyled)
  }

  /// Opens a file that anybody may read, new or emptied first.
  init(creating path: String) throws {
    do {
      descriptor = try FileDescriptor.open(
        FilePath(path), .writeOnly, options: [.create, .truncate, .closeOnExec],
        permissions: [.ownerReadWrite, .groupRead, .otherRead], retryOnInterrupt: true)
    } catch {
      throw OutputError(path: path, reason: "\(error)")
    }
    name = path
    visible = nil
  }

  /// Writes all bytes.
  ///
  /// - Throws: ``OutputError`` when the disk is full or the device refuses. A closed pipe does not
  ///   come back: the process dies of it quietly.
  mutating func write(_ bytes: Span<UInt8>) throws {
    if let shown = visible?.shown(bytes) {
      return try unsafe shown.withUnsafeBytes { try unsafe send($0) }
    }
    try unsafe bytes.withUnsafeBytes { try unsafe send($0) }
  }

  /// Writes all bytes, likewise.
  mutating func write(_ bytes: RawSpan) throws {
    try unsafe bytes.withUnsafeBytes { try unsafe send($0) }
  }

  private func send(_ bytes: UnsafeRawBufferPointer) throws {
    do {
      _ = try unsafe descriptor.writeAll(bytes)
    } catch {
      if error as? Errno == .brokenPipe { Signals.dieOfClosedPipe() }
      throw OutputError(path: name, reason: "\(error)")
    }
  }

  /// Writes a text, such as help.
  mutating func write(_ text: String) throws {
    try write(Array((text + "\n").utf8).span)
  }

  /// Closes a file.
  consuming func close() throws {
    do {
      try descriptor.close()
    } catch {
      throw OutputError(path: name, reason: "\(error)")
    }
  }
}
