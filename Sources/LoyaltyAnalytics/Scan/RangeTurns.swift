internal import CIntrinsics
internal import DumpReader
internal import Synchronization

/// The ranges of a file in the order of the input: proves that each begins where the one before it ended.
///
///     worker   takes the next range, reads it, guesses where it begins and frames it
///     turn     is the guess the border that is due?  yes: its end is the next border
///                                                    no: the worker frames it again from there
///     worker   reduces its documents
///
/// Only the comparison is done by one worker at a time; whoever's range is due looks at those behind it,
/// too, so that nobody has to be woken for a proof. What cannot be framed ends all: the ranges behind it
/// count for nothing, and the reader of the whole file goes on at the last border.
final class RangeTurns: Sendable {
  private struct State {
    /// The range that is due, where it has to begin, and which chunk it will be.
    var due = 0
    var border: Int
    var sequence: Int
    /// Ranges that have been framed ahead of their turn.
    var framed: [Int: RangeBorders?] = [:]
    /// The chunks of those that are proven; nil where nothing starts in one.
    var proven: [Int: Int?] = [:]
    var isStopped = false
    var seconds = 0.0
  }

  /// What came of a range.
  private enum Verdict {
    case chunk(Int)
    case empty
    /// It has to begin at a border that was not guessed.
    case elsewhere(Int)
    case stopped
  }

  /// How often to look before sleeping.
  private static let patience = 500

  let ranges: FileRanges
  private let state: Monitor<State>
  private let onProof: @Sendable (_ border: Int) -> Void
  private let taken = Atomic(0)
  // Copies of what is in the state, to be looked at without its lock.
  private let due = Atomic(0)
  private let border: Atomic<Int>
  private let isStopped = Atomic(false)

  /// - Parameters:
  ///   - ranges: The ranges.
  ///   - sequence: The number of the first chunk.
  ///   - onProof: Told of each border that is proven, one at a time.
  init(_ ranges: FileRanges, sequence: Int, onProof: @escaping @Sendable (_ border: Int) -> Void) {
    self.ranges = ranges
    self.onProof = onProof
    border = Atomic(ranges.start)
    state = Monitor(State(border: ranges.start, sequence: sequence))
  }

  /// Whether all that can be read in ranges has been.
  var isOver: Bool {
    isStopped.load(ordering: .acquiring) || due.load(ordering: .acquiring) >= ranges.count
  }

  /// Where the last range ended, which chunk comes next, and how long the comparing took.
  var end: (border: Int, sequence: Int, seconds: Double) {
    state.look { ($0.border, $0.sequence, $0.seconds) }
  }

  /// Fills a chunk with the documents of a range; false when all are over.
  func next(into chunk: inout Chunk) -> Bool {
    while true {
      let index = taken.add(1, ordering: .relaxed).oldValue
      guard index < ranges.count else {
        state.look(when: { $0.isStopped || $0.due >= ranges.count }) { _ in }
        return false
      }
      let isDue = due.load(ordering: .acquiring) == index
      let start = isDue ? border.load(ordering: .relaxed) : nil
      var verdict = offer(index, frame(index, from: start, into: &chunk))
      if case .elsewhere(let border) = verdict {
        verdict = settle(index, frame(index, from: border, into: &chunk))
      }
      switch verdict {
      case .chunk(let sequence):
        chunk.sequence = sequence
        return true
      case .empty: continue
      case .stopped, .elsewhere: return false
      }
    }
  }

  private func frame(_ index: Int, from border: Int?, into chunk: inout Chunk) -> RangeBorders? {
    isStopped.load(ordering: .relaxed) ? nil : ranges.frame(index, from: border, into: &chunk)
  }

  /// Offers a range as it was framed, and waits for what comes of it.
  private func offer(_ index: Int, _ borders: RangeBorders?) -> Verdict {
    let isDue = state.look { state in
      state.framed[index] = borders
      return state.due == index
    }
    // Nobody else goes on before that.
    if isDue { state.change { prove(&$0) } }
    var looks = 0
    while looks < Self.patience, due.load(ordering: .relaxed) < index,
      !isStopped.load(ordering: .relaxed)
    {
      bytemask_pause()
      looks += 1
    }
    return state.look(when: { $0.due >= index || $0.isStopped }) { state in
      if let sequence = state.proven.removeValue(forKey: index) {
        return sequence.map { .chunk($0) } ?? .empty
      }
      return state.isStopped ? .stopped : .elsewhere(state.border)
    }
  }

  /// Takes the range that is due as it was framed from the border.
  private func settle(_ index: Int, _ borders: RangeBorders?) -> Verdict {
    state.change { state in
      guard let borders else {
        state.isStopped = true
        isStopped.store(true, ordering: .releasing)
        return .stopped
      }
      state.framed[index] = borders
      prove(&state)
      return state.proven.removeValue(forKey: index)?.map { .chunk($0) } ?? .empty
    }
  }

  /// Compares the borders of ranges that are due, as many as are there.
  private func prove(_ state: inout State) {
    guard !state.isStopped, state.framed[state.due] != nil else { return }
    let watch = Stopwatch()
    while let borders = state.framed[state.due] {
      let isEmpty = state.border >= ranges.end(of: state.due)
      guard isEmpty || borders?.first == state.border else { break }
      state.framed[state.due] = nil
      if isEmpty {
        state.proven[state.due] = .some(nil)
      } else if let borders {
        state.proven[state.due] = state.sequence
        state.sequence += 1
        state.border = borders.last
      }
      state.due += 1
    }
    border.store(state.border, ordering: .relaxed)
    due.store(state.due, ordering: .releasing)
    onProof(state.border)
    state.seconds += watch.seconds
  }
}
