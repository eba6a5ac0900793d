import TestSupport
import Testing

@testable import DumpReader

@Suite("Ranges of files")
struct RangeTests {
  /// What a reader hands out: documents and gaps, by where they start and end.
  private struct Item: Equatable {
    var start: Int
    var end: Int
    var isGap: Bool
  }

  private func options(_ format: InputFormat?) -> InputOptions {
    var options = InputOptions(forcedFormat: format)
    options.chunkSize = 512
    return options
  }

  /// The items of a reader, chunks joined, and what is known of the input.
  private func read(
    _ reader: consuming InputReader
  ) throws -> (items: [Item], record: InputOutcome?) {
    var items: [Item] = []
    var chunk = Chunk(capacity: 512)
    while try reader.next(into: &chunk) {
      if let skipped = chunk.skipped {
        items.append(Item(start: chunk.offset, end: chunk.offset + skipped.count, isGap: true))
        continue
      }
      var i = 0
      while i < chunk.count {
        let end = chunk.documentEnd(at: i)
        items.append(Item(start: chunk.offset + i, end: chunk.offset + end, isGap: false))
        i = end
      }
    }
    return (items, reader.records.last)
  }

  /// Reads a file range by range, each from the border that is due where its own does not fit.
  private func readByRanges(
    _ file: TemporaryFile, size: Int, _ format: InputFormat?
  ) throws -> (items: [Item], again: Int) {
    let status = try #require(PlatformPath.status(of: file.path))
    var items: [Item] = []
    var due: Int?
    var again = 0
    for offset in stride(from: 0, to: max(status.size, 1), by: size) {
      var range = InputRange(
        path: file.path, offset: offset, length: min(size, status.size - offset),
        size: status.size, modified: status.modified)
      var (found, record) = try read(InputReader(range, options: options(format)))
      if let due {
        let fits = record?.borders.map { $0.first == due } ?? (due >= range.end)
        if !fits {
          range.first = due
          (found, record) = try read(InputReader(range, options: options(format)))
          again += 1
        }
        if let borders = record?.borders {
          #expect(borders.first == due)
        } else {
          #expect(due >= range.end)
        }
      }
      if let borders = record?.borders { due = borders.last }
      items += found
    }
    #expect(due == status.size)
    return (items, again)
  }

  private func document(_ number: Int, pad: Int = 0) -> [UInt8] {
    BSONBytes.document([
      .int32("_id", Int32(number)), .string("text", String(repeating: "x", count: pad)),
    ])
  }

  @Test("Sound BSON: every document once, and no range has to be read again", arguments: 1...70)
  func soundBSON(size: Int) throws {
    let bytes = (0..<24).flatMap { document($0, pad: $0 % 5 * 3) }
    let file = try TemporaryFile(bytes)
    let whole = try read(InputReader(paths: [file.path], options: options(nil))).items
    let (items, again) = try readByRanges(file, size: size, nil)
    #expect(items == whole)
    // The last document but one has only one behind it.
    #expect(again == 0)
  }

  @Test(
    "Lines: every line once, with marks, blank lines, carriage returns and without a last line feed",
    arguments: 1...40)
  func lines(size: Int) throws {
    for text in [
      "{\"a\":1}\n{\"a\":2}\n", "{\"a\":1}\r\n\r\n\n{\"a\":22222222222222}\n{\"a\":3}",
      "\u{FEFF}{\"a\":1}\n{\"a\":2}\n", "{\"a\":1}", "\n\n{\"a\":1}\n{\"b\":2}\n\n",
    ] {
      let file = try TemporaryFile(Array(text.utf8))
      let whole = try read(InputReader(paths: [file.path], options: options(.jsonl))).items
      let (items, again) = try readByRanges(file, size: size, .jsonl)
      #expect(items == whole, "\(text)")
      #expect(again == 0)
    }
  }

  @Test(
    "A length that lies is found out behind a cut as it is in the whole file", arguments: 1...10)
  func lyingLength(distance: Int) throws {
    let all = (0..<40).map { document($0, pad: 7) }
    let starts = all.reduce(into: [0]) { $0.append(($0.last ?? 0) + $1.count) }
    var bytes = all.flatMap { $0 }
    let victim = 12
    let length = starts[victim + distance] - starts[victim]
    for i in 0..<4 { bytes[starts[victim] + i] = UInt8(truncatingIfNeeded: length >> (8 * i)) }
    // Some documents behind it the next damage, which brings it to light if it is near enough.
    for after in [1, 4, 7, 8, 9] where victim + distance + after < 39 {
      var bytes = bytes
      for i in 0..<4 { bytes[starts[victim + distance + after] + i] = 0xEE }
      let file = try TemporaryFile(bytes)
      let whole = try read(InputReader(paths: [file.path], options: options(.bson))).items
      for size in [
        starts[victim], starts[victim] + 1, starts[victim + 1], starts[victim + 1] + 3, 61,
      ] {
        let (items, _) = try readByRanges(file, size: size, .bson)
        #expect(items == whole, "distance \(distance), damage \(after) behind, size \(size)")
      }
    }
  }

  @Test("A file that has changed is no longer the one that was cut")
  func changed() throws {
    let file = try TemporaryFile(document(1))
    let status = try #require(PlatformPath.status(of: file.path))
    var range = InputRange(
      path: file.path, offset: 0, length: status.size, size: status.size,
      modified: status.modified + 1)
    #expect(throws: DumpError.self) { try read(InputReader(range, options: InputOptions())) }
    range.modified = status.modified
    range.size += 1
    #expect(throws: DumpError.self) { try read(InputReader(range, options: InputOptions())) }
  }
}
