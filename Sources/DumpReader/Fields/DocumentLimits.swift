/// What a document may be, in any format: MongoDB's own limits.
package enum DocumentLimits {
  /// What the server accepts: 16 MiB for users, 16 KiB more for itself (BSONObjMaxInternalSize).
  package static let maximumSize = 16 << 20 + 16 << 10
  /// The deepest nesting of documents, the outermost included.
  package static let maximumDepth = 100
}
