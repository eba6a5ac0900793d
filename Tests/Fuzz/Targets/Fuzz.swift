// One libFuzzer program with a target per part of the reader; `FUZZ_TARGET` chooses. It is compiled
// as one module with the sources of DumpReader and LoyaltyAnalytics: see `Tests/Fuzz/run`.

import Glibc

/// What can be fuzzed.
enum FuzzTarget: String {
  case bson, framer, json, shell, lines, values, archive, gzip, zstd, csv, scalars, page,
    differential

  static let chosen: FuzzTarget = {
    guard let name = unsafe getenv("FUZZ_TARGET"),
      let target = unsafe FuzzTarget(rawValue: String(cString: name))
    else { fatalError("FUZZ_TARGET is no target") }
    return target
  }()

  func run(_ bytes: [UInt8]) {
    switch self {
    case .bson: walkBSON(bytes)
    case .framer: readStream(bytes, BSONFramer(maximumSize: 4096), .bson)
    case .json: walkJSON(bytes)
    case .shell: walkJSON(Array("{a:".utf8) + bytes)
    case .lines: readStream(bytes, LineFramer(maximumSize: 512), .jsonLines)
    case .values: readStream(bytes, JSONValueFramer(maximumSize: 512), .jsonValues)
    case .csv: readStream(bytes, CSVFramer(maximumSize: 512), .csv)
    case .archive: readInput([0x6D, 0xE2, 0x99, 0x81] + bytes)
    case .gzip: readInput([0x1F, 0x8B, 8] + bytes)
    case .zstd: readInput([0x28, 0xB5, 0x2F, 0xFD] + bytes)
    case .scalars: readScalars(bytes)
    case .page: readPage(bytes)
    case .differential: compare(bytes)
    }
  }
}

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOne(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  FuzzTarget.chosen.run(unsafe Array(UnsafeBufferPointer(start: start, count: count)))
  return 0
}

/// A source of the bytes in portions whose sizes follow from the bytes.
final class FuzzSource: ByteSource {
  private let bytes: [UInt8]
  private var place = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  func read(into buffer: inout MutableRawSpan) throws(DumpError) -> Int {
    guard place < bytes.count else { return 0 }
    let portion = 1 + Int(bytes[place]) * 7
    let count = min(portion, buffer.byteCount, bytes.count - place)
    for i in 0..<count {
      unsafe buffer.storeBytes(of: bytes[place + i], toByteOffset: i, as: UInt8.self)
    }
    place += count
    return count
  }

  var progress: SourceProgress { SourceProgress(consumed: place, size: nil) }
}

let selection: FieldSelection = {
  var selection = FieldSelection()
  for path in ["user_id", "points", "a.b", "a.0", "x"] { _ = selection.insert(path, unique: true) }
  return selection
}()

func check(_ condition: Bool, _ message: String) {
  if !condition { fatalError(message) }
}

/// Looks at all that a walker has kept.
func touch(_ values: borrowing FieldValues, _ bytes: RawSpan) {
  for slot in 0..<5 {
    guard let value = values[slot] else { continue }
    _ = TransactionTime.milliseconds(value, in: bytes, scratch: values.scratch)
    var rounded = false
    _ = Points(value, in: bytes, scratch: values.scratch, rounded: &rounded)
    switch value.type {
    case .string, .symbol, .code, .objectID, .binary, .decimal128:
      _ = value.bytes(in: bytes, scratch: values.scratch).text
    default: break
    }
  }
}

func walkBSON(_ bytes: [UInt8]) {
  guard bytes.count >= 5 else { return }
  let padded = bytes + [UInt8](repeating: 0, count: Chunk.padding)
  var walker = BSONWalker(selection)
  var values = FieldValues(for: selection)
  let range = 0..<bytes.count
  do throws(MalformedDocument) {
    try walker.walk(padded.rawBytes, range, into: &values)
    touch(values, padded.rawBytes)
    check(BSONOutline(padded.rawBytes, from: 0, to: bytes.count) != .cut, "a valid document is cut")
  } catch {
    check(error.offset >= 0 && error.offset <= bytes.count, "a finding without a place")
    let next = walker.resumption(after: error, in: padded.rawBytes, range)
    check(next > 0 && next <= bytes.count, "no way forward")
    _ = error.description
  }
}

func walkJSON(_ bytes: [UInt8]) {
  let padded = bytes + [UInt8](repeating: 0, count: Chunk.padding)
  var walker = JSONWalker(selection)
  var values = FieldValues(for: selection)
  var place = 0
  var range = 0..<0
  while true {
    let before = place
    do throws(MalformedDocument) {
      guard try walker.next(padded.rawBytes, &place, end: bytes.count, into: &values, range: &range)
      else { return }
      touch(values, padded.rawBytes)
      check(place > before, "no way forward")
    } catch {
      check(
        error.offset >= 0 && range.lowerBound + error.offset <= bytes.count,
        "a finding without a place")
      place = JSONWalker.resumption(
        padded.rawBytes, from: range.lowerBound, end: bytes.count, encoding: .jsonLines)
      check(place > before, "no way forward after a finding")
    }
    values.clearScratch()
  }
}

/// Reads a stream to its end: every byte is in a chunk or in a gap.
func readStream(_ bytes: [UInt8], _ framer: any Framer, _ encoding: DocumentEncoding) {
  var reader = ChunkReader(
    FuzzSource(bytes), framer: framer, encoding: encoding, input: 0, head: [],
    header: encoding == .csv
      ? CSVHeader(
        Array("user_id,points\n".utf8 + [UInt8](repeating: 0, count: 64)).rawBytes, from: 0,
        count: 15) : nil)
  decode(&reader, count: bytes.count)
}

func decode(_ reader: inout ChunkReader, count: Int?) {
  var chunk = Chunk(capacity: 4096)
  var query = Query()
  query.from = 0
  var decoder = TransactionDecoder(query, rejectLimit: 4)
  var end: Int?
  do {
    while try reader.next(into: &chunk) {
      if let end { check(chunk.offset == end, "a hole") }
      end = chunk.offset + chunk.count + (chunk.gap?.count ?? 0)
      if let gap = chunk.gap {
        decoder.refuse(gap, at: chunk.offset)
        continue
      }
      decoder.begin(chunk)
      var cursor = ChunkCursor(chunk)
      var record = TransactionRecord()
      while decoder.next(&cursor, in: chunk.bytes, into: &record) {}
      decoder.clearScratch()
      decoder.rejects.removeAll()
    }
  } catch { return }
  if let count { check((end ?? 0) == count, "bytes are not accounted for") }
}

/// Reads a file of any kind.
func readInput(_ bytes: [UInt8]) {
  var options = InputOptions()
  options.namespace = bytes.count & 1 == 0 ? nil : "a.b"
  guard
    let input = try? OpenInput(FuzzSource(bytes), path: "x", namespace: nil, options: options)
  else { return }
  var reader = ChunkReader(
    input.source, framer: input.framer, encoding: input.encoding, input: 0, head: input.head,
    offset: input.offset, header: input.header)
  decode(&reader, count: nil)
}

/// Dates, numbers, decimals, zones, in all the places where text becomes one.
func readScalars(_ bytes: [UInt8]) {
  let padded = bytes + [UInt8](repeating: 0, count: Chunk.padding)
  let text = String(decoding: bytes, as: UTF8.self)
  _ = Decimal128(bytes.rawBytes)?.description
  _ = DateBound.self
  _ = MatchValue(text)
  var rounded = false
  var scratch: [UInt8] = []
  if !bytes.isEmpty, let end = try? padded.rawBytes.jsonNumber(0), end <= bytes.count,
    let raw = JSONNumber.value(padded.rawBytes, 0..<end, into: &scratch)
  {
    _ = Points(raw, in: padded.rawBytes, scratch: scratch.rawBytes, rounded: &rounded)
  }
  if bytes.count >= 16 {
    let low = padded.rawBytes.load(0, as: UInt64.self)
    let high = padded.rawBytes.load(8, as: UInt64.self)
    _ = Points(
      RawValue(.double, bits: low), in: padded.rawBytes, scratch: scratch.rawBytes,
      rounded: &rounded)
    _ = Points(
      RawValue(.decimal128, at: 0..<16), in: padded.rawBytes, scratch: scratch.rawBytes,
      rounded: &rounded)
    _ = ISO8601.text(milliseconds: Int64(bitPattern: high))
    _ = Decimal128(low: low, high: high).description
  }
  let value = RawValue(.string, at: 0..<bytes.count)
  _ = TransactionTime.milliseconds(value, in: padded.rawBytes, scratch: scratch.rawBytes)
}

/// A page of a spill file that something else has written to.
func readPage(_ bytes: [UInt8]) {
  check(!SpillPageFormat.isIntact(bytes.rawBytes), "a page that nobody sealed is intact")
}
