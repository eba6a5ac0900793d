/// The beginning of an archive: what collections it holds.
///
/// See ``ArchiveDemultiplexer`` for the grammar.
struct ArchivePrelude {
  /// The most collections that are kept in mind.
  static let maximumCount = 100_000

  /// All collections in the order of the prelude.
  private(set) var namespaces: [Namespace] = []
  /// Those that hold documents of users.
  private(set) var candidates: [Namespace] = []
  /// Those whose documents are kept otherwise, or nowhere.
  private(set) var timeSeries: [Namespace] = []
  private(set) var views: [Namespace] = []
  /// Where the prelude could not be read on; nil if it is sound.
  private(set) var damage: StreamDamage?

  /// Reads the magic number and the prelude at the front of `window`.
  ///
  /// - Parameter start: What of them is there.
  /// - Throws: ``DumpError`` when it is an archive of another version.
  init(
    _ window: inout StreamBuffer, _ reader: inout ArchiveDocumentReader, path: String,
    from start: ArchiveBeginning.Start = .magic
  ) throws(DumpError) {
    if start == .magic {
      guard try window.fill(4) else { return }
      window.use(4)
    }
    if start == .middle {
      damage = StreamDamage("the beginning of the archive is missing", at: 0)
      return
    }
    var isFirst = start != .metadata
    while true {
      guard try window.fill(4) else {
        damage = StreamDamage("the archive ends in its prelude", at: window.offset)
        return
      }
      let length = Int(window.bytes.load(0, as: Int32.self))
      if length == -1 {
        window.use(4)
        return
      }
      guard length >= 5, length <= DocumentLimits.maximumSize,
        namespaces.count < Self.maximumCount
      else {
        damage = StreamDamage("the prelude of the archive is damaged", at: window.offset)
        return
      }
      guard try window.fill(length) else {
        damage = StreamDamage("the archive ends in its prelude", at: window.offset)
        return
      }
      guard let document = reader.read(window.bytes, 0..<length) else {
        damage = StreamDamage("the prelude of the archive is damaged", at: window.offset)
        return
      }
      if isFirst {
        if let version = document.version, !version.hasPrefix("0.") {
          throw DumpError(.archiveVersion(version), path: path)
        }
      } else if let database = document.database, let collection = document.collection {
        guard database.utf8.count + collection.utf8.count <= Namespace.maximumSize else {
          damage = StreamDamage("the prelude of the archive is damaged", at: window.offset)
          return
        }
        add(Namespace(database: database, collection: collection), type: document.type)
      }
      isFirst = false
      window.use(length)
    }
  }

  private mutating func add(_ namespace: Namespace, type: String?) {
    namespaces.append(namespace)
    switch type {
    case "timeseries": timeSeries.append(namespace)
    case "view": views.append(namespace)
    case nil, "", "collection": if !namespace.isInternal { candidates.append(namespace) }
    default: break
    }
  }

  /// Picks the collection to read; see ``Namespace/choose(_:among:candidates:path:)``.
  func choose(_ wanted: String?, path: String) throws(DumpError) -> Namespace {
    if wanted == nil, candidates.isEmpty, !timeSeries.isEmpty {
      throw DumpError(.timeSeries(timeSeries.map(\.name)), path: path)
    }
    let chosen = try Namespace.choose(
      wanted, among: namespaces, candidates: candidates, path: path)
    if timeSeries.contains(chosen) { throw DumpError(.timeSeries([chosen.name]), path: path) }
    if views.contains(chosen) { throw DumpError(.view(chosen.name), path: path) }
    return chosen
  }
}
