/// Tells comma-separated text, and tables that are separated by something else.
enum CSVDetection {
  /// Whether text looks like a table: a line of two or more names, and one of the lines after
  /// it, if there are any, with as many cells.
  static func isTable(_ head: [UInt8], isWhole: Bool) -> Bool {
    let padded = head + [UInt8](repeating: 0, count: Chunk.padding)
    let bytes = padded.rawBytes
    let start = ColumnNames.start(in: head)
    guard head[start...].contains(0x0A) || isWhole,
      let header = ColumnNames(bytes, from: start, count: head.count), header.names.count > 1,
      header.names.allSatisfy(isName)
    else { return false }
    var i = start + header.size
    for _ in 0..<10 where i < head.count {
      guard let row = ColumnNames(bytes, from: i, count: head.count) else {
        i = (bytes.first(0x0A, in: i..<head.count) ?? head.count) + 1
        continue
      }
      if row.names.count == header.names.count { return true }
      i += row.size
    }
    return start + header.size >= head.count
  }

  /// Whether a cell may be the name of a field: printable, not empty, no blanks around it.
  private static func isName(_ name: String) -> Bool {
    guard let first = name.utf8.first, let last = name.utf8.last else { return false }
    return first > 0x20 && last > 0x20
      && name.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F && $0 != 0x7B && $0 != 0x22 }
  }

  /// What separates the cells of a table that has no commas; nil when it is none.
  static func foreignSeparator(_ head: [UInt8]) -> String? {
    let line = head.prefix { $0 != 0x0A }
    guard line.count > 2, line.allSatisfy({ $0 >= 0x20 && $0 < 0x7F || $0 == 0x09 || $0 == 0x0D })
    else { return nil }
    if line.contains(0x09) { return "tabs" }
    return line.filter { $0 == UInt8(ascii: ";") }.count > 1 ? "semicolons" : nil
  }
}
