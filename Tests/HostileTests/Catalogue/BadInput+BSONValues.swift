import DumpReader
import LoyaltyAnalytics
import TestSupport

private typealias B = BSONText

extension BadInput {
  private static func points(_ id: String, _ what: String, _ type: UInt8, _ value: [UInt8])
    -> BadInput
  {
    BadInput(
      "bson-points-" + id, what, B.between(B.transaction(points: B.element(type, "points", value))))
  }

  private static func double(_ value: Double) -> [UInt8] {
    CompressedBytes.littleEndian(value.bitPattern)
  }
  private static func int64(_ value: Int64) -> [UInt8] { CompressedBytes.littleEndian(value) }
  private static func decimal(_ high: UInt64, _ low: UInt64) -> [UInt8] {
    CompressedBytes.littleEndian(low) + CompressedBytes.littleEndian(high)
  }

  private static func user(_ id: String, _ what: String, _ user: [UInt8]) -> BadInput {
    BadInput(
      "bson-user-" + id, what,
      B.between(
        B.document(
          user + B.string("transaction_type", "award") + B.element(0x10, "points", B.int32(10)))))
  }

  /// Documents that are well-formed and hold values that cannot be used.
  static let bsonValues: [BadInput] = [
    points("nan", "points NaN", 0x01, double(.nan)),
    points("infinity", "points infinite", 0x01, double(.infinity)),
    points("minus-infinity", "points minus infinite", 0x01, double(-.infinity)),
    points("1e300", "points 1e300", 0x01, double(1e300)),
    points("minus-zero", "points -0.0, which count", 0x01, double(-0.0)),
    points(
      "smallest", "points 5e-324, which are rounded to 0", 0x01, double(.leastNonzeroMagnitude)),
    points("int64-maximum", "the largest int64, which counts", 0x12, int64(.max)),
    points("int64-minimum", "the smallest int64, which counts", 0x12, int64(.min)),
    points(
      "decimal-maximum", "the largest decimal128", 0x13,
      decimal(0x5FFF_ED09_BEAD_87C0, 0x378D_8E63_FFFF_FFFF)),
    points(
      "decimal-smallest", "the smallest decimal128, which is rounded to 0", 0x13, decimal(0, 1)),
    points("decimal-nan", "decimal128 NaN", 0x13, decimal(0x7C00_0000_0000_0000, 0)),
    points("decimal-infinity", "decimal128 infinite", 0x13, decimal(0x7800_0000_0000_0000, 0)),
    points(
      "decimal-invalid", "a decimal128 with more digits than it can have, which is 0", 0x13,
      decimal(0x6C10_0000_0000_0000, 1)),
    points("string", "points as text", 0x02, B.string(Array("10".utf8))),
    points("boolean", "points true", 0x08, [1]),
    points("null", "points null", 0x0A, []),
    points("array", "points an array", 0x04, B.document([])),
    BadInput("bson-points-missing", "no points", B.between(B.transaction(points: []))),
    BadInput(
      "bson-points-twice", "points twice",
      B.between(B.transaction(with: B.element(0x10, "points", B.int32(90))))),
    BadInput(
      "bson-type-twice", "the type twice",
      B.between(B.transaction(with: B.string("transaction_type", "redeem")))),
    BadInput(
      "bson-user-twice", "the user twice",
      B.between(B.transaction(with: B.string("user_id", "eve")))),
    BadInput(
      "bson-way-twice", "a document on the way to the store twice",
      B.between(
        B.transaction(
          with: B.element(0x03, "v", B.document(B.string("store", "a")))
            + B.element(0x03, "v", B.document([]))))
    ) { $0.query.mapping.store = "v.store" },
    BadInput(
      "bson-other-twice", "a field that nobody uses twice, which is allowed",
      B.between(B.transaction(with: B.string("note", "a") + B.string("note", "b")))),
    user("array", "the user an array", B.element(0x04, "user_id", B.document([]))),
    user("document", "the user a document", B.element(0x03, "user_id", B.document([]))),
    user("regex", "the user a regular expression", B.element(0x0B, "user_id", [0, 0])),
    user("missing", "no user, which counts for (none)", []),
    user(
      "long", "a user of 16 KiB and a byte",
      B.string("user_id", String(repeating: "u", count: 16 << 10 + 1))),
    BadInput(
      "bson-time-text", "a time that is none, and --from",
      B.between(B.transaction(with: B.string("approved_time", "yesterday")))
    ) { $0.query.from = .min + 1 },
    BadInput(
      "bson-time-extreme", "the latest date that there is, and --from",
      B.between(B.transaction(with: B.element(0x09, "approved_time", int64(.max))))
    ) { $0.query.from = 0 },
    BadInput(
      "bson-status-number", "a status that is a number",
      B.between(B.transaction(with: B.element(0x10, "points_status", B.int32(3))))),
    BadInput("bson-total-overflow", "totals beyond 10^20", overflow),
  ]

  private static let overflow = (0..<4).flatMap { _ in
    B.transaction(points: B.element(0x01, "points", double(9e19)))
  }
}
