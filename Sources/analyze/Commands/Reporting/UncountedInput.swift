import DumpReader
import LoyaltyAnalytics

/// Inputs of which nothing was counted because their documents are no transactions.
enum UncountedInput {
  /// Looks once more at the first documents of inputs when none was counted.
  ///
  /// - Throws: `DumpError` when they are known to be something else, such as changes of an oplog, and the
  ///   question does not take them for that.
  static func check(_ answer: Analysis.Result, _ query: Query) throws {
    guard answer.documents.counted == 0, answer.documents.read > 0 else { return }
    for input in answer.inputs {
      guard let finding = input.foreignDocuments else { continue }
      if let prefix = document(in: finding),
        [query.mapping.user, query.mapping.type, query.mapping.points].contains(where: {
          $0.hasPrefix(prefix)
        })
      {
        continue
      }
      throw DumpError(finding, path: input.path)
    }
  }

  /// Looks at the first documents of inputs in which no field of a transaction is.
  ///
  /// - Throws: `DumpError` when they are known to be something else.
  static func check(_ inputs: [InputOutcome], documents: Int) throws {
    guard documents > 0 else { return }
    for input in inputs {
      if let finding = input.foreignDocuments { throw DumpError(finding, path: input.path) }
    }
  }

  /// Where the document of a change is.
  private static func document(in finding: DumpError.Finding) -> String? {
    switch finding {
    case .oplog: "o."
    case .changeStream: "fullDocument."
    default: nil
    }
  }
}
