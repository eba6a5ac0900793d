internal import SystemPackage

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Darwin)
internal import Darwin
#endif

/// A file to read, found before it is opened: as named, or in a directory.
package struct ResolvedInput {
  /// The file; `-` is standard input.
  package let path: String
  /// The collection, where the place of the file tells it.
  let namespace: String?
  /// The size of a regular file in bytes, nil for pipes and devices.
  let size: Int?
  /// What the file is told from all others by; nil for devices.
  let identity: Identity?

  struct Identity: Hashable {
    var device: UInt64
    var number: UInt64
  }

  private init(path: String, namespace: String? = nil) throws(DumpError) {
    self.path = path
    self.namespace = namespace
    let isStream = path == "-"
    guard let status = isStream ? PlatformPath.standardInput : PlatformPath.status(of: path) else {
      guard isStream else { throw DumpError(.cannotOpen(errno: errno), path: path) }
      size = nil
      identity = nil
      return
    }
    size = status.isRegular ? status.size : nil
    // A pipe can be read once; of a device anything may come at any time.
    identity =
      status.isRegular || isStream
      ? Identity(device: status.device, number: status.number) : nil
  }

  /// Looks at what a path names: a file, or a directory with a dump or exports in it.
  ///
  /// - Throws: ``DumpError`` when there is nothing, or a directory without a choice.
  package static func files(
    named path: String, options: InputOptions
  ) throws(DumpError) -> [ResolvedInput] {
    guard path != "-", let directory = try DumpDirectory(path) else {
      return [try ResolvedInput(path: path)]
    }
    if let collection = try directory.collection(named: options.namespace) {
      if options.namespace == nil { try ExportDirectory.check(beside: collection.path, options) }
      return [try ResolvedInput(path: collection.path, namespace: collection.namespace?.name)]
    }
    var files: [ResolvedInput] = []
    for file in try ExportDirectory(path).files(options) {
      files.append(try ResolvedInput(path: file))
    }
    return files
  }

  /// Looks at what all paths name.
  ///
  /// - Throws: ``DumpError`` when a file is named twice, or when they are pieces of one file.
  package static func files(
    named paths: [String], options: InputOptions
  ) throws(DumpError) -> [ResolvedInput] {
    var files: [ResolvedInput] = []
    for path in paths { files += try self.files(named: path, options: options) }
    var known: [Identity: String] = [:]
    for file in files {
      guard let identity = file.identity else { continue }
      if let first = known.updateValue(file.path, forKey: identity) {
        throw DumpError(.sameInput(first == file.path ? "" : first), path: file.path)
      }
    }
    try PiecesOfFile.check(files.map(\.path), options)
    return files
  }
}
