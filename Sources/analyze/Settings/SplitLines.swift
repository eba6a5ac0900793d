import DumpReader
import LoyaltyAnalytics
import SystemPackage

/// Reads the file of `--splits`.
enum SplitLines {
  /// A line of a plan has a path and numbers.
  private static let longestLine = 64 << 10

  /// The splits of a file, or of standard input for `-`; blank lines are passed over.
  ///
  /// - Throws: ``PartialError`` that names the line, `DumpError` for a file that cannot be read.
  static func read(_ path: String) throws -> [SplitLine] {
    let source =
      try path == "-"
      ? FileSource(descriptor: .standardInput, path: path) : FileSource(path: path)
    var lines: [SplitLine] = []
    var number = 0
    var rest: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    func take(_ line: [UInt8]) throws {
      number += 1
      guard line.contains(where: { $0 > 0x20 }) else { return }
      let (split, fault) = SplitLine.read(line)
      guard let split else {
        let name = path == "-" ? "standard input" : PlatformPath.shown(path)
        throw PartialError("\(name): line \(number) is no split: \(fault)")
      }
      lines.append(split)
    }
    while true {
      var span = buffer.mutableSpan
      var bytes = unsafe span.mutableBytes
      let count = try source.read(into: &bytes)
      guard count > 0 else { break }
      var start = 0
      while let feed = buffer[start..<count].firstIndex(of: 0x0A) {
        try take(rest + buffer[start..<feed])
        rest = []
        start = feed + 1
      }
      rest += buffer[start..<count]
      guard rest.count <= longestLine else { try take([0x21]); break }
    }
    if !rest.isEmpty { try take(rest) }
    return lines
  }
}
