import DumpReader

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The files of a folder in which an engine wrote partial totals: `part-00000`, `part-00001.gz`, ….
enum PartFolder {
  /// The files in a folder, in the order of their names, but for hidden ones and marks such as
  /// `_SUCCESS`; a path that is no folder as it is.
  static func files(of path: String) throws -> [String] {
    guard PlatformPath.status(of: path)?.isDirectory == true else { return [path] }
    let names = try FileManager.default.contentsOfDirectory(atPath: path)
      .filter { !$0.hasPrefix(".") && !$0.hasPrefix("_") }.sorted()
    return names.map { "\(path)/\($0)" }
  }
}
