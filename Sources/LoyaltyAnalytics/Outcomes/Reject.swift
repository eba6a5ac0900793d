public import DumpReader

/// A refused document: why, and where it stands. It never holds the document's content.
public struct Reject: Sendable, Equatable {
  /// The reason as it is counted.
  public package(set) var reason: RejectReason
  /// What exactly was found, for malformed documents.
  public package(set) var finding: MalformedDocument?
  /// What stood in the field, for documents that are well-formed.
  package var value: UnusableValue?
  /// Whether it is about what tells documents apart, rather than about the group key.
  package var isOfID = false
  /// The name of the field that it is about, where it is known.
  public package(set) var field: String?
  /// Whether the question names this field. A name that it does not may be anything that stands in
  /// the document; it goes into no file, and into no message where persons are hidden.
  package var fieldIsAskedFor = true
  /// Which document of the chunk it is, from 0.
  public package(set) var index: Int
  /// Where the document starts in the decoded stream of its input.
  public package(set) var offset: Int
  /// How many lines end between the chunk before and the start of the document; nil where there are
  /// none.
  var line: Int?
  /// Bytes that were passed over with it.
  public package(set) var bytesSkipped: Int

  /// The field as far as the question names it.
  package var fieldAskedFor: String? { fieldIsAskedFor ? field : nil }
}

/// A refused document with its place in its input.
public struct LocatedReject: Sendable {
  /// The input, as far as it had been read when its chunk was done.
  public package(set) var input: InputOutcome
  /// Which document of the input, from 1.
  public package(set) var document: Int
  /// Which line of the input it starts on, from 1; nil where there are none.
  public package(set) var line: Int?
  /// Why and where.
  public package(set) var reject: Reject
}
