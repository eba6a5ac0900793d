/// A collection: the name of its database and its own, written `shop.transactions`.
///
/// A database name holds no dot, a collection name may.
///
/// Names are compared by their bytes, as the server does, not by canonical equivalence.
struct Namespace: Hashable {
  /// The most bytes that the server has for both names together; they are kept in mind by the
  /// hundred thousand.
  static let maximumSize = 255

  var database: String
  var collection: String

  var name: String { database.isEmpty ? collection : "\(database).\(collection)" }

  static func == (a: Namespace, b: Namespace) -> Bool {
    a.database.hasSameBytes(as: b.database) && a.collection.hasSameBytes(as: b.collection)
  }

  func hash(into hasher: inout Hasher) {
    for byte in database.utf8 { hasher.combine(byte) }
    hasher.combine(UInt8(ascii: "."))
    for byte in collection.utf8 { hasher.combine(byte) }
  }

  /// Whether the server keeps it for itself: system collections (those of time series among them),
  /// the databases `config` and `local`, and the oplog, which has no database.
  var isInternal: Bool {
    collection.hasPrefix("system.") || database.isEmpty || database == "config"
      || database == "local"
  }

  /// Picks the collection to read.
  ///
  /// - Parameters:
  ///   - wanted: What `--namespace` says; a whole name, or that of a collection if only one has it.
  ///   - all: What the input holds.
  ///   - candidates: Those of them that may be meant when nothing is said.
  ///   - path: The input, for messages.
  static func choose(
    _ wanted: String?, among all: [Namespace], candidates: [Namespace], path: String
  ) throws(DumpError) -> Namespace {
    if let wanted {
      if let found = all.first(where: { $0.name.hasSameBytes(as: wanted) }) { return found }
      let named = all.filter { $0.collection.hasSameBytes(as: wanted) }
      if let found = named.first {
        if named.allSatisfy({ $0 == found }) { return found }
        throw DumpError(
          .namespace, path: path,
          "it holds several collections called \(wanted): \(list(named)); name one with its database, for example: analyze \(path) --namespace \(found.name)"
        )
      }
      throw DumpError(
        .namespace, path: path, "it does not hold \(wanted); it holds \(list(all))")
    }
    guard let only = candidates.first else {
      throw DumpError(
        .namespace, path: path,
        all.isEmpty
          ? "it holds no collection"
          : "it holds nothing but \(list(all)); name one with --namespace to read it all the same")
    }
    guard candidates.count == 1 else {
      throw DumpError(
        .namespace, path: path,
        "it holds several collections: \(list(candidates)); name one, for example: analyze \(path) --namespace \(only.name)"
      )
    }
    return only
  }

  private static func list(_ all: [Namespace]) -> String {
    guard !all.isEmpty else { return "nothing" }
    let shown = all.prefix(50).map(\.name).joined(separator: ", ")
    return all.count > 50 ? "\(shown) and \(all.count - 50) more" : shown
  }
}
