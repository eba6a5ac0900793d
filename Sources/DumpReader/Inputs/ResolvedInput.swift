internal import SystemPackage

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Darwin)
internal import Darwin
#endif

/// A file to read, found before it is opened: as named, or in a dump directory.
package struct ResolvedInput {
  /// The file; `-` is standard input.
  package let path: String
  /// The collection, where the place of the file tells it.
  let namespace: String?
  /// The size of a regular file in bytes, nil for pipes and devices.
  let size: Int?

  /// Looks at what a path names; of a dump directory, takes the collection that is wanted.
  ///
  /// - Throws: ``DumpError`` when there is nothing, or a directory without a choice.
  package init(_ named: String, options: InputOptions) throws(DumpError) {
    if named == "-" {
      path = named
      namespace = nil
      var status = stat()
      let isFile = unsafe fstat(STDIN_FILENO, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
      size = isFile ? Int(status.st_size) : nil
      return
    }
    if let directory = try DumpDirectory(named) {
      let collection = try directory.collection(named: options.namespace)
      path = collection.path
      namespace = collection.namespace.name
    } else {
      path = named
      namespace = nil
    }
    var status = stat()
    guard unsafe stat(path, &status) == 0 else {
      throw DumpError(.io, path: path, "cannot be opened: \(Errno(rawValue: errno))")
    }
    size = status.st_mode & S_IFMT == S_IFREG ? Int(status.st_size) : nil
  }
}
