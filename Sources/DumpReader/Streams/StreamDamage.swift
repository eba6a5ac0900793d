/// Damage of a container: what was decoded before it still counts, and the totals are incomplete.
public struct StreamDamage: Sendable, Equatable {
  /// A sentence without a full stop, such as "the gzip stream ends in the middle of a member".
  public package(set) var reason: String
  /// Where, in bytes of the encoded stream.
  public package(set) var offset: Int
  /// Whether all bytes are there, but a checksum does not match them.
  public package(set) var isUnverified: Bool

  /// Creates a damage report.
  package init(_ reason: String, at offset: Int, isUnverified: Bool = false) {
    self.reason = reason
    self.offset = offset
    self.isUnverified = isUnverified
  }
}

extension StreamDamage? {
  /// Remembers what was found first, but for checksums, which say least.
  mutating func note(_ found: StreamDamage) {
    if let known = self, found.isUnverified || !known.isUnverified { return }
    self = found
  }
}
