/// A folder of exports, as jobs and scripts write them: all of one format.
///
///     export/
///       _SUCCESS, .part-0.json.gz.crc               passed over
///       2014/part-00000.json.gz                     read, in the order of the names
///       2014/part-00001.json.gz
struct ExportDirectory {
  /// How deep folders are looked into.
  private static let depth = 4
  /// What is looked at of each file.
  private static let headSize = 32 << 10
  private static let textExtensions = ["json", "jsonl", "ndjson", "csv", "tsv"]
  private static let extensions =
    textExtensions + ["txt", "bson", "archive", "log", "dump", "psv", "tab"]

  private let path: String
  private var candidates: [String] = []
  private var others: [String] = []

  /// Lists the files in a folder and in those below.
  ///
  /// - Throws: ``DumpError`` when one of them cannot be read.
  init(_ path: String) throws(DumpError) {
    self.path = path
    if let entries = try DirectoryEntries(path) { try list(entries, depth: 0) }
  }

  private mutating func list(_ entries: DirectoryEntries, depth: Int) throws(DumpError) {
    for name in entries.names where !name.hasPrefix("_") {
      let path = entries.path(of: name)
      guard let status = PlatformPath.status(of: path) else { continue }
      if status.isDirectory {
        if depth < Self.depth, let folder = try DirectoryEntries(path) {
          try list(folder, depth: depth + 1)
        }
      } else if status.isRegular, status.size > 0, !Self.belongsToDump(name) {
        if Self.isExport(name) { candidates.append(path) } else { others.append(path) }
      }
    }
  }

  /// What mongodump writes beside collections.
  private static func belongsToDump(_ name: String) -> Bool {
    name.hasSuffix(".metadata.json") || name.hasSuffix(".metadata.json.gz")
      || name == "prelude.json" || name == "prelude.json.gz"
  }

  /// Whether a name is one of an export: it has an extension of one, or is that of a part of a job, or of
  /// a piece.
  private static func isExport(_ name: String) -> Bool {
    if name.hasPrefix("part-") || name.hasPrefix("part_") { return true }
    return has(extensions, name)
  }

  /// The files to read, in order.
  ///
  /// - Throws: ``DumpError`` when there are none, when others are among them, or when they are of
  ///   several formats.
  func files(_ options: InputOptions) throws(DumpError) -> [String] {
    guard !candidates.isEmpty else { throw DumpError(.emptyDirectory, path: path) }
    try PiecesOfFile.check(candidates, options)
    guard options.forcedFormat == nil else { return candidates }
    var formats: [String: String] = [:]
    var strangers: [String] = others
    var look = options
    look.namespace = nil
    look.chunkSize = min(look.chunkSize, Self.headSize)
    for file in candidates {
      guard let format = try Self.format(of: file, look) else {
        strangers.append(file)
        continue
      }
      if formats[format] == nil { formats[format] = file }
    }
    if formats.isEmpty { throw DumpError(.emptyDirectory, path: path) }
    guard strangers.isEmpty else { throw DumpError(.notExported(strangers), path: path) }
    formats["empty"] = nil
    guard formats.count <= 1 else { throw DumpError(.mixedFormats(formats), path: path) }
    return candidates
  }

  /// Sees to it that exports in the folder of a dump are not passed over in silence.
  ///
  /// - Throws: ``DumpError`` where there are some.
  static func check(beside dump: String, _ options: InputOptions) throws(DumpError) {
    guard let slash = dump.lastIndex(of: "/"),
      let entries = try DirectoryEntries(String(dump[..<slash]))
    else { return }
    for name in entries.names where has(textExtensions, name) && !belongsToDump(name) {
      let path = entries.path(of: name)
      guard let status = PlatformPath.status(of: path), status.isRegular, status.size > 0 else {
        continue
      }
      var look = options
      look.chunkSize = min(look.chunkSize, headSize)
      guard let format = try format(of: path, look),
        [InputFormat.json, .csv].map(\.rawValue).contains(format)
      else { continue }
      throw DumpError(
        .mixedFormats([InputFormat.bson.rawValue: dump, format: path]), path: entries.path)
    }
  }

  /// Whether a name has one of some extensions, below that of a compression as well.
  private static func has(_ extensions: [String], _ name: String) -> Bool {
    name.lowercased().split(separator: ".").dropFirst().contains {
      extensions.contains(String($0))
    }
  }

  /// The format of a file, below its compression; nil when it is none. JSON is one, however it is laid
  /// out.
  private static func format(of path: String, _ options: InputOptions) throws(DumpError) -> String?
  {
    let file = try FileSource(path: path)
    do throws(DumpError) {
      let beginning = try StreamBeginning(file, path: path, options: options)
      if beginning.archive != nil { return InputFormat.archive.rawValue }
      if beginning.head.isEmpty { return "empty" }
      let format = try InputRecognition(beginning, path: path, options: options).format
      return format == .jsonl ? InputFormat.json.rawValue : format.rawValue
    } catch  where error.code != .io {
      return nil
    }
  }
}
