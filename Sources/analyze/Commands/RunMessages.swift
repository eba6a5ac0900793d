import DumpReader
import LoyaltyAnalytics
import LoyaltyReports

/// Why a run that went well prints nothing.
struct NoResult: Error {
  let sentences: [String]

  init(_ sentences: [String]) { self.sentences = sentences }
}

/// What every command that reads dumps says of them, on standard error.
enum RunMessages {
  /// Says what is to be known of inputs and documents beside the result.
  static func tell(
    _ inputs: [InputOutcome], _ rejected: RejectedCounts, _ first: [LocatedReject],
    hidingNames: Bool
  ) {
    for input in inputs where input.isEmpty && input.damage == nil {
      Diagnostics.warn("\(input.displayName): the input is empty")
    }
    var told = RejectedCounts()
    for reject in first {
      told[reject.reject.reason] += 1
      Diagnostics.warn(reject.sentence(hidingNames: hidingNames))
    }
    for reason in RejectReason.allCases where told[reason] < rejected[reason] {
      let more = rejected[reason] - told[reason]
      Diagnostics.warn("\(more.grouped) more \(reason.phrase); --rejects FILE lists all")
    }
    for input in inputs {
      if let damage = input.damage {
        Diagnostics.warn(
          "\(input.displayName): \(damage.reason), at byte \(damage.offset)")
      }
    }
  }

  /// What an error that ended a run says.
  static func sentences(for error: any Error, hidingNames: Bool) -> [String] {
    switch error {
    case let rejected as RejectLimitReached:
      let place = rejected.located.sentence(hidingNames: hidingNames)
      guard let count = rejected.count else {
        return [place, "given up at the first rejected document, as --strict asks"]
      }
      let documents = count == 1 ? "document" : "documents"
      return [
        place,
        "given up after \(count.grouped) malformed \(documents); raise --max-errors to go on",
      ]
    case let error as DumpError:
      return [Advice.message(for: error, hidingNames: hidingNames)]
    case let nothing as NoResult: return nothing.sentences
    case let error as AnalysisError:
      return [Advice.message(for: error, hidingNames: hidingNames)]
    case let error as SpreadsheetError: return [Advice.message(for: error)]
    default: return ["\(error)"]
    }
  }
}
