import DumpReader

/// Whether text was written by this program, and may be written anew: totals, transactions, groups that
/// differ, rejected documents.
///
/// All names of the first line must be those that are printed, in their order: a dump that has some of
/// them, such as an export of what was once counted, is none of it.
enum PrintedResult {
  private static let labels = ["first_name", "last_name", "email"]
  private static let amounts = [
    "awarded_points", "redeemed_points", "deducted_points", "net_points",
  ]
  private static let totals = labels + amounts + ["transactions", "first_time", "last_time"]
  private static let differenceColumns =
    labels + ["change"]
    + ["before", "after", "difference"].flatMap { side in
      (amounts + ["transactions"]).map { "\(side)_\($0)" }
    }

  /// Whether all that is known of a file's beginning is as it is printed.
  static func isOne(_ content: RecognizedContent) -> Bool {
    guard content.encoding != .csv else { return isTable(content.columns) }
    let text = String(decoding: content.head.prefix(64 << 10), as: UTF8.self)
    if text.hasPrefix("{\"total\": ") {
      return text.split(separator: "\n").prefix(2).joined().contains(document)
    }
    let list = "{\"transactions\": ["
    if text.hasPrefix(list) {
      let rest = text.dropFirst(list.count)
      return rest.hasPrefix("],\n \"documents\": {\"read\": ")
        || rest.hasPrefix("\n  {") && isTransaction(names(rest.dropFirst(3)))
    }
    let names = names(text[...])
    return isTotals(names) || isTransaction(names) || isDifference(names) || isReject(names)
  }

  /// The first line of one JSON object, and the beginning of the second.
  private static var document: Regex<Substring> {
    /^\{"total": \d+, "more": (?:true|false),(?: "top_users": \[| "added": \d+, "removed": \d+, "changed": \d+, "equal": \d+, "groups": \[)/
  }

  private static func isTable(_ columns: [String]) -> Bool {
    isTotals(columns) || isTransaction(columns)
      || keyCounts.contains { columns.dropFirst($0).elementsEqual(differenceColumns) }
  }

  /// How many parts a key has.
  private static let keyCounts = 1...4

  private static func isTotals(_ names: [String]) -> Bool {
    keyCounts.contains { names.dropFirst($0).elementsEqual(totals) }
  }

  private static func isDifference(_ names: [String]) -> Bool {
    keyCounts.contains {
      names.dropFirst($0).elementsEqual(labels + ["change", "before", "after", "difference"])
    }
  }

  private static func isTransaction(_ names: [String]) -> Bool {
    // Some columns are there only where an option asks for them.
    let optional: Set<String> = ["element", "disposition", "detail", "balance"]
    let all = [
      "email", "first_name", "last_name", "type", "points", "status", "store", "time", "input",
      "document", "element", "offset", "disposition", "detail", "balance",
    ]
    let found = Set(names.dropFirst())
    return names.dropFirst().elementsEqual(
      all.filter { !optional.contains($0) || found.contains($0) })
  }

  private static func isReject(_ names: [String]) -> Bool {
    let optional: Set<String> = ["namespace", "line"]
    let all = [
      "file", "namespace", "document", "line", "offset", "reason", "detail", "at", "field",
      "bytes_skipped",
    ]
    return names == all.filter { !optional.contains($0) || names.contains($0) }
  }

  /// The names of the members of the object that a text begins with, on its first line, as they are
  /// printed: `{"a": 1, "b": {…}}`. None where it is written in another way.
  private static func names(_ text: Substring) -> [String] {
    var names: [String] = []
    var depth = 0
    var name: [UInt8] = []
    var isText = false
    var isEscaped = false
    var last: [UInt8] = []
    for byte in text.utf8 {
      if byte == UInt8(ascii: "\n") { break }
      if isText {
        if isEscaped {
          isEscaped = false
        } else if byte == UInt8(ascii: "\\") {
          isEscaped = true
        } else if byte == UInt8(ascii: "\"") {
          isText = false
          last = name
          continue
        }
        name.append(byte)
        continue
      }
      switch byte {
      case UInt8(ascii: "\""):
        isText = true
        name = []
      case UInt8(ascii: ":"):
        if depth == 1 { names.append(String(decoding: last, as: UTF8.self)) }
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        depth -= 1
        if depth == 0 { return names }
      default: break
      }
    }
    return []
  }
}
