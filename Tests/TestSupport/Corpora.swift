public import Foundation

/// Test material of other projects, in the folder that `ANALYZE_CORPORA` names; docs/contributing.md
/// says where each of it comes from.
public enum Corpora {
  /// The folder of a corpus; nil where it is not there, and then the tests that use it are skipped.
  public static func folder(_ corpus: String) -> URL? {
    guard let path = ProcessInfo.processInfo.environment["ANALYZE_CORPORA"], !path.isEmpty else {
      return nil
    }
    let folder = URL(filePath: path).appending(path: corpus)
    return FileManager.default.fileExists(atPath: folder.path()) ? folder : nil
  }

  /// The files of a corpus whose names end in a suffix, in the order of their names.
  public static func files(
    _ corpus: String, _ suffix: String = ".json"
  ) -> [(name: String, content: [UInt8])] {
    guard let folder = folder(corpus) else { return [] }
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path())) ?? []
    return names.filter { $0.hasSuffix(suffix) }.sorted().compactMap { name in
      (try? Data(contentsOf: folder.appending(path: name))).map { (name, Array($0)) }
    }
  }
}
