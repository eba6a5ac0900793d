extension SampleFile {
  /// Streams of BSON with one kind of damage each.
  public static let damagedBSON = [
    bson("cut-tail") { $0.bytes.removeLast(200) },
    bson("cut-head") { $0.bytes.removeFirst(100) },
    bson("zeroed-sector") { file in
      // A sector that the disk never wrote.
      for i in 8192..<8704 { file.bytes[i] = 0 }
    },
    bson("lying-length") { $0.setLength(ofDocument: 12, by: 64) },
    bson("huge-length") { $0.setLength(ofDocument: 12, to: .max) },
    bson("negative-length") { $0.setLength(ofDocument: 12, to: -1) },
    bson("missing-terminator") { $0.bytes[$0.end(ofDocument: 12) - 1] = 1 },
    bson("junk-between") { file in
      let junk = Array("2024-05-17T09:30:00 E NETWORK connection reset\n".utf8)
      file.bytes.insert(contentsOf: junk, at: file.end(ofDocument: 12))
    },
    bson("bad-utf8") {
      $0.overwrite("award", inDocument: 12, with: [0x61, 0xC3, 0x28, 0x72, 0x64])
    },
    bson("string-length") { file in
      // The length of the type's text, four bytes before it.
      let place = file.place(of: Array("award".utf8), inDocument: 12)
      file.bytes.replaceSubrange(place - 4..<place, with: [0xFC, 0xFF, 0xFF, 0xFF])
    },
    bson("bad-boolean") { file in
      let place = file.place(of: Array("is_test\0".utf8), inDocument: 12)
      file.bytes[place + 8] = 2
    },
    bson("unknown-type") { file in
      let place = file.place(of: Array("channel\0".utf8), inDocument: 12)
      file.bytes[place - 1] = 0x14
    },
    bson("duplicate-field") { file in
      file.insert([0x10] + Array("points\0".utf8) + [100, 0, 0, 0], intoDocument: 12)
    },
    bson("too-deep") { file in
      file.insert(nested(levels: 120), intoDocument: 12)
    },
    bson("bad-values") { file in
      // Well-formed, but the key is an array, the points are no number, or not a finite one.
      file.insert(
        [0x04] + Array("user_id\0".utf8) + [5, 0, 0, 0, 0]
          + [0x02] + Array("transaction_type\0".utf8) + [6, 0, 0, 0] + Array("award\0".utf8)
          + [0x10] + Array("points\0".utf8) + [100, 0, 0, 0],
        intoEmptiedDocument: 3)
      file.insert(
        [0x02] + Array("transaction_type\0".utf8) + [6, 0, 0, 0] + Array("award\0".utf8)
          + [0x02] + Array("points\0".utf8) + [3, 0, 0, 0] + Array("12\0".utf8),
        intoEmptiedDocument: 12)
      file.insert(
        [0x02] + Array("transaction_type\0".utf8) + [6, 0, 0, 0] + Array("award\0".utf8)
          + [0x01] + Array("points\0".utf8) + [0, 0, 0, 0, 0, 0, 0xF8, 0x7F],
        intoEmptiedDocument: 21)
    },
  ]

  private static func bson(
    _ name: String, _ damage: @escaping @Sendable (inout EditableBSON) -> Void
  ) -> SampleFile {
    SampleFile("damaged/\(name).bson") {
      var file = EditableBSON(shortRecipe.bytes(as: .bson))
      damage(&file)
      return file.bytes
    }
  }

  /// The element `d: { d: { … } }`.
  private static func nested(levels: Int) -> [UInt8] {
    var inside: [UInt8] = []
    for _ in 0..<levels {
      let size = Int32(truncatingIfNeeded: inside.count + 5)
      let header = (0..<4).map { UInt8(truncatingIfNeeded: size >> Int32(8 * $0)) }
      inside = [0x03, 0x64, 0x00] + header + inside + [0]
    }
    return inside
  }
}
