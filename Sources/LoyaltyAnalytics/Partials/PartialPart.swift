internal import DumpReader
internal import SystemPackage

/// Why partial totals are no result: sentences, and the splits that would mend it, as far as they are
/// known.
package struct PartialError: Error, Sendable {
  /// What was found, without a full stop.
  package var sentence: String
  /// What is to be run again.
  package var again: [SplitLine] = []

  package init(_ sentence: String, again: [SplitLine] = []) {
    self.sentence = sentence
    self.again = again
  }
}

/// Partial totals that can be read twice: a file, or what came through a pipe, kept in a temporary file.
struct PartialPart: Sendable {
  /// As it is called in messages.
  let path: String
  private let spool: SpillFile?
  private let count: Int

  /// - Throws: `DumpError` when the pipe cannot be read, ``AnalysisError`` when there is no room for it.
  init(_ path: String, _ quota: SpillQuota) throws {
    self.path = path
    if path != "-", PlatformPath.status(of: path)?.isRegular ?? true {
      spool = nil
      count = 0
      return
    }
    let source =
      try path == "-"
      ? FileSource(descriptor: .standardInput, path: path) : FileSource(path: path)
    let file = try SpillFile(quota)
    var buffer = [UInt8](repeating: 0, count: 1 << 20)
    var size = 0
    while true {
      let count = try source.readOnce(into: &buffer)
      guard count > 0 else { break }
      _ = try file.append(buffer.rawBytes.extracting(0..<count))
      size += count
    }
    spool = file
    count = size
  }

  /// A reader of its lines, from the first one on.
  func reader() -> InputReader {
    let options = InputOptions(forcedFormat: .jsonl)
    guard let spool else { return InputReader(paths: [path], options: options) }
    return InputReader(SpoolSource(spool, count: count, path: path), path: path, options: options)
  }

  /// What is wrong at a place in it.
  func error(at offset: Int, _ reason: String) -> PartialError {
    PartialError(
      "\(path == "-" ? "standard input" : PlatformPath.shown(path)): the line at byte \(offset): "
        + reason)
  }
}

/// What was kept in a temporary file, as a stream.
private final class SpoolSource: ByteSource {
  private let file: SpillFile
  private let count: Int
  private let path: String
  private var offset = 0
  private var buffer: [UInt8] = []

  init(_ file: SpillFile, count: Int, path: String) {
    self.file = file
    self.count = count
    self.path = path
  }

  func read(into target: inout MutableRawSpan) throws(DumpError) -> Int {
    let wanted = min(target.byteCount, count - offset, 1 << 20)
    guard wanted > 0 else { return 0 }
    do throws(AnalysisError) {
      try file.read(at: offset, count: wanted, into: &buffer)
    } catch {
      throw DumpError(.io, path: path, error.reason)
    }
    unsafe target.withUnsafeMutableBytes { bytes in
      unsafe buffer.withUnsafeBytes { source in
        unsafe bytes.copyMemory(from: UnsafeRawBufferPointer(rebasing: source[0..<wanted]))
      }
    }
    offset += wanted
    return wanted
  }

  var progress: SourceProgress { SourceProgress(consumed: offset, size: count) }
}

extension ByteSource {
  /// Reads once into a buffer, and returns how many bytes there were; 0 at the end.
  fileprivate func readOnce(into buffer: inout [UInt8]) throws(DumpError) -> Int {
    var span = buffer.mutableSpan
    var bytes = unsafe span.mutableBytes
    return try read(into: &bytes)
  }
}

/// A line of a part as it is walked.
struct PartialLineContext {
  let part: Int
  let offset: Int
  let length: Int
}
