/// What became of a document, as it is told of each.
package enum Disposition: Sendable, Equatable {
  /// It is in the totals.
  case counted
  /// A filter or an unknown type left it out.
  case excluded(ExclusionReason)
  /// It could not be used.
  case rejected(RejectReason)

  /// As it is printed: `counted`, `excluded: status`, `rejected: points`.
  package var text: String {
    switch self {
    case .counted: "counted"
    case .excluded(let reason): "excluded: \(reason.rawValue)"
    case .rejected(let reason): "rejected: \(reason.rawValue)"
    }
  }
}

/// Why a document was left out, named as in the counts.
package enum ExclusionReason: String, Sendable, CaseIterable {
  case store, status, time, `where`, type, duplicate, empty

  /// How many documents were left out for it.
  func count(in excluded: ExcludedCounts) -> Int {
    switch self {
    case .store: excluded.store
    case .status: excluded.status
    case .time: excluded.time
    case .where: excluded.where
    case .type: excluded.type
    case .duplicate: excluded.duplicate ?? 0
    case .empty: excluded.empty
    }
  }
}

extension Disposition {
  /// All there are, for numbering them.
  static let all =
    [.counted] + ExclusionReason.allCases.map { Disposition.excluded($0) }
    + RejectReason.allCases.map { Disposition.rejected($0) }

  /// Its number among all.
  var number: UInt8 { UInt8(truncatingIfNeeded: Self.all.firstIndex(of: self) ?? 0) }
}
