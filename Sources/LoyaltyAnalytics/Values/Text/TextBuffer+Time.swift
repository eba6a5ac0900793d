internal import DumpReader

extension TextBuffer {
  /// Appends a time, such as `2014-04-11T21:55:32.590Z`; nothing for nil.
  package mutating func append(time milliseconds: Int64?) {
    guard let milliseconds else { return }
    append(ISO8601.text(milliseconds: milliseconds))
  }

  /// Appends a time as a JSON string, nil as null.
  package mutating func append(jsonTime milliseconds: Int64?) {
    guard milliseconds != nil else { return append("null") }
    append(byte: 0x22)
    append(time: milliseconds)
    append(byte: 0x22)
  }

  /// Appends the date of a time, such as `2014-04-11`.
  package mutating func append(date milliseconds: Int64) {
    let text = ISO8601.text(milliseconds: milliseconds)
    bytes.append(contentsOf: text.utf8.prefix { $0 != 0x54 })
  }
}
