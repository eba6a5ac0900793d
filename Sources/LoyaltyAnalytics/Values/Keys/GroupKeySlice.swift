/// The group key of a transaction while its bytes still lie where they were read.
///
/// Strings and ObjectIds, which nearly all keys are, need neither a copy nor an allocation. As valid
/// as the chunk and the scratch bytes that it points into.
struct GroupKeySlice: Sendable {
  /// What kind of value it is.
  var kind: GroupKey.Kind
  /// Whether the bytes lie in the scratch buffer instead of the chunk.
  var inScratch: Bool
  /// Where the canonical bytes start.
  var offset: UInt32
  /// How many there are, at most ``GroupKey/maximumCount``.
  var count: UInt32

  @inline(__always)
  init(_ kind: GroupKey.Kind, offset: UInt32 = 0, count: UInt32 = 0, inScratch: Bool = false) {
    self.kind = kind
    self.offset = offset
    self.count = count
    self.inScratch = inScratch
  }
}
