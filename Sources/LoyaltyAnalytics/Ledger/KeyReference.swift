internal import DumpReader

/// The group key of a transaction while its bytes still lie where they were read.
///
/// Strings and ObjectIds, which nearly all keys are, need neither a copy nor an allocation. As valid
/// as the chunk and the scratch bytes that it points into.
@frozen
public struct KeyReference: Sendable {
  /// What kind of value it is.
  public var kind: UserKey.Kind
  /// Whether the bytes lie in the scratch buffer instead of the chunk.
  public var inScratch: Bool
  /// Where the canonical bytes start.
  public var offset: UInt32
  /// How many there are, at most ``UserKey/maximumCount``.
  public var count: UInt32

  @inline(__always)
  init(_ kind: UserKey.Kind, offset: UInt32 = 0, count: UInt32 = 0, inScratch: Bool = false) {
    self.kind = kind
    self.offset = offset
    self.count = count
    self.inScratch = inScratch
  }

  /// The canonical bytes; see ``UserKey/Kind``.
  @inline(__always)
  @_lifetime(copy chunk, copy scratch)
  public func bytes(in chunk: RawSpan, scratch: RawSpan) -> RawSpan {
    let range = Int(offset)..<Int(offset) &+ Int(count)
    return inScratch ? scratch.extracting(range) : chunk.extracting(range)
  }
}

extension UserKey {
  /// Copies a key from where it was read. Allocates.
  public init(_ reference: KeyReference, in chunk: RawSpan, scratch: RawSpan) {
    self.init(
      kind: reference.kind, bytes: reference.bytes(in: chunk, scratch: scratch).copied())
  }
}
