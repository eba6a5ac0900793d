/// Where the rows are in an object around them.
public struct RecordsPath: Sendable, Equatable {
  /// The path, dotted; `.` is the whole input, a map by id.
  public var path: String
  /// When there are rows there.
  public var expectation: Expectation

  /// When rows are looked for at a path.
  public enum Expectation: Sendable {
    /// Always: an input without them is an error.
    case always
    /// Where the first object begins with an array or an object there; other inputs are read as they are.
    case whereFound
    /// Where it begins with an array there.
    case whereArray
  }

  /// Creates a path.
  public init(_ path: String, _ expectation: Expectation = .always) {
    self.path = path
    self.expectation = expectation
  }

  /// The names on the path.
  var parts: [String] {
    path == "." ? [] : path.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
  }

  /// Whether the rows of the first object of a text begin in its beginning.
  func isFound(in head: ArraySlice<UInt8>) -> Bool {
    var scanner = RecordsScanner(parts)
    for byte in head {
      _ = scanner.next(byte)
      if scanner.hasRows { return scanner.hasArray || expectation != .whereArray }
      if scanner.objects > 0 { return false }
    }
    return false
  }
}

/// A text of which only the rows within an object are left; see ``RecordsScanner``.
final class RecordsSource: ByteSource {
  private let source: any ByteSource
  private let path: String
  private let records: RecordsPath
  private var scanner: RecordsScanner
  private var offset = 0
  private var found: StreamDamage?

  /// Leaves the rows of `source`, an input called `path`.
  init(_ source: any ByteSource, _ records: RecordsPath, path: String) {
    self.source = source
    self.path = path
    self.records = records
    scanner = RecordsScanner(records.parts)
  }

  /// Leaves the rows of what has been read of the source already.
  func convert(_ head: inout [UInt8], from start: Int) {
    for i in head.indices.dropFirst(start) { head[i] = scanner.next(head[i]) }
    offset = head.count
  }

  func read(into buffer: inout MutableRawSpan) throws(DumpError) -> Int {
    let count = try source.read(into: &buffer)
    guard count > 0 else {
      try end()
      return 0
    }
    for i in 0..<count {
      let byte = buffer.bytes[i]
      let left = scanner.next(byte)
      if left != byte { buffer.storeBytes(of: left, toByteOffset: i, as: UInt8.self) }
    }
    offset += count
    return count
  }

  /// The end of the input: whether there were any rows, and the end of the object.
  private func end() throws(DumpError) {
    guard scanner.hasRows else {
      throw DumpError(
        .notADump, path: path,
        "no object in it has an array or an object of rows at \(records.path)")
    }
    if scanner.isInside {
      found = StreamDamage("the object around the rows is not closed", at: offset)
    } else if scanner.objectsWithoutRows > 0 {
      found = StreamDamage("an object has no rows at \(records.path)", at: offset)
    }
  }

  var progress: SourceProgress { source.progress }

  var damage: StreamDamage? { source.damage ?? found }
}
