internal import SystemPackage

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Darwin)
internal import Darwin
#endif

/// A folder that mongodump wrote: `dump/`, or the folder of one database in it.
///
///     dump/
///       oplog.bson, prelude.json                  passed over
///       shop/
///         transactions.bson                       shop.transactions
///         transactions.metadata.json              passed over
///         loyalty%2Fpoints.bson.gz                shop.loyalty/points
///         system.profile.bson                     only when named
///
/// The files' content is recognised like that of any other input; their names tell the collection.
struct DumpDirectory {
  /// A file that holds a collection.
  struct Collection: Equatable {
    var namespace: Namespace
    var path: String
  }

  /// The collections, sorted by name.
  let collections: [Collection]
  private let path: String

  /// Lists a folder and the folders in it; nil when there is no folder of that name.
  ///
  /// - Throws: ``DumpError`` when a folder cannot be read.
  init?(_ path: String) throws(DumpError) {
    guard let entries = try Self.entries(of: path) else { return nil }
    self.path = path
    var found = Self.collections(entries, in: path, database: Self.name(of: path))
    for entry in entries {
      let folder = Self.join(path, entry)
      guard !entry.hasSuffix(".bson"), let files = try Self.entries(of: folder) else { continue }
      found += Self.collections(files, in: folder, database: entry)
    }
    collections = found.sorted { ($0.namespace.name, $0.path) < ($1.namespace.name, $1.path) }
  }

  /// The file to read.
  ///
  /// - Throws: ``DumpError`` when there is none, or more than one and none is named.
  func collection(named wanted: String?) throws(DumpError) -> Collection {
    guard !collections.isEmpty else {
      throw DumpError(
        .notADump, path: path,
        "it is a directory without a dump: there is no .bson file in it; name the files to read")
    }
    var all: [Namespace] = []
    for collection in collections where all.last != collection.namespace {
      all.append(collection.namespace)
    }
    let chosen = try Namespace.choose(
      wanted, among: all, candidates: all.filter { !$0.isInternal }, path: path)
    let files = collections.filter { $0.namespace == chosen }
    guard let file = files.first, files.count == 1 else {
      throw DumpError(
        .namespace, path: path,
        "it holds \(chosen.name) more than once: \(files.map(\.path).joined(separator: ", ")); name one of the files"
      )
    }
    return file
  }

  private static func collections(
    _ entries: [String], in folder: String, database: String
  ) -> [Collection] {
    entries.compactMap { entry in
      for suffix in [".bson", ".bson.gz", ".bson.zst"] where entry.hasSuffix(suffix) {
        let collection = unescaped(String(entry.dropLast(suffix.count)))
        // The oplog of the dump, which stands beside the folders of the databases.
        guard collection != "oplog" else { return nil }
        return Collection(
          namespace: Namespace(database: unescaped(database), collection: collection),
          path: join(folder, entry))
      }
      return nil
    }
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

  /// The last component of a path, also of `.` or `/data/dump/..`.
  private static func name(of path: String) -> String {
    let component = FilePath(path).lastComponent
    if let component, component.kind == .regular { return component.string }
    guard let resolved = unsafe realpath(path, nil) else { return "" }
    defer { unsafe free(resolved) }
    return unsafe FilePath(String(cString: resolved)).lastComponent?.string ?? ""
  }

  private static func join(_ folder: String, _ entry: String) -> String {
    folder.hasSuffix("/") ? folder + entry : "\(folder)/\(entry)"
  }

  /// The names in a folder, sorted, hidden ones left out; nil when it is no folder, or a link that
  /// leads nowhere or round in a circle.
  private static func entries(of path: String) throws(DumpError) -> [String]? {
    var opened = unsafe opendir(path)
    while unsafe opened == nil, errno == EINTR { unsafe opened = opendir(path) }
    guard let folder = unsafe opened else {
      let reason = Errno(rawValue: errno)
      if [.notDirectory, .noSuchFileOrDirectory, .tooManySymbolicLinkLevels].contains(reason) {
        return nil
      }
      throw DumpError(.io, path: path, "cannot be opened: \(reason)")
    }
    defer { unsafe closedir(folder) }
    var names: [String] = []
    while true {
      // Both the end and an error give nil; only the latter sets errno.
      errno = 0
      guard let entry = unsafe readdir(folder) else { break }
      let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
        unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    let reason = Errno(rawValue: errno)
    guard reason.rawValue == 0 else {
      throw DumpError(.io, path: path, "cannot be read: \(reason)")
    }
    return names.sorted()
  }
}
