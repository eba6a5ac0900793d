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

  /// Whether the server keeps it for itself: system collections (those of time series among them, and
  /// the users and roles that `--dumpDbUsersAndRoles` adds as `$admin.system.users`), the state of
  /// queryable encryption, the databases `config` and `local`, and the oplog, which has no database.
  var isInternal: Bool {
    collection.hasPrefix("system.") || collection.hasPrefix("$admin.system.")
      || collection.hasPrefix("enxcol_.") || database.isEmpty || database == "config"
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
    let names = all.map(\.name)
    if let wanted {
      if let found = all.first(where: { $0.name.hasSameBytes(as: wanted) }) { return found }
      let named = all.filter { $0.collection.hasSameBytes(as: wanted) }
      if let found = named.first {
        if named.allSatisfy({ $0 == found }) { return found }
        throw DumpError(.namesakes(wanted, named.map(\.name)), path: path)
      }
      throw DumpError(.unknownNamespace(wanted, holds: names), path: path)
    }
    guard let only = candidates.first else {
      throw DumpError(all.isEmpty ? .noCollection : .onlyInternal(names), path: path)
    }
    guard candidates.count == 1 else {
      throw DumpError(.severalNamespaces(candidates.map(\.name)), path: path)
    }
    return only
  }
}
