/// Wraps BSON documents in the container of `mongodump --archive`.
///
///     magic  prelude  FFFFFFFF  { header  documents  FFFFFFFF }…  header(EOF, CRC)  FFFFFFFF
///
/// The layout is that of mongo-tools, `common/archive/prelude.go` and `multiplex_out.go`. The check
/// sum in the last header is the CRC-64/XZ of the bytes of all documents of the namespace.
struct ArchiveForm: ~Copyable {
  private static let magic: UInt32 = 0x8199_E26D
  private static let terminator: UInt32 = 0xFFFF_FFFF
  /// How many bytes of documents make a block.
  private static let blockSize = 256 << 10
  private static let database = "loyalty"
  private static let collection = "transactions"

  private var checksum = CRC64()
  private var bson = BSONForm()
  private var control = SampleDocument()
  private var blockBytes = 0

  /// Appends what stands before the first document.
  mutating func writeHeader(to out: inout OutputBytes) {
    out.append(littleEndian: Self.magic)
    writeControl(to: &out) { document in
      document.append(document.text("concurrent_collections"), .int32(4))
      document.append(document.text("version"), .string(document.text("0.1")))
      document.append(document.text("server_version"), .string(document.text("7.0.12")))
      document.append(document.text("tool_version"), .string(document.text("100.9.5")))
    }
    writeControl(to: &out) { document in
      let metadata =
        #"{"indexes":[{"v":{"$numberInt":"2"},"key":{"_id":{"$numberInt":"1"}},"name":"_id_"}],"#
        + #""uuid":"5d1c8a2f0b6e4f7c9a3d2e1f0b5c4a79","collectionName":"transactions","#
        + #""type":"collection"}"#
      document.append(document.text("db"), .string(document.text(Self.database)))
      document.append(document.text("collection"), .string(document.text(Self.collection)))
      document.append(document.text("metadata"), .string(document.text(metadata)))
      document.append(document.text("size"), .int32(0))
      document.append(document.text("type"), .string(document.text("collection")))
    }
    out.append(littleEndian: Self.terminator)
  }

  /// Appends one document, and the header of its block where it is the first.
  mutating func write(_ document: borrowing SampleDocument, to out: inout OutputBytes) {
    if blockBytes == 0 { writeNamespace(isEnd: false, to: &out) }
    let start = out.count
    bson.write(document, to: &out)
    checksum.add(out.bytes, from: start)
    blockBytes += out.count - start
    if blockBytes >= Self.blockSize {
      out.append(littleEndian: Self.terminator)
      blockBytes = 0
    }
  }

  /// Appends the end of the last block and of the namespace.
  mutating func writeFooter(to out: inout OutputBytes) {
    if blockBytes > 0 { out.append(littleEndian: Self.terminator) }
    blockBytes = 0
    writeNamespace(isEnd: true, to: &out)
    out.append(littleEndian: Self.terminator)
  }

  private mutating func writeNamespace(isEnd: Bool, to out: inout OutputBytes) {
    let crc = isEnd ? Int64(bitPattern: checksum.value) : 0
    writeControl(to: &out) { document in
      document.append(document.text("db"), .string(document.text(Self.database)))
      document.append(document.text("collection"), .string(document.text(Self.collection)))
      document.append(document.text("EOF"), .bool(isEnd))
      document.append(document.text("CRC"), .int64(crc))
    }
  }

  private mutating func writeControl(
    to out: inout OutputBytes, _ body: (inout SampleDocument) -> Void
  ) {
    control.reset()
    body(&control)
    bson.write(control, to: &out)
  }
}
