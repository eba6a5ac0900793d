import DumpReader

extension FormOptions {
  /// The options that hold for a proposed command as well, as words.
  var words: [String] {
    var words: [String] = []
    if let format = inputFormat { words += ["--input-format", format.rawValue] }
    if let namespace { words += ["--namespace", namespace] }
    if let invalidUTF8 { words += ["--invalid-utf8", invalidUTF8.rawValue] }
    return words
  }
}
