/// A source of bytes in portions: all at once, or of sizes that follow from the bytes.
final class FuzzSource: ByteSource {
  private let bytes: [UInt8]
  private let isPortioned: Bool
  private var place = 0

  init(_ bytes: [UInt8], isPortioned: Bool) {
    self.bytes = bytes
    self.isPortioned = isPortioned
  }

  func read(into buffer: inout MutableRawSpan) throws(DumpError) -> Int {
    guard place < bytes.count else { return 0 }
    let portion = isPortioned ? 1 + Int(bytes[place]) : .max
    let count = min(portion, buffer.byteCount, bytes.count - place)
    bytes[place..<place + count].withUnsafeBytes { portion in
      unsafe buffer.withUnsafeMutableBytes { unsafe $0.copyMemory(from: portion) }
    }
    place += count
    return count
  }

  var progress: SourceProgress { SourceProgress(consumed: place, size: nil) }
}

let fuzzColumns = ColumnNames(["user_id", "points"], syntax: TableSyntax())

/// Reads a stream to its end, in portions and as a whole: every byte is in a chunk or in a gap, and
/// the same documents are counted and refused. What is said of a refused one may depend on what could
/// be seen behind it.
func readStream(
  _ bytes: [UInt8], _ encoding: DocumentEncoding, _ text: TextContext = TextContext(),
  _ framer: () -> any Framer
) {
  var outcomes: [Digest] = []
  let decoder = Readers.decoder
  for isPortioned in [true, false] {
    var reader = ChunkReader(
      FuzzSource(bytes, isPortioned: isPortioned), framer: framer(), encoding: encoding, input: 0,
      head: [], columns: encoding == .csv ? fuzzColumns : nil, text: text,
      chunkSize: isPortioned ? 64 : 1024)
    // The last rows of a table may be headers, which are in no chunk.
    let count = encoding == .csv ? nil : bytes.count
    guard let outcome = decode(&reader, &decoder.value, count: count) else { return }
    outcomes.append(outcome)
  }
  check(outcomes[0] == outcomes[1], "another outcome in portions")
}

/// Decodes all documents; nil when the source has failed.
private func decode(
  _ reader: inout ChunkReader, _ decoder: inout TransactionDecoder, count: Int?
) -> Digest? {
  var chunk = Chunk(capacity: 64)
  let before = decoder.tally.counts
  var record = TransactionRecord()
  var outcome = Digest()
  var end: Int?
  do throws(DumpError) {
    while try reader.next(into: &chunk) {
      // What is passed over between documents stands in no chunk.
      if let end { check(chunk.offset >= end, "bytes are told twice") }
      end = chunk.offset + chunk.count + (chunk.skipped?.count ?? 0)
      if let skipped = chunk.skipped {
        decoder.refuse(skipped, at: chunk.offset)
      } else {
        check(chunk.count > 0, "a chunk of nothing")
        decoder.begin(chunk)
        var cursor = ChunkCursor(chunk)
        while decoder.next(&cursor, in: chunk.bytes, into: &record) {}
        decoder.clearScratch()
      }
      #if LAB
      lab("chunk", chunk.offset, chunk.count, chunk.skipped ?? "")
      #endif
      for reject in decoder.rejects {
        #if LAB
        lab(reject)
        #endif
        outcome.add(reject.offset)
        outcome.add(reject.bytesSkipped)
      }
      decoder.rejects.removeAll()
    }
  } catch {
    #if LAB
    lab(error)
    #endif
    return nil
  }
  if let count { check(reader.offset == count, "bytes are not accounted for") }
  let after = decoder.tally.counts
  outcome.add(after.counted - before.counted)
  outcome.add(after.excluded.total - before.excluded.total)
  outcome.add(after.rejected.total - before.rejected.total)
  outcome.add(after.rounded - before.rounded)
  return outcome
}

/// Reads a file of any kind, in portions and as a whole.
func readInput(_ bytes: [UInt8]) {
  var options = InputOptions()
  options.namespace = bytes.count & 1 == 0 ? nil : "a.b"
  options.chunkSize = 256
  var outcomes: [Digest?] = []
  let decoder = Readers.decoder
  for isPortioned in [true, false] {
    let source = FuzzSource(bytes, isPortioned: isPortioned)
    guard let input = try? OpenedInput(source, path: "x", namespace: nil, options: options) else {
      outcomes.append(nil)
      continue
    }
    var reader = ChunkReader(
      input.source, framer: input.framer, encoding: input.encoding, input: 0, head: input.head,
      offset: input.offset, columns: input.columns, text: input.text,
      chunkSize: isPortioned ? 64 : 1024)
    outcomes.append(decode(&reader, &decoder.value, count: nil))
  }
  check(outcomes[0] == outcomes[1], "another outcome in portions")
}

#if LAB
import Glibc
func lab(_ items: Any...) {
  let text = Array((items.map { "\($0)" }.joined(separator: " ") + "\n").utf8)
  _ = unsafe write(2, text, text.count)
}
#endif
