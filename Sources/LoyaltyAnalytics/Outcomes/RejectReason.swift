/// Why a document could not be used; the first reason that applies.
#if hasAttribute(nonexhaustive)
@nonexhaustive
#endif
public enum RejectReason: String, Sendable, CaseIterable {
  /// The bytes are not a well-formed document.
  case malformed
  /// A time that the question needs cannot be read.
  case time
  /// The group key is of a type that cannot be one.
  case user
  /// The points are missing, no number, or out of range.
  case points
}
