/// Brings what workers make of chunks into the order of the input, in two steps.
///
///     base = order.enter(chunk, documents, rows)   waits for the chunks before to have entered
///     order.append(chunk, piece)                   waits while too much waits to be written
///
/// A worker enters when it knows how many documents and rows its chunk has: it is told how many there
/// were before it, so that it can number them. What it then makes of them is written when all before
/// it is; the worker whose piece is due writes it, and all that wait behind it. Chunks are handed out
/// in their order, and whoever has one enters it, so that nobody waits for ever; pieces that wait take
/// ``pendingLimit`` bytes at most, and one more a worker.
final class OrderedOutput: Sendable {
  /// Where the documents and rows of a chunk stand.
  struct Base: Sendable {
    /// Documents of the same input before it.
    var documents: Int
    /// Rows before it, of all inputs.
    var rows: Int
  }

  /// What takes the pieces, one at a time.
  typealias Write = @Sendable (_ piece: [UInt8]) throws -> Void

  /// Bytes that may wait for a chunk that is late.
  private static let pendingLimit = 8 << 20

  private struct State {
    /// The chunk that is to enter next.
    var entering = 0
    var input = -1
    var base = Base(documents: 0, rows: 0)
    /// The chunk whose piece is to be written next.
    var writing = 0
    var isWriting = false
    var pending: [Int: [UInt8]] = [:]
    var pendingBytes = 0
    /// What ended it.
    var failure: (any Error)?
  }

  private let state = Monitor(State())
  private let write: Write

  init(_ write: @escaping Write) {
    self.write = write
  }

  /// Tells how many documents and rows a chunk has, and waits for those before it to have done so.
  ///
  /// - Throws: What ended the output.
  func enter(sequence: Int, input: Int, documents: Int, rows: Int) throws -> Base {
    try state.change(when: { $0.entering == sequence || $0.failure != nil }) { state in
      if let failure = state.failure { throw failure }
      if input != state.input {
        state.input = input
        state.base.documents = 0
      }
      let base = state.base
      state.entering += 1
      state.base.documents += documents
      state.base.rows += rows
      return base
    }
  }

  /// Hands over what was made of a chunk, empty or not.
  ///
  /// - Throws: What the writing throws, on the thread that was writing and on all that wait.
  func append(sequence: Int, _ piece: [UInt8]) throws {
    let isDue = try state.change(
      when: { state in
        state.writing == sequence || state.pendingBytes < Self.pendingLimit || state.failure != nil
      },
      { state in
        if let failure = state.failure { throw failure }
        state.pending[sequence] = piece
        state.pendingBytes += piece.count
        guard !state.isWriting, state.writing == sequence else { return false }
        state.isWriting = true
        return true
      })
    guard isDue else { return }
    while let piece = nextPiece() {
      do {
        if !piece.isEmpty { try write(piece) }
      } catch {
        fail(error)
        throw error
      }
    }
  }

  /// Wakes all that wait, which end with this error.
  func fail(_ error: any Error) {
    state.change { state in
      if state.failure == nil { state.failure = error }
      state.pending = [:]
    }
  }

  /// How many rows have entered.
  var rowCount: Int { state.change { $0.base.rows } }

  /// The piece that is due; nil, and somebody else's affair, where it is not there yet.
  private func nextPiece() -> [UInt8]? {
    state.change { state in
      guard state.failure == nil, let piece = state.pending.removeValue(forKey: state.writing)
      else {
        state.isWriting = false
        return nil
      }
      state.writing += 1
      state.pendingBytes -= piece.count
      return piece
    }
  }
}
