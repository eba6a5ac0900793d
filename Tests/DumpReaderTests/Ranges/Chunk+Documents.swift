@testable import DumpReader

extension Chunk {
  /// Where the document at an offset ends: by its length, or behind its line feed.
  func documentEnd(at i: Int) -> Int {
    encoding == .bson
      ? i + Int(bytes.load(i, as: Int32.self))
      : (bytes.firstLineFeed(in: i..<count) ?? count - 1) + 1
  }
}
