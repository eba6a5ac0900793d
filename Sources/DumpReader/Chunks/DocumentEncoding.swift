/// How documents are written within a chunk.
#if hasAttribute(nonexhaustive)
@nonexhaustive
#endif
public enum DocumentEncoding: Sendable {
  /// BSON documents back to back.
  case bson
  /// JSON documents on lines; a document that is no good costs the rest of its line.
  case jsonLines
  /// JSON documents, the separators of an array between them.
  case jsonValues
  /// The values of a JSON object, each behind its name.
  case jsonMembers
  /// Rows of a table, whose cells commas separate, or what its header tells.
  case csv
}
