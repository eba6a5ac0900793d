/// Spreads JSON over lines, with tabs, as `mongoexport --pretty` does (Go's `json.Indent`).
enum IndentedJSON {
  /// Appends one compact document, indented.
  static func write(_ compact: borrowing RawSpan, to out: inout OutputBytes) {
    var depth = 0
    var quote: UInt8?
    var i = 0
    while i < compact.byteCount {
      let byte = compact.byte(i)
      i += 1
      if let open = quote {
        out.append(byte)
        if byte == UInt8(ascii: "\\"), i < compact.byteCount {
          out.append(compact.byte(i))
          i += 1
        } else if byte == open {
          quote = nil
        }
        continue
      }
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "'"):
        quote = byte
        out.append(byte)
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        out.append(byte)
        // An empty one stays on its line.
        if i < compact.byteCount, compact.byte(i) == byte + 2 { continue }
        depth += 1
        breakLine(depth, &out)
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        if compact.byte(i - 2) != byte - 2 {
          depth -= 1
          breakLine(depth, &out)
        }
        out.append(byte)
      case UInt8(ascii: ","):
        out.append(byte)
        // The arguments of a shell constructor stay on their line.
        if i < compact.byteCount, compact.byte(i) == UInt8(ascii: " ") { continue }
        breakLine(depth, &out)
      case UInt8(ascii: ":"): out.append(": ")
      default: out.append(byte)
      }
    }
  }

  private static func breakLine(_ depth: Int, _ out: inout OutputBytes) {
    out.append(UInt8(ascii: "\n"))
    for _ in 0..<max(depth, 0) { out.append(UInt8(ascii: "\t")) }
  }
}
