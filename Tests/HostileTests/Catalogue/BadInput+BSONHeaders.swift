import DumpReader

private typealias B = BSONText

extension BadInput {
  private static let sound = B.transaction(2)

  /// A sound document with another length field.
  private static func length(_ length: Int) -> [UInt8] { B.int32(length) + sound.dropFirst(4) }

  private static let soundBefore = B.transaction(0) + B.transaction(1)

  /// Lengths, ends, and what stands between documents.
  static let bsonHeaders = [
    BadInput("bson-empty", "no bytes at all", [UInt8]()),
    BadInput("bson-one-byte", "one byte", [5] as [UInt8]),
    BadInput("bson-three-bytes", "three bytes of a length", [67, 0, 0] as [UInt8]),
    BadInput("bson-only-length", "a length and nothing else", B.int32(67)),
    BadInput("bson-length-zero", "length 0", B.between(length(0))),
    BadInput("bson-length-4", "length 4, too small for any document", B.between(length(4))),
    BadInput("bson-length-minus-1", "length -1", B.between(length(-1))),
    BadInput("bson-length-minimum", "length -2147483648", B.between(length(Int(Int32.min)))),
    BadInput("bson-length-maximum", "length 2147483647", B.between(length(Int(Int32.max)))),
    BadInput(
      "bson-length-maximum-first", "length 2147483647 at the very start",
      length(Int(Int32.max)) + soundBefore),
    BadInput(
      "bson-length-over-limit", "length 16 MiB + 16 KiB + 1",
      B.between(length(16 << 20 + 16 << 10 + 1))),
    BadInput(
      "bson-length-plus-1", "length one more than the document has",
      B.between(length(sound.count + 1))),
    BadInput(
      "bson-length-minus-one", "length one less than the document has",
      B.between(length(sound.count - 1))),
    BadInput("bson-length-5", "length 5, the document has more", B.between(length(5))),
    BadInput(
      "bson-length-swallows", "a length that takes in the next document",
      B.between(length(2 * sound.count))),
    BadInput(
      "bson-length-to-end", "a length that takes in all documents after it",
      B.between(length(3 * sound.count))),
    BadInput(
      "bson-length-past-end", "a length past the end, while documents follow",
      B.between(length(100_000))),
    BadInput(
      "bson-no-terminator", "the last byte of a document is not 0",
      B.between(sound.dropLast() + [1])),
    BadInput("bson-first-damaged", "the first length is damaged", length(-7) + soundBefore),
    BadInput(
      "bson-last-longer", "the last length is too large", soundBefore + length(sound.count + 9)),
    BadInput(
      "bson-cut-tail", "cut in the middle of the last document", soundBefore + sound.prefix(40)),
    BadInput("bson-cut-length", "cut within a length", soundBefore + sound.prefix(2)),
    BadInput("bson-cut-last-byte", "cut before the very last byte", soundBefore + sound.dropLast()),
    BadInput(
      "bson-cut-nested", "cut inside a document that holds whole documents",
      soundBefore
        + B.document(
          B.element(
            0x04, "a", B.document(B.element(0x03, "0", sound) + B.element(0x03, "1", sound)))
        ).dropLast(3)),
    BadInput(
      "bson-zeroed-cut-nested",
      "a document without its length, cut where a transaction nested in it ends",
      soundBefore + B.int32(0)
        + B.document(B.fields(2) + B.element(0x03, "was", sound)).dropFirst(4).dropLast()),
    BadInput(
      "bson-zeroed-last-but-one", "a length 0 before the last document",
      soundBefore + length(0) + sound),
    BadInput(
      "bson-zeroed-header", "the first 16 bytes of a document are zero",
      B.between(Array(repeating: 0, count: 16) + sound.dropFirst(16))),
    BadInput(
      "bson-zeroed-sector", "512 zeros between documents",
      B.between(Array(repeating: 0, count: 512))),
    BadInput(
      "bson-ones-between", "512 bytes FF between documents",
      B.between(Array(repeating: 0xFF, count: 512))),
    BadInput(
      "bson-text-between", "a line of text between documents",
      B.between(Array("2014-04-11 connection reset, retrying\n".utf8))),
    BadInput("bson-byte-between", "one byte too many between documents", B.between([7])),
    BadInput(
      "bson-zeros-behind", "zeros behind the last document",
      soundBefore + Array(repeating: 0, count: 100)),
    BadInput(
      "bson-text-behind", "text behind the last document", soundBefore + Array("done\n".utf8)),
    BadInput(
      "bson-deleted-head", "the first 30 bytes of a document are missing",
      B.between(Array(sound.dropFirst(30)))),
    BadInput("bson-empty-document", "a document without fields", B.between([5, 0, 0, 0, 0])),
    BadInput(
      "bson-one-valid-between-damage", "a valid document of another shape between damage",
      soundBefore + length(-1) + B.document(B.string("0", "tag")) + length(-1) + soundBefore),
    BadInput(
      "bson-largest", "a document of 16 MiB + 16 KiB", soundBefore + large(16 << 20 + 16 << 10)),
  ]

  /// A transaction of so many bytes.
  private static func large(_ size: Int) -> [UInt8] {
    let rest = size - B.transaction(with: B.element(0x05, "x", B.int32(0) + [0])).count
    return B.transaction(
      with: B.element(0x05, "x", B.int32(rest) + [0] + [UInt8](repeating: 0xEE, count: rest)))
  }
}
