extension SampleFile {
  /// JSON and CSV with one kind of damage each.
  public static let damagedJSON = [
    lines("bad-lines.jsonl") { lines in
      lines[3] = lines[3].replacing(#","points":"#, with: #" "points":"#)
      lines[9] = lines[9].replacing(#""award""#, with: "award")
      lines[12] = String(lines[12].dropLast())
      lines[20] += " and then some"
      lines[25] = lines[25].replacing(#""points":"#, with: #""points":0"#)
    },
    lines("cut-line.jsonl") { lines in
      lines[39] = String(lines[39].prefix(120))
    },
    lines("text-between.jsonl") { lines in
      // What happens when the messages of mongoexport go to the same file.
      lines.insert("2024-05-17T09:30:00.000+0000\tconnected to: mongodb://localhost/", at: 0)
      lines.append("2024-05-17T09:30:01.000+0000\texported 40 records")
    },
    lines("duplicate-field.jsonl") { lines in
      lines[12] = String(lines[12].dropLast()) + #","points":100}"#
    },
    lines("bad-escape.jsonl") { lines in
      lines[3] = lines[3].replacing(#""is_test""#, with: #""is_\qtest""#)
      lines[12] = lines[12].replacing(#""is_test""#, with: #""is_\ud83dtest""#)
      lines[20] = lines[20].replacing(#""is_test""#, with: "\"is_\ttest\"")
    },
    lines("bad-wrappers.jsonl") { lines in
      lines[3] = lines[3].replacing(
        #""user_id":""#, with: #""user_id":{"$oid":"none"},"was":""#)
      lines[12] = lines[12].replacing(#"{"$date":""#, with: #"{"$date":"never "#)
    },
    SampleFile("damaged/bad-utf8.jsonl") {
      var bytes = shortRecipe.bytes(as: .jsonl)
      let pattern = Array("award".utf8)
      let place = bytes.indices.dropLast(5).first {
        $0 > 9000 && bytes[$0..<$0 + 5].elementsEqual(pattern)
      }
      if let place { bytes[place] = 0xFF }
      return bytes
    },
    SampleFile("damaged/cut-array.json") {
      shortRecipe.bytes(as: .jsonl, layout: [.array, .pretty]).dropLast(500)
    },
    SampleFile("damaged/columns.csv") {
      var lines = textLines(of: .csv)
      lines[5] += ",one more"
      lines[9] = lines[9].replacing(",false,", with: ",")
      lines[12] = lines[12].replacing(",ORD-", with: ",OR\"D-")
      return joined(lines)
    },
  ]

  private static func lines(
    _ name: String, _ damage: @escaping @Sendable (inout [String]) -> Void
  ) -> SampleFile {
    SampleFile("damaged/\(name)") {
      var lines = textLines(of: .jsonl)
      damage(&lines)
      return joined(lines)
    }
  }

  private static func textLines(of form: SampleForm) -> [String] {
    String(decoding: shortRecipe.bytes(as: form), as: UTF8.self)
      .split(separator: "\n").map(String.init)
  }

  private static func joined(_ lines: [String]) -> [UInt8] {
    Array((lines.joined(separator: "\n") + "\n").utf8)
  }
}
