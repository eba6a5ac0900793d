import DumpReader

// What to do about an oplog or a change stream, whose documents are changes.
extension Advice {
  static let insertions =
    "to add up the documents that were inserted (what changed or deleted them later is not applied): "

  /// The commands that add up the documents which an oplog inserted: one by one, and several at once. No
  /// command does both: what is unwound has to be there.
  static func changes(_ input: Input, _ found: OplogInsertions) -> String {
    let single = changes(
      input, document: "o", namespace: found.namespace, kind: "op=i", field: "ns")
    let together = changes(
      input, document: "o.applyOps.o", namespace: found.namespace, kind: "o.applyOps.op=i",
      field: "o.applyOps.ns", unwind: "o.applyOps")
    switch (found.areSingle, found.areTogether) {
    case (false, true) where found.areAll: return insertions + together
    case (false, true):
      return
        "\(insertions)\(together); those that were inserted one by one, where there are any, are "
        + "added up apart: \(single)"
    case (true, true):
      return
        "\(insertions)\(single); those that were inserted together, as in a transaction, are added "
        + "up apart: \(together)"
    case (_, false) where found.areAll: return insertions + single
    case (_, false):
      return
        "\(insertions)\(single); those that were inserted together, as in a transaction, where "
        + "there are any, are added up apart: \(together)"
    }
  }

  /// The command that adds up the documents which changes inserted.
  static func changes(
    _ input: Input, document: String, namespace: String?, kind: String, field: String?,
    unwind: String? = nil
  ) -> String {
    let names = [
      ("user", "user_id"), ("type", "transaction_type"), ("points", "points"),
      ("status", "points_status"), ("store", "store_id"), ("time", "approved_time"),
    ]
    var arguments = [
      "--fields", names.map { "\($0.0)=\(document).\($0.1)" }.joined(separator: ","),
    ]
    if let unwind { arguments += ["--unwind", unwind] }
    arguments += ["--where", kind]
    if let namespace, let field { arguments += ["--where", "\(field)=\(namespace)"] }
    return input.command(arguments)
  }
}
