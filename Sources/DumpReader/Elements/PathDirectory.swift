internal import Synchronization

#if canImport(Glibc)
internal import Glibc
#elseif canImport(Darwin)
internal import Darwin
#endif

/// All paths of an input, numbered in the order in which they first appear.
///
/// A path is a name below another path; the elements of an array share one:
///
///     0  (the document)
///     1  ├ user_id
///     2  ├ items
///     3  │ └ []
///     4  │   └ price          reads items[].price
///
/// Several threads read at the same time, chunk by chunk, and still the numbers are those of reading
/// from the beginning to the end. Whoever meets a name that nobody knows waits until all chunks
/// before its own are complete; then nobody else can be numbering. Names that are known, which after
/// the first chunk is nearly all of them, are looked up in a copy and cost no waiting.
///
/// The number of paths is limited. Those beyond the limit, all that is below them, and those with a
/// name of more than ``maximumNameCount`` bytes have the number ``other`` together.
package final class PathDirectory: Sendable {
  /// The document itself.
  package static let root: Int32 = 0
  /// How many paths are told apart unless told otherwise.
  package static let usualLimit = 10_000
  /// The longest name that is kept, in bytes.
  package static let maximumNameCount = 256

  /// How many paths are told apart.
  package let limit: Int
  /// The number of whatever is not told apart.
  package let other: Int32

  private let state = Mutex(State())
  /// All chunks before this one are complete.
  private let turn = Atomic(0)
  private let isCancelled = Atomic(false)

  struct State {
    /// By number; the first is the document.
    var paths = [FieldPath(parent: -1, name: [], isElement: false)]
    /// Complete chunks that others have to come before.
    var early: Set<Int> = []
  }

  /// An empty directory.
  ///
  /// - Parameter limit: How many paths are told apart.
  package init(limit: Int = PathDirectory.usualLimit) {
    self.limit = limit
    other = Int32(limit) + 1
  }

  /// All paths, by number. Allocates.
  package var paths: [FieldPath] { state.withLock { $0.paths } }

  /// Says that a chunk has been read to its end. Every chunk needs this call, whatever was in it, or
  /// those that wait for it wait for ever.
  package func complete(_ sequence: Int) {
    state.withLock { state in
      state.early.insert(sequence)
      var next = turn.load(ordering: .relaxed)
      while state.early.remove(next) != nil { next += 1 }
      turn.store(next, ordering: .releasing)
    }
  }

  /// Lets nobody wait any longer: the run has failed, and the numbers are of no use.
  package func cancel() {
    isCancelled.store(true, ordering: .relaxed)
  }

  /// Calls a function that may add to the paths, when all chunks before one are complete.
  func admit<Result>(
    _ sequence: Int, _ body: (inout [FieldPath], _ isOpen: Bool) -> sending Result
  ) -> Result {
    while turn.load(ordering: .acquiring) < sequence, !isCancelled.load(ordering: .relaxed) {
      // A chunk takes about a millisecond.
      usleep(20)
    }
    return state.withLock { state in
      body(&state.paths, state.paths.count <= limit)
    }
  }
}

/// A name below another path.
package struct FieldPath: Sendable, Equatable {
  /// The number of the path that it is below; -1 for the document itself.
  package var parent: Int32
  /// The field's name, UTF-8 unless invalid text is accepted; empty for the elements of an array.
  package var name: [UInt8]
  /// Whether it stands for all elements of an array.
  package var isElement: Bool
}

extension [FieldPath] {
  /// The path of a number as people write it: names joined by dots, `[]` behind an array. Allocates.
  ///
  /// - Complexity: As many steps as the path has names.
  package func text(of path: Int32) -> String {
    var text = ""
    for step in steps(of: path) {
      if !text.isEmpty, !step.isElement { text += "." }
      text += step.isElement ? "[]" : String(decoding: step.name, as: UTF8.self)
    }
    return text
  }

  /// The steps from the document to the path of a number. Allocates.
  package func steps(of path: Int32) -> [FieldPath] {
    var steps: [FieldPath] = []
    var next = path
    while next > 0, Int(next) < count {
      steps.append(self[Int(next)])
      next = self[Int(next)].parent
    }
    return steps.reversed()
  }
}
