import DumpReader

/// What separates the cells of a table, by its name or as it is.
struct Delimiter {
  let byte: UInt8

  private static let known: KeyValuePairs = [
    "comma": UInt8(ascii: ","), "semicolon": UInt8(ascii: ";"), "tab": UInt8(ascii: "\t"),
    "bar": UInt8(ascii: "|"),
  ]
  static let names = known.map(\.key)

  /// What an option takes, for messages.
  static let takes =
    "takes comma, semicolon, tab, bar, or one character that no name or number is made of"

  /// The name of a delimiter; the character itself where it has none.
  static func name(of byte: UInt8) -> String {
    known.first { $0.value == byte }?.key ?? String(Character(Unicode.Scalar(byte)))
  }

  /// Reads a name, one character, or `\\t`; nil when it is none that could separate cells.
  init?(_ text: String) {
    let alias = text == "\\t" ? "tab" : text == "pipe" ? "bar" : text
    if let named = Self.known.first(where: { $0.key == alias }) {
      byte = named.value
      return
    }
    let bytes = Array(text.utf8)
    guard bytes.count == 1, TableSyntax.isDelimiter(bytes[0]) else { return nil }
    byte = bytes[0]
  }
}
