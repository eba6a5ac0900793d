import DumpReader
import Foundation
import LoyaltyAnalytics
import Synchronization

/// What became of one bad input, as the row of the page.
struct BadInputOutcome: Equatable {
  /// How documents were disposed of, or why there is no result.
  var outcome: String
  /// The document it is about, from 1.
  var document = ""
  /// Where it starts, and how far into it the fault stands.
  var byte = ""
  /// Bytes that were no document.
  var skipped = ""
  var counted = 0
  var exit: Int32

  /// Runs the program's engine over the input.
  init(of input: BadInput, threads: Int = 1) throws {
    let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try Data(input.bytes).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    var analysis = Analysis(Query())
    analysis.threads = threads
    input.configure(&analysis)
    let rejects = Mutex<[LocatedReject]>([])
    analysis.rejects.onReject = { reject in rejects.withLock { $0.append(reject) } }
    do {
      let result = try analysis.run(paths: [file.path()])
      self.init(result, rejects.withLock { $0 })
    } catch let error as DumpError {
      self.init(outcome: "no result: \(error.reason.replacing(file.path(), with: "FILE"))", exit: 1)
    } catch {
      self.init(outcome: "no result: \(error)", exit: 1)
    }
  }

  private init(outcome: String, exit: Int32) {
    self.outcome = outcome
    self.exit = exit
  }

  private init(_ result: Analysis.Result, _ rejects: [LocatedReject]) {
    let documents = result.documents
    let damage = result.inputs.compactMap(\.damage).first
    let skippedBytes = result.inputs.reduce(0) { $0 + $1.bytesSkipped }
    var parts: [String] = []
    if let first = rejects.first {
      parts.append("rejected (\(first.reject.reason.rawValue)): \(first.reject.detail)")
      if rejects.count > 1 { parts.append("\(rejects.count - 1) more") }
    }
    if let damage { parts.append("\(damage.reason), at byte \(damage.offset)") }
    if documents.excluded.type > 0 { parts.append("excluded (type)") }
    if documents.excluded.status > 0 { parts.append("excluded (status)") }
    if documents.excluded.time > 0 { parts.append("excluded (time)") }
    if result.inputs.contains(where: \.isEmpty) { parts.append("the input is empty") }
    if parts.isEmpty { parts.append("counted") }
    if documents.rounded > 0 { parts.append("\(documents.rounded) rounded") }
    self.init(
      outcome: parts.joined(separator: "; "),
      exit: documents.rejected.total == 0 && damage == nil && skippedBytes == 0 ? 0 : 3)
    if let first = rejects.first {
      document = "\(first.document)"
      byte = "\(first.reject.offset)"
      if let offset = first.reject.finding?.offset, offset > 0 { byte += " + \(offset)" }
    }
    if skippedBytes > 0 { skipped = "\(skippedBytes)" }
    counted = documents.counted
  }
}
