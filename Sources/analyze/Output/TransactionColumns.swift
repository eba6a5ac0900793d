import LoyaltyAnalytics

/// The columns by which a table is known to be one of transactions: a customer, a type and an amount,
/// under the names of the default mapping or of the question's.
struct TransactionColumns {
  private let mappings: [FieldMapping]

  /// Those of the default mapping, and of another.
  init(_ mapping: FieldMapping? = nil) {
    mappings = [FieldMapping()] + (mapping.map { [$0] } ?? [])
  }

  /// Whether they are among the names of a header, in any letter case.
  func areAmong(_ names: [String]) -> Bool {
    let names = Set(names.map { $0.lowercased() })
    func has(_ paths: String?...) -> Bool {
      paths.compactMap { $0 }.flatMap(FieldMapping.alternatives)
        .contains { names.contains($0.lowercased()) }
    }
    return mappings.contains { mapping in
      guard has(mapping.user, mapping.email) else { return false }
      return has(mapping.type) && has(mapping.points)
        || has(mapping.awarded, mapping.redeemed, mapping.deducted)
    }
  }
}
