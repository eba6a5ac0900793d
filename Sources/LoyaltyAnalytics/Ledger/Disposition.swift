/// Why a document was left out; the first reason that applies.
public enum Exclusion: String, Sendable, CaseIterable {
  /// The store is not one that was asked for.
  case store
  /// The status does not count.
  case status
  /// The time is outside of the range, or there is none.
  case time
  /// A condition does not hold.
  case `where`
  /// The type is not known.
  case type
}

/// Why a document could not be used; the first reason that applies.
public enum Rejection: String, Sendable, CaseIterable {
  /// The bytes are not a well-formed document.
  case malformed
  /// A time that the question needs cannot be read.
  case time
  /// The group key is of a type that cannot be one.
  case user
  /// The points are missing, no number, or out of range.
  case points
}
