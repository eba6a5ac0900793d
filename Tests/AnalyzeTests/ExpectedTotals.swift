import TestSupport
import Testing

/// What must come out of a sample: an object of the files of totals in `samples`.
///
///     {
///       "arguments": ["--unwind", "Actions"],    what the command needs beside the file; may be missing
///       "users": [{"key": "m-1", "awarded": 130, "redeemed": 50, "deducted": 0, "transactions": 3}],
///       "totals": {…},                           in place of users, where it is per something else
///       "read": 8, "counted": 6, "excluded": {"where": 2}, "rejected": {}, "unwound": 3
///     }
///
/// Only what is there is compared, but for reasons, of which those that are not named must be 0.
struct ExpectedTotals {
  let value: JSONValue

  /// What the command needs beside the file, quoted for the shell.
  var arguments: String {
    Self.elements(value["arguments"]).compactMap(\.text).map { "'\($0)'" }.joined(separator: " ")
  }

  /// Whether anything is refused, so that the result is incomplete.
  var isComplete: Bool { Self.members(value["rejected"]).isEmpty }

  /// Compares a result of `--format json --all`.
  func expect(_ result: JSONValue, of name: String) {
    if let users = value["users"] {
      let rows = Self.elements(result["top_users"])
      #expect(rows.count == Self.elements(users).count, "\(name): the number of users")
      for user in Self.elements(users) {
        // The key is the first member, whatever it is called.
        let row = rows.first { Self.members($0).first?.value == user["key"] }
        expect(row, user, "\(name): \(user["key"] ?? .null)")
      }
    }
    if let totals = value["totals"] { expect(result["totals"], totals, "\(name): totals") }
    guard let read = value["read"] else { return }
    let documents = result["documents"]
    #expect(documents?["read"] == read, "\(name): documents read")
    #expect(documents?["counted"] == value["counted"], "\(name): documents counted")
    #expect(documents?["unwound"] == value["unwound"], "\(name): documents unwound")
    for kind in ["excluded", "rejected"] {
      for reason in Self.members(documents?[kind]) {
        let due = value[kind]?[String(decoding: reason.name, as: UTF8.self)] ?? .number("0")
        #expect(
          reason.value == due, "\(name): \(kind), \(String(decoding: reason.name, as: UTF8.self))")
      }
    }
  }

  private func expect(_ row: JSONValue?, _ due: JSONValue, _ name: String) {
    for column in ["awarded", "redeemed", "deducted"] {
      #expect(row?["\(column)_points"] == due[column], "\(name), \(column)")
    }
    #expect(row?["transactions"] == due["transactions"], "\(name), transactions")
  }

  static func elements(_ value: JSONValue?) -> [JSONValue] {
    guard case .array(let elements) = value else { return [] }
    return elements
  }

  static func members(_ value: JSONValue?) -> [JSONMember] {
    guard case .object(let members) = value else { return [] }
    return members
  }
}
