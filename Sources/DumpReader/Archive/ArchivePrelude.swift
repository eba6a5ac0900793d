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
  /// Where the prelude could not be read on; nil if it is sound.
  private(set) var damage: StreamDamage?

  /// Reads the magic number and the prelude at the front of `window`.
  ///
  /// - Throws: ``DumpError`` when it is an archive of another version.
  init(
    _ window: inout StreamBuffer, _ reader: inout ArchiveDocumentReader, path: String
  ) throws(DumpError) {
    guard try window.fill(4) else { return }
    window.use(4)
    var isFirst = true
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
          throw DumpError(
            .unsupported, path: path, "it is a mongodump archive of version \(version), not 0.1")
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
    let isCollection = type == nil || type == "" || type == "collection"
    if isCollection, !namespace.isInternal { candidates.append(namespace) }
  }
}
