import TestSupport
import Testing

@testable import DumpReader

@Suite struct JSONValueFramerTests {
  private func read(
    _ text: String, readSize: Int = .max, maximum: Int = InputOptions.defaultMaximumRecordSize
  ) throws -> StreamReading {
    try StreamReading(
      Array(text.utf8), readSize: readSize,
      options: InputOptions(forcedFormat: .json, maximumRecordSize: maximum))
  }

  private static let documents = [
    "{\"a\":1}", "{}", "{\"s\":\"}],[{\\\"\\\\\"}", "{ 'q' : 'it\\'s \"' }",
    "{\"n\":{\"x\":[1,[2,{\"y\":[]}]]}}", "{\"long\":\"\(String(repeating: "x}[", count: 50))\"}",
    "{\"d\":ISODate(\"2014-01-01T00:00:00Z\")}", "{\"u\":\"Zürich \\u00e9\"}",
  ]

  /// The layouts that mongoexport and people write.
  private static let layouts: [String] = {
    let indented = documents.map { $0.replacing("{\"", with: "{\n\t\"") }
    return [
      "[\(documents.joined(separator: ","))]",
      "[\n\(documents.joined(separator: ",\n"))\n]\n",
      "[\(documents.joined(separator: " , "))]\r\n[\(documents[0])]",
      documents.joined(separator: "\n"), documents.joined(),
      documents.joined(separator: "\r\n\n"),
      "\u{FEFF}[\(documents.joined(separator: "\n,"))]",
      "[\(indented.joined(separator: ",\n"))]\n",
      // A comma at the end of a line, or at the start of one, before the end.
      "[\n\(documents.joined(separator: ",\n")),\n]\n",
      "[\(documents.joined(separator: ",")) , \r\n\t]",
      "[\n\(documents.joined(separator: "\n,"))\n,\n]",
      "[\n\(documents.joined(separator: ",\n")),\n]\n[\n]\n",
    ]
  }()

  @Test(arguments: [1, 2, 3, 7, 16, 31, Int.max])
  func everyLayoutGivesTheSameDocuments(readSize: Int) throws {
    for layout in Self.layouts {
      let reading = try read(layout, readSize: readSize)
      #expect(reading.skips.isEmpty, "\(layout)")
      #expect(reading.items.count == reading.documents.count)
      let documents = reading.texts.map { $0.replacing("{\n\t\"", with: "{\"") }
      #expect(Array(documents.prefix(8)) == Self.documents, "\(layout)")
    }
  }

  @Test func emptyArraysHoldNothing() throws {
    for text in ["[]", "[ \n ]\n", "[][]", " "] { #expect(try read(text).items.isEmpty) }
  }

  @Test(arguments: [1, 5, Int.max])
  func everyTruncationKeepsWhatIsBefore(readSize: Int) throws {
    let text = Self.layouts[1]
    for count in 1..<text.utf8.count - 2 {
      let reading = try read(
        String(decoding: text.utf8.prefix(count), as: UTF8.self), readSize: readSize)
      #expect(Self.documents.starts(with: reading.texts), "cut at \(count)")
      #expect(!reading.skips.isEmpty, "cut at \(count)")
    }
  }

  @Test(arguments: [
    // A missing comma, one too many, and things that are no documents.
    ("[{\"a\":1} {\"a\":2}]", 2, 1), ("[{\"a\":1},,{\"a\":2}]", 2, 1), ("[{\"a\":1},]", 1, 1),
    ("[{\"a\":1},\n,]", 1, 1), ("[{\"a\":1},,\n]", 1, 1), ("[{\"a\":1},\n", 1, 1),
    ("[1,{\"a\":1},\"{\\\"a\\\":1}, [\",{\"a\":2}]", 2, 2), ("[[{\"a\":1}],{\"a\":2}]", 1, 1),
    ("{\"a\":1}]\n{\"a\":2}", 2, 1), ("nonsense\n{\"a\":1}", 1, 1), ("[{\"a\":1}", 1, 1),
    ("[{\"a\":1},null,true]", 1, 2), ("{\"a\":1},{\"a\":2}", 2, 1),
    // Brackets and quotes that do not match: on at the next line.
    ("[{\"a\":[1},\n{\"a\":2},\n{\"a\":3}]", 2, 1), ("[{\"a\":\"1},\n{\"a\":2}\n]", 1, 1),
    ("[{\"a\":1\n,{\"a\":2}\n,{\"a\":3}\n]", 2, 1), ("[\n{\"a\":1\n{\"a\":2},\n{\"a\":3}\n]", 2, 1),
    ("[{\"a\":\"b\"c\"},\n{\"a\":2}\n]", 1, 1), ("[{\"a\":\\},\n{\"a\":2}]", 1, 1),
    ("[\n{\"a\":1},\n{\"a\":2\n]\n", 1, 1),
  ])
  func damageIsToldAndPassedOver(text: String, documents: Int, skips: Int) throws {
    for readSize in [1, 4, Int.max] {
      let reading = try read(text, readSize: readSize)
      #expect(reading.documents.count == documents, "\(text): \(reading.items)")
      #expect(reading.skips.count == skips, "\(text): \(reading.items)")
    }
  }

  @Test func damageOnOneLineCostsTheDocument() throws {
    let documents = (0..<40).map { "{\"_id\":\($0),\"s\":\"a\",\"l\":[{\"x\":1},{\"x\":2}]}" }
    let text = "[\(documents.joined(separator: ","))]"
    let all = Set(documents)
    for place in documents[0].utf8.count..<text.utf8.count - documents[0].utf8.count {
      for byte in ["x", "\"", "{", "}", "[", "]", "\\"].map({ Array($0.utf8)[0] }) {
        var bytes = Array(text.utf8)
        bytes[place] = byte
        let reading = try read(String(decoding: bytes, as: UTF8.self), readSize: 50)
        let good = reading.texts.filter { all.contains($0) }
        #expect(good.count >= 38, "\(byte) at \(place): \(reading.items.count)")
        #expect(reading.texts.count <= 40)
        #expect(
          good.count == 40 || reading.texts.count > good.count || reading.items.count > good.count)
      }
    }
  }

  @Test func nothingInsideOfACutDocumentIsOne() throws {
    let text = "[{\"_id\":1},{\"_id\":2,\"l\":[{\"_id\":3},{\"_id\":4},{\"_id\":5}]},{\"_id\":6}]"
    for count in 12..<text.utf8.count {
      let reading = try read(String(decoding: text.utf8.prefix(count), as: UTF8.self), readSize: 9)
      #expect(reading.texts.allSatisfy { !["{\"_id\":4}", "{\"_id\":5}"].contains($0) })
    }
  }

  @Test func badContentCostsOneDocument() throws {
    let reading = try read("[{\"a\":1},{\"a\":tru},{\"a\":01},{\"a\":2}]")
    #expect(reading.texts == ["{\"a\":1}", "{\"a\":2}"])
    #expect(reading.items.count == 4)
  }

  @Test(arguments: [1, 100, Int.max])
  func aLongDocumentIsDropped(readSize: Int) throws {
    let long = "{\"a\":\"" + String(repeating: "x]", count: 5_000) + "\",\"b\":[{},\"\\\"}\"]}"
    let text = "[{\"a\":1},\(long),{\"a\":2}]"
    let reading = try read(text, readSize: readSize, maximum: 1000)
    #expect(reading.texts == ["{\"a\":1}", "{\"a\":2}"])
    #expect(reading.skips == [.skipped(.tooLong, long.utf8.count)])
  }

  @Test(arguments: [1, 7, 64, Int.max])
  func theWayBackFromALongDocumentIsFoundInAnyPortions(readSize: Int) throws {
    let long = "{\"a\":{\"b\":\"\(String(repeating: "x", count: 200))\"}"
    let reading = try read("[{\"a\":1},\(long),{\"a\":2}]", readSize: readSize, maximum: 100)
    #expect(reading.texts == ["{\"a\":1}", "{\"a\":2}"])
  }

  @Test func anArrayOnOneLineIsNotHeldWhole() throws {
    // 64 MiB of documents on a line; the chunks stay small.
    let document = Array("{\"user_id\":\"u1\",\"points\":12.5,\"tags\":[\"a\",\"b\"]},".utf8)
    let portion = Array(repeatElement(document, count: 1000).joined())
    let source = RepeatingSource(
      head: Array("[".utf8), portion: portion, times: (64 << 20) / portion.count,
      tail: Array("{}]".utf8))
    let input = try OpenedInput(source, path: "x", namespace: nil, options: InputOptions())
    var reader = ChunkReader(
      input.source, framer: input.framer, encoding: input.encoding, input: 0, head: input.head)
    var chunk = Chunk(capacity: ChunkReader.usualChunkSize)
    var decoded = 0
    while try reader.next(into: &chunk) {
      #expect(chunk.capacity <= 2 * ChunkReader.usualChunkSize)
      #expect(chunk.skipped == nil)
      decoded += chunk.count
    }
    #expect(decoded == source.size)
  }

  @Test(.timeLimit(.minutes(5))) func blanksInSmallPortionsAreLookedAtOnce() throws {
    let bytes = Array("[".utf8) + [UInt8](repeating: 0x20, count: 4 << 20) + Array("{} ]".utf8)
    let padded = bytes + [UInt8](repeating: 0, count: 64)
    var brackets = JSONStructureScanner()
    var place = 0
    for count in stride(from: 16, to: bytes.count, by: 16) {
      let scan = brackets.scan(padded.rawBytes, &place, count: count, atEnd: false)
      #expect(scan == .open)
    }
    #expect(brackets.scan(padded.rawBytes, &place, count: bytes.count, atEnd: true) == .closed)
  }

  @Test func hostileNestingIsLinear() throws {
    // Each line opens an object that never closes; each of them could be the next start. Four times
    // as many take four times as long, not sixteen times.
    func time(_ lines: Int) throws -> Duration {
      let text = String(repeating: "{\"a\":[\n", count: lines)
      return try (0..<3).map { _ in
        try ContinuousClock().measure { _ = try read(text) }
      }.min() ?? .zero
    }
    let ratio = try time(40_000) / time(10_000)
    #expect(ratio < 10)
  }
}

/// A long stream out of a short one.
private final class RepeatingSource: ByteSource {
  private let head: [UInt8], portion: [UInt8], tail: [UInt8]
  private let times: Int
  private var round = -1
  private var rest: ArraySlice<UInt8>
  let size: Int

  init(head: [UInt8], portion: [UInt8], times: Int, tail: [UInt8]) {
    self.head = head
    self.portion = portion
    self.times = times
    self.tail = tail
    rest = head[...]
    size = head.count + times * portion.count + tail.count
  }

  func read(into buffer: inout MutableRawSpan) throws(DumpError) -> Int {
    while rest.isEmpty, round <= times {
      round += 1
      rest = round < times ? portion[...] : round == times ? tail[...] : []
    }
    let count = min(rest.count, buffer.byteCount)
    unsafe buffer.withUnsafeMutableBytes { target in
      unsafe rest.withUnsafeBytes { source in
        unsafe target.copyMemory(from: UnsafeRawBufferPointer(rebasing: source[0..<count]))
      }
    }
    rest = rest.dropFirst(count)
    return count
  }

  var progress: SourceProgress { SourceProgress(consumed: 0, size: nil) }
}
