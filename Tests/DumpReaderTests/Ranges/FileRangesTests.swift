import Foundation
import TestSupport
import Testing

@testable import DumpReader

@Suite("Ranges of files that several workers read")
struct FileRangesTests {
  /// What a file was read as: documents and gaps, and what was noted of it.
  private struct Reading: Equatable {
    var items: [Item] = []
    var record: InputOutcome?
    /// Ranges that were proven, of which so many had been guessed right.
    var proven = 0
    var guessed = 0

    static func == (a: Reading, b: Reading) -> Bool {
      a.items == b.items && a.record == b.record
    }
  }

  private struct Item: Equatable {
    var start: Int
    var bytes: [UInt8]
    var skipped: SkippedBytes?
    var lineFeeds: Int
  }

  private func add(_ chunk: borrowing Chunk, to items: inout [Item]) {
    if let skipped = chunk.skipped {
      items.append(
        Item(
          start: chunk.offset, bytes: [], skipped: skipped,
          lineFeeds: chunk.lineFeedsBefore + chunk.skippedLineFeeds))
      return
    }
    var i = 0
    while i < chunk.count {
      let end = chunk.documentEnd(at: i)
      items.append(
        Item(
          start: chunk.offset + i, bytes: chunk.bytes.extracting(i..<end).copied(), skipped: nil,
          lineFeeds: i == 0 ? chunk.lineFeedsBefore : 0))
      i = end
    }
  }

  private func options(_ format: InputFormat?) -> InputOptions {
    var options = InputOptions(forcedFormat: format)
    options.chunkSize = 512
    return options
  }

  /// Reads a file with one reader.
  private func whole(_ file: TemporaryFile, _ options: InputOptions) throws -> Reading {
    var reading = Reading()
    var reader = InputReader(paths: [file.path], options: options)
    var chunk = Chunk(capacity: 512)
    while try reader.next(into: &chunk) { add(chunk, to: &reading.items) }
    reading.record = reader.records.last
    return reading
  }

  /// Reads a file in ranges, each of which guesses where it begins, on one thread.
  private func inRanges(
    _ file: TemporaryFile, size: Int, _ options: InputOptions
  ) throws -> Reading {
    var options = options
    options.rangeSize = size
    var reading = Reading()
    var reader = InputReader(paths: [file.path], options: options)
    var chunk = Chunk(capacity: 512)
    while try reader.next(into: &chunk) {
      let ranges = reader.ranges(behind: &chunk)
      add(chunk, to: &reading.items)
      guard let ranges else { continue }
      var due = ranges.start
      var sequence = chunk.sequence + 1
      for index in 0..<ranges.count {
        var borders = ranges.frame(index, from: nil, into: &chunk)
        // A range in which nothing starts.
        if due >= ranges.end(of: index) { continue }
        if borders?.first == due {
          reading.guessed += 1
        } else {
          borders = ranges.frame(index, from: due, into: &chunk)
        }
        guard let borders else { break }
        #expect(borders.first == due)
        #expect(borders.last == chunk.offset + chunk.count)
        reading.proven += 1
        add(chunk, to: &reading.items)
        due = borders.last
        sequence += 1
      }
      try reader.resume(ranges, at: due, sequence: sequence)
    }
    reading.record = reader.records.last
    return reading
  }

  private func document(_ number: Int, pad: Int = 0) -> [UInt8] {
    BSONBytes.document([
      .int32("_id", Int32(number)), .string("text", String(repeating: "x", count: pad)),
    ])
  }

  @Test("Sound BSON: every guess is right", arguments: 1...70)
  func soundBSON(size: Int) throws {
    let file = try TemporaryFile((0..<40).flatMap { document($0, pad: $0 % 5 * 3) })
    let ranges = try inRanges(file, size: size, options(nil))
    #expect(try ranges == whole(file, options(nil)))
    #expect(ranges.proven >= min(20, 900 / size))
    // The first one need not guess.
    #expect(ranges.guessed == ranges.proven)
  }

  @Test(
    "Lines, with marks, blank ones, carriage returns, without a last line feed", arguments: 1...40)
  func lines(size: Int) throws {
    for text in [
      "{\"a\":1}\n{\"a\":2}\n", "{\"a\":1}\r\n\r\n\n{\"a\":22222222222222}\n{\"a\":3}",
      "\u{FEFF}{\"a\":1}\n{\"a\":2}\n", "{\"a\":1}", "\n\n{\"a\":1}\n{\"b\":2}\n\n",
      String(repeating: "{\"a\":1}\n", count: 100),
    ] {
      let file = try TemporaryFile(Array(text.utf8))
      let ranges = try inRanges(file, size: size, options(.jsonl))
      #expect(try ranges == whole(file, options(.jsonl)), "\(text)")
      if text.utf8.count > 500 { #expect(ranges.guessed >= 300 / max(8, size)) }
    }
  }

  @Test("Lines that are too long, and holes", arguments: [1, 5, 16, 64, 100, 1000])
  func longLines(size: Int) throws {
    var options = options(.jsonl)
    options.maximumRecordSize = 20
    let short = "{\"a\":1}\n"
    for long in [
      "{\"a\":\"12345678901234567890\"}\n", String(repeating: " ", count: 1300) + "\n",
      String(repeating: "\0", count: 700), "{\"a\":\"345678901\"}\n",
      // Right at the limit.
      "{\"a\":\"345678901234\"}\n", "{\"a\":\"3456789012345\"}\n",
    ] {
      let text = String(repeating: short, count: 30) + long + String(repeating: short, count: 30)
      let file = try TemporaryFile(Array(text.utf8))
      #expect(try inRanges(file, size: size, options) == whole(file, options), "\(long)")
    }
  }

  @Test("A length that lies, at any distance from what brings it to light", arguments: 1...10)
  func lyingLength(distance: Int) throws {
    let all = (0..<40).map { document($0, pad: 7) }
    let starts = all.reduce(into: [0]) { $0.append(($0.last ?? 0) + $1.count) }
    let victim = 12
    var lying = all.flatMap { $0 }
    let length = starts[victim + distance] - starts[victim]
    for i in 0..<4 { lying[starts[victim] + i] = UInt8(truncatingIfNeeded: length >> (8 * i)) }
    for after in [1, 4, 7, 8, 9] where victim + distance + after < 39 {
      var bytes = lying
      for i in 0..<4 { bytes[starts[victim + distance + after] + i] = 0xEE }
      let file = try TemporaryFile(bytes)
      let expected = try whole(file, options(.bson))
      for size in [1, starts[1], starts[victim], starts[victim] + 1, starts[victim + 1] + 3, 61] {
        let ranges = try inRanges(file, size: size, options(.bson))
        #expect(ranges == expected, "distance \(distance), damage \(after) behind, size \(size)")
      }
    }
  }

  /// A document with bytes as a value.
  private func holding(_ bytes: [UInt8], _ number: Int) -> [UInt8] {
    let front = document(number)
    var body = Array(front[4..<front.count - 1])
    body += [0x05] + Array("raw".utf8) + [0]
    body += CompressedBytes.littleEndian(Int32(bytes.count)) + [0]
    body += bytes + [0]
    return CompressedBytes.littleEndian(Int32(body.count + 4)) + body
  }

  @Test("Documents within a value are no guess that counts")
  func nested() throws {
    // The value of each is three documents that begin alike, as those of the file do.
    let inner = (0..<3).flatMap { document($0) }
    let all = (0..<30).map { number in
      holding(inner, number)
    }
    let file = try TemporaryFile(all.flatMap { $0 })
    let expected = try whole(file, options(.bson))
    var wrong = 0
    for size in [1, 40, 70, 130, 200, 333] {
      let ranges = try inRanges(file, size: size, options(.bson))
      #expect(ranges == expected, "size \(size)")
      wrong += ranges.proven - ranges.guessed
    }
    #expect(wrong > 10)
  }

  @Test("Documents that are larger than ranges, and than what the framer holds back")
  func large() throws {
    var all = (0..<50).map { document($0, pad: 300) }
    all[20] = document(20, pad: 70 << 10)
    all[30] = document(30, pad: 200 << 10)
    for isDamaged in [false, true] {
      // Within a text.
      if isDamaged { all[30][1000] = 0xFF }
      let file = try TemporaryFile(all.flatMap { $0 })
      let expected = try whole(file, options(.bson))
      for size in [1000, 30_000] {
        let ranges = try inRanges(file, size: size, options(.bson))
        #expect(ranges == expected, "size \(size)")
        #expect(ranges.proven > 0)
      }
    }
  }

  @Test("A file that has become shorter is no end of it")
  func shorter() throws {
    let bytes = Array(repeating: Array("{\"a\":1}\n".utf8), count: 1000).flatMap { $0 }
    let file = try TemporaryFile(bytes)
    var options = options(.jsonl)
    options.rangeSize = 100
    var reader = InputReader(paths: [file.path], options: options)
    var chunk = Chunk(capacity: 512)
    let isThere = try reader.next(into: &chunk)
    #expect(isThere)
    let found = reader.ranges(behind: &chunk)
    let ranges = try #require(found)
    let handle = try #require(FileHandle(forWritingAtPath: file.path))
    try handle.truncate(atOffset: 4000)
    try handle.close()
    let gone = ranges.frame(60, from: ranges.start + 6000, into: &chunk)
    #expect(gone == nil)
    let there = ranges.frame(3, from: nil, into: &chunk)
    #expect(there != nil)
    try reader.resume(ranges, at: 8 * 600, sequence: 9)
    var error: DumpError?
    do {
      _ = try reader.next(into: &chunk)
    } catch let thrown {
      error = thrown
    }
    #expect(error.map { $0.reason.contains("shorter") } == true)
  }
}
