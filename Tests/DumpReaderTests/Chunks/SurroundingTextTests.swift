import Testing

@testable import DumpReader

/// Log lines, prompts, comments and prefixes are passed over and told; what only looks like one stays
/// what it is.
@Suite struct SurroundingTextTests {
  private static func isRecognized(_ line: String) -> Bool {
    let bytes = Array(line.utf8) + [UInt8](repeating: 0, count: Chunk.padding)
    return SurroundingText.isRecognized(bytes.rawBytes, 0..<line.utf8.count)
  }

  @Test(
    "Lines of tools, shells and logs are recognised",
    arguments: [
      "", "  \r", "connected to: 127.0.0.1", "exported 4 records", "exported 1 record",
      "2024-03-01T12:00:00.123+0000\tconnected to: mongodb://localhost/",
      "2024-03-01T12:00:00.123+0000\t[###.....]  shop.transactions  100/400  (25.0%)",
      "2024-03-01 12:00:00,123 INFO export done", "[2024-03-01T12:00:00Z] started",
      "Fri Apr 11 21:55:32.590 [tools] dump done", "MongoDB shell version v4.4.6",
      "connecting to: mongodb://127.0.0.1:27017/shop",
      #"Implicit session: session { "id" : UUID("73ffd264-44b3-4c69-90e8-e7d1dfc035d4") }"#,
      "Current Mongosh Log ID:\t65e000000000000000000001", "Using Mongosh:\t\t2.1.1",
      "switched to db shop", #"Type "it" for more"#, "bye", "---", "------",
      "/* 1 */", "// a comment", "# a comment", "-- a comment", "<!-- a comment -->", ">", "> it",
      "shop> exit", "rs0:PRIMARY> db.t.find({ a: 1 })", "rs0 [direct: primary] shop> use shop",
      "... })", "$ mongoexport -d shop", "ada@shop:~/dumps$ mongosh shop", "[ada@shop ~]# mongo",
      #"C:\Users\ada> mongosh"#, "WARNING: shell and server versions do not match", "INFO done",
      "Defaulted container \"mongo\" out of: mongo, agent", "dumped 4 documents",
    ])
  func recognized(line: String) { #expect(Self.isRecognized(line)) }

  @Test(
    "What might be data, or is nothing known, is not",
    arguments: [
      "garbage", "a > b", "x", "12", "true", "[1, 2]", "u1,award,5", "user_id,points",
      #"{"a":1}"#, #"shop> {"a":1}"#, "shop> [", #"2024-03-01T12:00:00Z {"a":1}"#,
      "2024-03-01T12:00:00Z,u1,5", "2024-03-01", "info,warn", "byeline", "\"points\": 5,", "],",
      "exported things", "/* open", "uncaught exception: Error", "Warning,5",
    ])
  func others(line: String) { #expect(!Self.isRecognized(line)) }

  private static let rows = [#"{"a":1}"#, #"{"a":2}"#, #"{"a":3}"#]

  /// The same three documents with something around them.
  static let layouts: [(text: String, passed: Int)] = [
    ("connected to: x\n{\"a\":1}\n{\"a\":2}\nexported 3 records\n{\"a\":3}\nbye\n", 39),
    ("> db.t.find()\n{\"a\":1}\n{\"a\":2}\n{\"a\":3}\nType \"it\" for more\n> ", 35),
    ("shop> [\n {\n \"a\":1},\n {\n \"a\":2}\n]\nshop> [\n {\n \"a\":3}\n]\nshop> ", 18),
    ("/* 1 */\n{\n\"a\":1}\n\n/* 2 */\n{\n\"a\":2}\n\n/* 3\n more */\n{\n\"a\":3}\n", 28),
    ("---\nany text\n---\n{\"a\":1}\n{\"a\":2}\n{\"a\":3}\n", 17),
    (
      "2024-01-01T00:00:00.5Z {\"a\":1}\n2024-01-01T00:00:01Z {\"a\":2}\n"
        + "2024-01-01T00:00:02Z stopped\n2024-01-01T00:00:02.25Z {\"a\":3}\n", 97
    ),
    ("u1\t{\"a\":1}\nada@example.com\t{\"a\":2}\nu7\tnull\nnull\t{\"a\":3}\n", 32),
    ("app_1  | {\"a\":1}\napp_1  | up\napp_1  | {\"a\":2}\napp_2  | {\"a\":3}\n", 39),
    ("{\"a\":1}\n,{\"a\":2}\n,{\"a\":3}\n", 0), ("{\"a\":1},\n{\"a\":2},\n{\"a\":3}\n", 0),
    ("{\"a\":1}\n\u{FEFF}{\"a\":2}\r\n\r\n{\"a\":3}", 0),
    ("\u{1E}{\"a\":1}\n\u{1E}{\"a\":2}\n\u{1E}{\"a\":3}\n", 0),
    ("\u{1E}{\n\"a\":1}\n\u{1E}{\n\"a\":2}\n\u{1E}{\n\"a\":3}\n", 0),
    ("{\n\"a\":1},\n{\n\"a\":2},\n\u{FEFF}{\n\"a\":3}\n", 0),
  ]

  @Test("They are passed over for any size of reads", arguments: layouts.indices)
  func passedOver(index: Int) throws {
    let (text, passed) = Self.layouts[index]
    for readSize in [1, 2, 3, 7, 64, Int.max] {
      let reading = try StreamReading(Array(text.utf8), readSize: readSize)
      let documents = reading.texts.map { $0.filter { !$0.isWhitespace } }
      #expect(documents == Self.rows, "\(text)")
      #expect(reading.items.count == 3, "\(text)")
      #expect(reading.record.passed.count == passed, "\(text)")
      #expect((reading.record.passed.first == nil) == (passed == 0))
    }
  }

  @Test("Zero bytes between lines are skipped, no document, and the line behind them counts")
  func zeros() throws {
    let zeros = String(repeating: "\0", count: 700)
    for text in [
      "{\"a\":1}\n\(zeros){\"a\":2}\n{\"a\":3}\n", "{\"a\":1}\n{\"a\":2}\n{\"a\":3}\n\(zeros)",
      "[{\n\"a\":1},\n\(zeros){\"a\":2},{\"a\":3}]",
    ] {
      for readSize in [1, 5, Int.max] {
        // The third is beyond the longest record as well.
        for maximum in [100, 1 << 20] {
          let reading = try StreamReading(
            Array(text.utf8), readSize: readSize,
            options: InputOptions(maximumRecordSize: maximum))
          #expect(reading.items.count == 3, "\(text.prefix(10)) \(readSize) \(maximum)")
          #expect(reading.texts.map { $0.filter { !$0.isWhitespace } } == Self.rows)
          #expect(reading.record.bytesSkipped == 700)
        }
      }
    }
  }

  @Test(
    "Garbage between documents stays malformed",
    arguments: [
      "{\"a\":1}\ngarbage\n{\"a\":2}\n", "{\"a\":1}\nx {\"b\":1}\n{\"a\":2}\n",
      "{\"a\":1}\n,,{\"b\":3}\n{\"a\":2}\n", "{\"a\":1} garbage\n{\"a\":2}\n",
      "{\"a\":1}\n2024-01-01T00:00:00Z {\"b\":1}\n{\"a\":2}\n", "{\"a\":1}\n12\n{\"a\":2}\n",
    ])
  func garbage(text: String) throws {
    for readSize in [1, 3, Int.max] {
      let reading = try StreamReading(Array(text.utf8), readSize: readSize)
      #expect(reading.texts == ["{\"a\":1}", "{\"a\":2}"], "\(text)")
      #expect(reading.items.count == 3, "\(text)")
    }
  }

  @Test(
    "A prefix is learnt only where all lines have it",
    arguments: [
      "x {\"a\":1}\n{\"a\":2}\n", "x: {\"a\":1}\nx=y: {\"a\":2}\n", "garbage {\"a\":1}\n",
      "Document{\"a\":1}\nDocument{\"a\":2}\n", "1,{\"a\":1}\n2,{\"a\":2}\n",
    ])
  func noPrefix(text: String) {
    #expect(LinePrefix(Array(text.utf8).rawBytes, isWhole: true) == nil)
  }

  @Test("Documents that fit on a line and others over several are read alike")
  func mixedLayouts() throws {
    for text in [
      "{ a: 1 }\n{\n  a: 2\n}\n{ a: 3 }\n",
      "{\"a\":1}\n{\n\t\"a\":2\n}\n{\"a\":3}\n",
    ] {
      let reading = try StreamReading(Array(text.utf8))
      #expect(reading.record.format == "json")
      #expect(reading.documents.count == 3 && reading.items.count == 3, "\(text)")
    }
  }
}
