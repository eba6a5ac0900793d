/// What a document may be, in any format: MongoDB's own limits.
public enum DocumentLimits {
  /// What the server accepts: 16 MiB for users, 16 KiB more for itself (BSONObjMaxInternalSize).
  public static let maximumSize = 16 << 20 + 16 << 10
  /// The deepest nesting of documents, the outermost included.
  public static let maximumDepth = 100
}
