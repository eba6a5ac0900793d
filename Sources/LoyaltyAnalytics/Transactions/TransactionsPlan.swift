internal import DumpReader
internal import Synchronization

/// What is to be listed: shared by all workers.
struct TransactionsPlan: Sendable {
  let query: Query
  let users: [String]
  let userKeys: [GroupKey]
  let explains: Bool
  /// The conditions of the question as they may be told.
  let conditions: [String]
  let skip: Int
  let top: Int?
  /// What the inputs are called.
  let paths = InputPaths()

  /// Why a document does not count whose id a later one has.
  static let duplicateDetail = "a later document has the same id"

  /// Which rows of a chunk are shown.
  ///
  /// - Parameter first: How many rows there are before it.
  func part(of count: Int, from first: Int) -> Range<Int> {
    let start = min(max(skip - first, 0), count)
    guard let top else { return start..<count }
    let (end, overflow) = skip.addingReportingOverflow(top)
    return overflow ? start..<count : start..<min(max(end - first, start), count)
  }

  /// Why a document does not count, as a sentence without a full stop.
  func detail(
    _ disposition: Disposition, of decoder: inout TransactionDecoder, _ time: Int64?, limit: Int,
    in chunk: RawSpan
  ) -> String {
    switch disposition {
    case .counted: return ""
    case .rejected: return decoder.takeLastReject(limit: limit)?.detail ?? ""
    case .excluded(.time):
      return "the time is \(time.map { ISO8601.text(milliseconds: $0) } ?? "missing")"
    case .excluded(.where):
      let index = decoder.unmetCondition(in: chunk)
      return index.map { "\(conditions[$0]) does not hold" } ?? ""
    case .excluded(.store): return "the store is \(decoder.text(decoder.plan.store, in: chunk))"
    case .excluded(.status): return "the status is \(decoder.text(decoder.plan.status, in: chunk))"
    case .excluded(.type): return "the type is \(decoder.text(decoder.plan.type, in: chunk))"
    case .excluded(.duplicate): return Self.duplicateDetail
    case .excluded(.empty): return "there is no element in \(decoder.plan.unwound?.path ?? "it")"
    }
  }
}

extension TransactionDecoder {
  /// The value of a field of the document, for people.
  fileprivate func text(_ field: FieldSlots, in chunk: RawSpan) -> String {
    values.value(of: field)?.text(in: chunk, scratch: values.scratch) ?? "missing"
  }
}

/// What the inputs of a run are called, as far as they have been opened.
final class InputPaths: Sendable {
  private let names = Mutex<[String]>([])

  /// Adds the next input.
  func append(_ input: InputOutcome) { names.withLock { $0.append(input.path) } }

  /// What an input is called.
  func path(of input: Int) -> String {
    names.withLock { $0.indices.contains(input) ? $0[input] : "" }
  }
}
