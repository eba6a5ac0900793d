import Testing

@testable import DumpReader

/// Text that is not valid Unicode: rejected, or taken as its bytes.
@Suite struct InvalidTextTests {
  /// The fields `x` and `y` of all documents of a text, and what was found in between.
  private func read(
    _ text: [UInt8], accepts: Bool, format: InputFormat = .jsonl
  ) -> (documents: [[FieldReading?]], findings: [MalformedDocument], accepted: Int) {
    var selection = FieldSelection()
    for path in ["x", "y"] { _ = selection.insert(path, unique: true) }
    var values = FieldValues(for: selection)
    var walker = JSONWalker(selection, encoding: format == .jsonl ? .jsonLines : .jsonValues)
    walker.endsAtLineFeed = format == .jsonl
    walker.text.acceptsInvalidUTF8 = accepts
    let padded = text + [UInt8](repeating: 0, count: Chunk.padding)
    var documents: [[FieldReading?]] = []
    var findings: [MalformedDocument] = []
    var offset = 0
    var range = 0..<0
    while true {
      do throws(MalformedDocument) {
        guard
          try walker.next(
            padded.rawBytes, &offset, end: text.count, into: &values, range: &range)
        else { break }
        documents.append(FieldReading.all(of: values, count: 2, in: padded.rawBytes))
      } catch {
        findings.append(error)
        offset = walker.resumption(padded.rawBytes, from: range.lowerBound, end: text.count)
      }
    }
    return (documents, findings, walker.invalidTextCount)
  }

  private static let euro = Array("€".utf8)
  private static let mark: [UInt8] = [0xF4, 0x8F, 0xBF, 0xBE]

  /// The text of `x`, as it is written, and its bytes.
  static let texts: [(written: [UInt8], bytes: [UInt8])] = [
    ([0xFF], [0xFF]), ([0x61, 0xE9, 0x62], [0x61, 0xE9, 0x62]),
    (Array(#"\ud83d"#.utf8), [0xED, 0xA0, 0xBD]),
    (Array(#"\ude00 z"#.utf8), [0xED, 0xB8, 0x80, 0x20, 0x7A]),
    (Array(#"\ud83d\ud83d\ude00"#.utf8), [0xED, 0xA0, 0xBD] + Array("😀".utf8)),
    ([0xC0, 0x80], [0xC0, 0x80]), ([0xED, 0xA0, 0xBD], [0xED, 0xA0, 0xBD]),
    (euro + [0xE2, 0x82], euro + [0xE2, 0x82]), (mark + [0xFF] + mark, mark + [0xFF] + mark),
    (mark + Array("FF".utf8) + [0x80], mark + Array("FF".utf8) + [0x80]),
    (Array(#"\""#.utf8) + [0xFE] + Array(#"\n"#.utf8), [0x22, 0xFE, 0x0A]),
  ]

  @Test(
    "Accepted, a text is its bytes, and the rest of the document is read", arguments: texts.indices)
  func accepted(index: Int) {
    let (written, bytes) = Self.texts[index]
    for (front, back) in [
      (#"{"x":""#, #"","y":5}"#), (#"{ "z":{"a":["]"]}, "x" : ""#, #"" ,"y":5 }"#),
    ] {
      let document = Array(front.utf8) + written + Array(back.utf8)
      for (text, format) in [
        (document + Array("\n{\"x\":\"a\",\"y\":6}\n".utf8), InputFormat.jsonl),
        (Array("[".utf8) + document + Array(",\n{\"x\":\"a\",\"y\":6}]".utf8), .json),
      ] {
        let accepted = read(text, accepts: true, format: format)
        #expect(accepted.findings == [], "\(written)")
        #expect(
          accepted.documents == [
            [FieldReading(.string, bytes: bytes), .int32(5)], [.string("a"), .int32(6)],
          ])
        #expect(accepted.accepted == 1)
        let rejected = read(text, accepts: false, format: format)
        #expect(rejected.documents == [[.string("a"), .int32(6)]])
        #expect(rejected.findings.map(\.isInvalidTextOnly) == [true])
      }
    }
  }

  @Test(
    "Where something else is wrong as well, the document stays malformed, and is not told to be fine"
  )
  func otherFaults() {
    for fault in [#","y":tru}"#, #","y":1"#, #","x":"b"}"#, #","y":"\q"}"#] {
      let text = Array(#"{"x":""#.utf8) + [0xFF] + Array("\"\(fault)\n".utf8)
      for accepts in [false, true] {
        let reading = read(text, accepts: accepts)
        #expect(reading.documents.isEmpty)
        #expect(reading.findings.map(\.isInvalidTextOnly) == [false], "\(fault)")
      }
    }
  }

  @Test("Shell notation with such text is read as well")
  func shell() {
    let text = Array("{ x: '".utf8) + [0xFF] + Array("', y: NumberLong(7) }\n".utf8)
    let reading = read(text, accepts: true)
    #expect(reading.documents == [[FieldReading(.string, bytes: [0xFF]), .int64(7)]])
  }

  @Test("BSON: the first thing wrong is told, and told apart from what is wrong alone")
  func bson() throws {
    // {x: "\xFF", y: true}, and the same with a boolean that is none.
    func document(_ flag: UInt8, name: UInt8 = 0x78) -> [UInt8] {
      let fields: [UInt8] = [2, name, 0, 2, 0, 0, 0, 0xFF, 0, 8, 0x79, 0, flag]
      return [UInt8(fields.count + 5), 0, 0, 0] + fields + [0]
    }
    var selection = FieldSelection()
    _ = selection.insert("x", unique: false)
    var values = FieldValues(for: selection)
    var walker = BSONWalker(selection)
    func finding(_ document: [UInt8], accepts: Bool) -> MalformedDocument? {
      walker.acceptsInvalidUTF8 = accepts
      let padded = document + [UInt8](repeating: 0, count: Chunk.padding)
      do throws(MalformedDocument) {
        try walker.walk(padded.rawBytes, 0..<document.count, into: &values)
        return nil
      } catch {
        return error
      }
    }
    // Twice, so that names are known.
    for _ in 0..<2 {
      #expect(finding(document(1), accepts: false)?.isInvalidTextOnly == true)
      #expect(finding(document(1), accepts: true) == nil)
      #expect(finding(document(2), accepts: true)?.isInvalidTextOnly == false)
      #expect(finding(document(2), accepts: false)?.code == .invalidUTF8)
      #expect(finding(document(1, name: 0xFE), accepts: true) == nil)
      #expect(finding(document(1, name: 0xFE), accepts: false)?.isInvalidTextOnly == true)
    }
    #expect(walker.invalidTextCount == 4)
  }
}
