internal import DumpReader

/// The question that partial totals answer: all that decides what counts, by name.
///
/// The program fills it in, and makes a question of it again where totals are merged; here it is only
/// compared.
package struct PartialQuestion: Sendable, Equatable {
  /// A part of the question.
  package struct Entry: Sendable, Equatable {
    package var name: String
    package var value: String

    package init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// The parts, always in the same order.
  package var entries: [Entry]
  /// Names of parts that say where the question came from, and do not decide what counts.
  package var origins: [Entry]
  /// The version of the program.
  package var version: String

  package init(_ entries: [Entry], origins: [Entry], version: String) {
    self.entries = entries
    self.origins = origins
    self.version = version
  }

  /// The value of a part; nil where it is not there.
  package subscript(name: String) -> String? {
    (entries + origins).first { $0.name == name }?.value
  }

  /// A digest of all that decides what counts.
  package func digest(_ hash: RowHash) -> String {
    var bytes = Array("analyze partial totals 1\n\(version)\n".utf8)
    for entry in entries {
      bytes += Array("\(entry.name.utf8.count) \(entry.name) \(entry.value.utf8.count) ".utf8)
      bytes += Array(entry.value.utf8)
    }
    return hash(bytes).text
  }
}

/// What is known of a split besides its rows: the `end` line.
struct SplitEnd: Sendable {
  /// The split; nil for raw data, which have no place.
  var split: SplitLine?
  /// Where its records start and end; nil where none starts in it.
  var borders: RangeBorders?
  /// What became of the documents, by reason and value.
  var tally = DocumentTally()
  /// What became of the input: one, but for archives that follow one another.
  var inputs: [InputOutcome] = []
  /// Line feeds in it.
  var lineFeeds = 0
  /// The first rejects of each reason, numbered within the split, and whose input they are of.
  var rejects: [(input: Int, reject: LocatedReject)] = []
  /// How many rows there are, and their digest.
  var rows = 0
  var digest = RowDigest()
  /// What was asked.
  var question: PartialQuestion
  var questionDigest: String
}
