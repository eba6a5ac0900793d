/// A file that may be cut into ranges: what has to be known of it to do so.
///
/// Looks at the size of a file and at its beginning, and at nothing else of it.
package struct SplittableFile: Sendable {
  /// The file, as it was named or found in a directory.
  package let path: String
  /// The collection, where the place of the file tells it.
  package let namespace: String?
  /// Its size in bytes, and when it was modified last, in nanoseconds since 1970.
  package let size: Int
  package let modified: Int64
  /// What it is, such as `bson` or `jsonl+gzip`.
  package let format: String
  /// Whether it can be cut.
  package let isCuttable: Bool

  /// Looks at all files that paths name.
  ///
  /// - Throws: ``DumpError`` for what is no regular file, cannot be read, or is no dump.
  package static func files(
    named paths: [String], options: InputOptions
  ) throws(DumpError) -> [SplittableFile] {
    var files: [SplittableFile] = []
    for file in try ResolvedInput.files(named: paths, options: options) {
      files.append(try SplittableFile(file, options))
    }
    return files
  }

  private init(_ file: ResolvedInput, _ options: InputOptions) throws(DumpError) {
    guard file.path != "-", let status = PlatformPath.status(of: file.path), status.isRegular else {
      throw DumpError(.notOnDisk, path: file.path)
    }
    path = file.path
    namespace = file.namespace
    size = status.size
    modified = status.modified
    let input = try OpenedInput(file.path, namespace: file.namespace, options: options)
    format = input.record.format
    isCuttable = RangedInput.isCuttable(input)
  }

  /// The ranges that the file is cut into: one, where it cannot be cut.
  package func rangeCount(ofSize rangeSize: Int) -> Int {
    guard isCuttable, size > rangeSize else { return 1 }
    return size / rangeSize + (size.isMultiple(of: rangeSize) ? 0 : 1)
  }

  /// One of these ranges.
  package func range(_ index: Int, ofSize rangeSize: Int) -> InputRange {
    let count = rangeCount(ofSize: rangeSize)
    let offset = count == 1 ? 0 : index * rangeSize
    return InputRange(
      path: path, namespace: namespace, offset: offset,
      length: count == 1 ? size : min(rangeSize, size - offset), size: size, modified: modified)
  }
}
