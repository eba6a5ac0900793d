/// What is strange about the times of the documents.
package struct TimeFindings: Sendable, Equatable {
  /// Times that are there and could not be read, where somebody looked.
  package var unreadable = 0
  /// The formats that read all of those as times from 1991 to 2100.
  package var formatsOfUnreadable: [String] = []
  /// Times before 1990 or after 2100, if most documents have such a one; else 0.
  package var unlikely = 0
  /// The formats that make times from 1991 to 2100 of all of those.
  package var formatsOfUnlikely: [String] = []

  /// Nothing strange.
  package init() {}

  init(_ doubts: TimeDoubts, _ counts: DocumentCounts) {
    unreadable = doubts.unreadable
    formatsOfUnreadable = doubts.formatsOfUnreadable.map(\.text)
    guard doubts.unlikely * 2 > counts.counted + counts.excluded.total + counts.rejected.total
    else { return }
    unlikely = doubts.unlikely
    formatsOfUnlikely = doubts.unitsOfUnlikely.map(\.text)
  }
}
