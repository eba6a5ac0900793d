import DumpReader
import LoyaltyAnalytics

/// What the report was before: load everything, then add up.
///
/// Reads a whole BSON file, decodes its documents into an array, and groups that array in a
/// dictionary. It uses the same walker and the same exact points as the streaming loop, so that the
/// comparison is of the two ways and not of two parsers; and it copies only the seven fields
/// that the question needs, where the original kept whole documents.
struct EagerAnalysis {
  private struct Document {
    var user: [UInt8]
    var email: String
    var firstName: String
    var lastName: String
    var type: String
    var points: Points
    var time: Int64
  }

  private struct User {
    var awarded = Points.zero, redeemed = Points.zero, deducted = Points.zero
    var email = "", firstName = "", lastName = ""
    var transactions = 0
  }

  /// How many users the file has, and the sum of what they were awarded.
  static func run(_ file: [UInt8]) throws -> (users: Int, awarded: Points) {
    let documents = try load(file)
    var users: [[UInt8]: User] = [:]
    for document in documents {
      add(document, to: &users[document.user, default: User()])
    }
    let ranked = users.values.sorted { $0.awarded > $1.awarded }
    return (ranked.count, Points(units: ranked.reduce(0) { $0 + $1.awarded.units }))
  }

  private static func load(_ file: [UInt8]) throws -> [Document] {
    var selection = FieldSelection()
    let slots = [
      "user_id", "user_email", "user_first_name", "user_last_name", "transaction_type", "points",
      "approved_time",
    ].map { selection.insert($0, unique: true) }
    var walker = DocumentWalker(selection)
    var values = FieldValues(for: selection)
    var documents: [Document] = []
    let bytes = file.rawBytes
    let end = file.count - Chunk.padding
    var cursor = ChunkCursor(end: end, encoding: .bson)
    while try walker.next(&cursor, in: bytes, into: &values) {
      func text(_ slot: Int) -> String {
        values[slot].map { $0.bytes(in: bytes, scratch: values.scratch).text } ?? ""
      }
      guard let user = values[slots[0]], let value = values[slots[5]] else { continue }
      var rounded = false
      guard
        let points = Points(value, in: bytes, scratch: values.scratch, rounded: &rounded)
      else { continue }
      documents.append(
        Document(
          user: user.bytes(in: bytes, scratch: values.scratch).copied(), email: text(slots[1]),
          firstName: text(slots[2]), lastName: text(slots[3]), type: text(slots[4]),
          points: points, time: values[slots[6]]?.int64 ?? 0))
    }
    return documents
  }

  private static func add(_ document: Document, to user: inout User) {
    switch document.type {
    case "award": user.awarded.units += document.points.units
    case "redeem": user.redeemed.units += document.points.units
    default: user.deducted.units += document.points.units
    }
    if user.email.isEmpty { user.email = document.email }
    if user.firstName.isEmpty { user.firstName = document.firstName }
    if user.lastName.isEmpty { user.lastName = document.lastName }
    user.transactions += 1
  }
}
