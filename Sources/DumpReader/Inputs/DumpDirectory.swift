/// A folder that mongodump wrote: `dump/`, the folder of one database in it, or one that holds a dump
/// somewhere below.
///
///     backup/2024-01/                             up to three folders around it
///       dump/
///         oplog.bson, prelude.json                passed over
///         shop/
///           transactions.bson                     shop.transactions
///           transactions.metadata.json            the whole name, where the file's is cut
///           loyalty%2Fpoints.bson.gz              shop.loyalty/points
///           system.profile.bson                   only when named
///
/// The files' content is recognised like that of any other input; their names tell the collection.
struct DumpDirectory {
  /// A file that holds a collection; the oplog of a dump has no name.
  struct Collection: Equatable {
    var namespace: Namespace?
    var path: String
  }

  /// Folders between the one that is named and a dump.
  private static let depth = 3
  /// Folders that are looked into: a tree of anything may be named.
  private static let maximumFolders = 10_000

  /// The collections, sorted by name.
  private(set) var collections: [Collection] = []
  private(set) var oplog: String?
  private(set) var path: String

  /// Lists a folder and the folders in it; nil when there is no folder of that name.
  ///
  /// - Throws: ``DumpError`` when a folder cannot be read, or when several dumps are below it.
  init?(_ path: String) throws(DumpError) {
    guard let entries = try DirectoryEntries(path) else { return nil }
    self.path = path
    let folders = try entries.folders()
    try add(entries, folders)
    guard collections.isEmpty, oplog == nil else { return }
    var roots: [String] = []
    var count = 0
    for folder in folders {
      try Self.findDumps(below: folder, depth: Self.depth - 1, &roots, &count)
    }
    guard let only = roots.first else { return }
    guard roots.count == 1 else { throw DumpError(.severalDumps(roots), path: path) }
    guard let root = try DirectoryEntries(only) else { return }
    self.path = only
    try add(root, try root.folders())
  }

  /// Adds the collections of a folder, and of those in it.
  private mutating func add(
    _ entries: DirectoryEntries, _ folders: [DirectoryEntries]
  ) throws(DumpError) {
    var found = try Self.collections(entries)
    for folder in folders { found += try Self.collections(folder) }
    oplog = found.first { $0.namespace == nil }?.path
    collections = found.filter { $0.namespace != nil }.sorted {
      ($0.namespace?.name ?? "", $0.path) < ($1.namespace?.name ?? "", $1.path)
    }
  }

  /// Finds the folders whose folders hold collections.
  private static func findDumps(
    below entries: DirectoryEntries, depth: Int, _ roots: inout [String], _ count: inout Int
  ) throws(DumpError) {
    count += 1
    guard count <= maximumFolders else { return }
    let folders = try entries.folders()
    for folder in folders where folder.names.contains(where: isCollection) {
      roots.append(entries.path)
      return
    }
    if entries.names.contains("oplog.bson") {
      roots.append(entries.path)
    } else if depth > 0 {
      for folder in folders { try findDumps(below: folder, depth: depth - 1, &roots, &count) }
    }
  }

  /// The file to read; nil where there is no dump.
  ///
  /// - Throws: ``DumpError`` when there is more than one and none is named, or not the one that is.
  func collection(named wanted: String?) throws(DumpError) -> Collection? {
    guard !collections.isEmpty else { return oplog.map { Collection(namespace: nil, path: $0) } }
    var all: [Namespace] = []
    for collection in collections {
      if let namespace = collection.namespace, all.last != namespace { all.append(namespace) }
    }
    let candidates = all.filter { !$0.isInternal }
    let series = all.compactMap(\.timeSeries)
    if let name = wanted, let found = series.first(where: { $0.isCalled(name) }),
      !all.contains(where: { $0.isCalled(name) })
    {
      throw DumpError(.timeSeries([found.name]), path: path)
    }
    if wanted == nil, candidates.isEmpty, !series.isEmpty {
      throw DumpError(.timeSeries(series.map(\.name)), path: path)
    }
    let chosen = try Namespace.choose(wanted, among: all, candidates: candidates, path: path)
    let files = collections.filter { $0.namespace == chosen }
    guard let file = files.first, files.count == 1 else {
      throw DumpError(.severalFiles(chosen.name, files.map(\.path)), path: path)
    }
    return file
  }

  private static let suffixes = [".bson", ".bson.gz", ".bson.zst"]

  private static func isCollection(_ entry: String) -> Bool {
    suffixes.contains { entry.hasSuffix($0) }
  }

  private static func collections(_ entries: DirectoryEntries) throws(DumpError) -> [Collection] {
    var found: [Collection] = []
    let database = entries.names.contains(where: isCollection) ? unescaped(entries.name) : ""
    for entry in entries.names {
      guard let suffix = suffixes.first(where: { entry.hasSuffix($0) }),
        PlatformPath.status(of: entries.path(of: entry))?.isDirectory != true
      else { continue }
      let stem = String(entry.dropLast(suffix.count))
      var collection = unescaped(stem)
      // The oplog of the dump, which stands beside the folders of the databases.
      if collection == "oplog" {
        found.append(Collection(namespace: nil, path: entries.path(of: entry)))
        continue
      }
      if isCut(stem), let whole = wholeName(stem, in: entries) { collection = whole }
      found.append(
        Collection(
          namespace: Namespace(database: database, collection: collection),
          path: entries.path(of: entry)))
    }
    return found
  }

  /// Whether mongodump cut a name: what is left of it has a dollar sign and a SHA-1 in Base64 at its
  /// end.
  private static func isCut(_ stem: String) -> Bool {
    let tail = stem.utf8.suffix(30)
    return stem.utf8.count > 200 && tail.starts(with: "%24".utf8)
  }

  /// The name of a collection as its metadata has it; nil where there is none that can be read.
  private static func wholeName(_ stem: String, in entries: DirectoryEntries) -> String? {
    for suffix in [".metadata.json", ".metadata.json.gz"]
    where entries.names.contains(stem + suffix) {
      let path = entries.path(of: stem + suffix)
      guard let file = try? FileSource(path: path),
        let beginning = try? StreamBeginning(file, path: path, options: InputOptions())
      else { return nil }
      return collectionName(beginning.head)
    }
    return nil
  }

  /// The `collectionName` of a document of metadata.
  private static func collectionName(_ metadata: [UInt8]) -> String? {
    var selection = FieldSelection()
    let slot = selection.insert("collectionName", unique: false)
    var values = FieldValues(for: selection)
    var walker = JSONWalker(selection, encoding: .jsonLines)
    let padded = metadata + [UInt8](repeating: 0, count: Chunk.padding)
    let bytes = padded.rawBytes
    var offset = 0
    var range = 0..<0
    guard
      (try? walker.next(bytes, &offset, end: metadata.count, into: &values, range: &range)) == true,
      let value = values[slot], value.type == .string
    else { return nil }
    return value.bytes(in: bytes, scratch: values.scratch).text
  }

  /// Takes back the escapes of file names: `%2F` is a slash.
  static func unescaped(_ name: String) -> String {
    let bytes = Array(name.utf8)
    var out: [UInt8] = []
    var i = 0
    while i < bytes.count {
      if bytes[i] == UInt8(ascii: "%"), i + 2 < bytes.count,
        let digits = String(validating: bytes[i + 1...i + 2], as: UTF8.self),
        digits.utf8.allSatisfy({ $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "-") }),
        let byte = UInt8(digits, radix: 16)
      {
        out.append(byte)
        i += 3
      } else {
        out.append(bytes[i])
        i += 1
      }
    }
    return String(decoding: out, as: UTF8.self)
  }
}

extension Namespace {
  /// The time series whose buckets it holds; nil for any other.
  var timeSeries: Namespace? {
    let prefix = "system.buckets."
    guard collection.hasPrefix(prefix) else { return nil }
    return Namespace(database: database, collection: String(collection.dropFirst(prefix.count)))
  }

  /// Whether it is meant by a name, with its database or without.
  func isCalled(_ wanted: String) -> Bool {
    name.hasSameBytes(as: wanted) || collection.hasSameBytes(as: wanted)
  }
}
