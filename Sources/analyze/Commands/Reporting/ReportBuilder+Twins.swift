import DumpReader
import LoyaltyAnalytics

extension ReportBuilder {
  /// That a file and its compressed twin are both among the inputs, so that what is in them counts
  /// twice.
  ///
  /// Twins are called alike but for `.gz` or `.zst`, in one directory; or in two, when they hold as
  /// many bytes of the same format. The first pair is named, the others are counted.
  var twins: [String] {
    var known: [String: InputOutcome] = [:]
    var first: (InputOutcome, InputOutcome)?
    var count = 0
    for input in answer.inputs where input.path != "-" && !input.isEmpty {
      let path = Self.uncompressedName(input.path)
      let name = path.split(separator: "/").last.map(String.init) ?? path
      let format = input.format.prefix { $0 != "+" }
      // No path has a slash at its end.
      let content = "\(name)/\(format)/\(input.bytes)/"
      if let twin = known[path] ?? known[content], twin.path != input.path,
        twin.format != input.format
      {
        count += 1
        first = first ?? (twin, input)
      }
      known[path] = input
      known[content] = input
    }
    guard let (one, other) = first else { return [] }
    let more =
      switch count {
      case 1: ""
      case 2: ", and so does one more pair"
      default: ", and so do \((count - 1).grouped) more pairs"
      }
    return [
      "\(one.displayName) and \(other.displayName) look like one file and its compressed twin\(more): "
        + "what is in both \(analysis.query.dedupes ? "is read" : "counts") twice; leave one of them out"
    ]
  }

  /// A path without the extension of a compression.
  private static func uncompressedName(_ path: String) -> String {
    for suffix in [".gz", ".zst"] where path.hasSuffix(suffix) {
      return String(path.dropLast(suffix.count))
    }
    return path
  }
}
