internal import DumpReader

/// What a worker has to tell about one chunk.
struct ChunkOutcome: Sendable {
  var sequence: Int
  var input = 0
  /// The input itself, where there are rejects to tell about.
  var record: InputOutcome?
  /// Documents in the chunk, refused ones included; a gap is one.
  var documents = 0
  /// Line feeds between the chunk before and the end of this one.
  var lineFeeds = 0
  /// Accounts of refused documents, in order, as many as were kept.
  var rejects: [Reject] = []
  /// Called, where there is somebody to call, when all chunks before it are in.
  var onPlaced: (@Sendable (ChunkPlace) throws -> Void)?
  /// Why there is no such chunk, and the run ends.
  var failure: (any Error)?
}

/// Where a chunk stands.
struct ChunkPlace: Sendable {
  /// Which input it is of.
  var input: Int
  /// Documents and line feeds of that input before it.
  var documents: Int
  var lineFeeds: Int
}
