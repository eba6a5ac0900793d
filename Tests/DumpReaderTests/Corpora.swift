import Foundation

/// Test material of others, which stands beside the project in some working copies.
enum Corpora {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../../shared/corpora").standardizedFileURL

  /// The files of one corpus by name; empty when it is not there, and then the tests that use it
  /// are skipped.
  static func files(_ corpus: String) -> [(name: String, content: [UInt8])] {
    let folder = folder.appending(path: corpus)
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path())) ?? []
    return names.filter { $0.hasSuffix(".json") }.sorted().compactMap { name in
      (try? Data(contentsOf: folder.appending(path: name))).map { (name, Array($0)) }
    }
  }
}
