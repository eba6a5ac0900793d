import TestSupport

/// Writers of BSON that may say anything, true or not.
enum BSONText {
  static func int32(_ value: Int) -> [UInt8] {
    CompressedBytes.littleEndian(Int32(truncatingIfNeeded: value))
  }

  static func element(_ type: UInt8, _ name: String, _ value: [UInt8]) -> [UInt8] {
    [type] + Array(name.utf8) + [0] + value
  }

  static func string(_ text: [UInt8]) -> [UInt8] { int32(text.count + 1) + text + [0] }

  static func string(_ name: String, _ text: String) -> [UInt8] {
    element(0x02, name, string(Array(text.utf8)))
  }

  static func document(_ elements: [UInt8]) -> [UInt8] {
    int32(elements.count + 5) + elements + [0]
  }

  /// The fields of a transaction but the points.
  static func fields(_ number: Int = 0) -> [UInt8] {
    element(0x10, "_id", int32(number)) + string("user_id", "ada")
      + string("transaction_type", "award")
  }

  /// A sound transaction of ten points: 67 bytes.
  static func transaction(_ number: Int) -> [UInt8] {
    document(fields(number) + element(0x10, "points", int32(10)))
  }

  /// A transaction with something more in it.
  static func transaction(with elements: [UInt8]) -> [UInt8] {
    document(fields(2) + element(0x10, "points", int32(10)) + elements)
  }

  /// A transaction whose points are something else.
  static func transaction(points: [UInt8]) -> [UInt8] { document(fields(2) + points) }

  /// A document between sound ones: two before, two after.
  static func between(_ document: [UInt8]) -> [UInt8] {
    transaction(0) + transaction(1) + document + transaction(3) + transaction(4)
  }

  /// `depth` documents inside each other, the outermost included.
  static func nested(_ depth: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    for level in 0..<depth {
      bytes += int32(8 * (depth - level) - 3) + (level < depth - 1 ? [3, 0x61, 0] : [])
    }
    return bytes + Array(repeating: 0, count: depth)
  }
}
