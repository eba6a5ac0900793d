/// What a file is found to hold by its beginning, without reading on.
package struct RecognizedContent {
  /// The format and the compression, such as `bson+gzip`.
  package let format: String
  /// How the documents are written; nil where there is nothing at all.
  package let encoding: DocumentEncoding?
  /// The names of the columns, of comma-separated text.
  package let columns: [String]
  /// The first bytes of the decoded stream, behind the names of the columns; none of an archive.
  package let head: [UInt8]

  /// Opens a file and looks at its first 256 KiB.
  ///
  /// - Throws: ``DumpError`` when it cannot be read or is no dump.
  package init(of path: String) throws(DumpError) {
    let input = try OpenedInput(path, options: InputOptions())
    format = input.record.format
    encoding = input.record.isEmpty ? nil : input.encoding
    columns = input.columns?.names ?? []
    head = input.head
  }
}
