internal import Synchronization

/// How many bytes have been read of all inputs, told while a reader is still on its way to the next
/// document: a hole in a file or a line without an end may take it through gigabytes.
package final class ReadMeter: Sendable {
  private let bytes = Atomic(0)

  /// Nothing yet.
  package init() {}

  /// How many there are.
  package var count: Int { bytes.load(ordering: .relaxed) }

  func add(_ count: Int) { bytes.wrappingAdd(count, ordering: .relaxed) }
}
