extension FieldMapping {
  /// The names by which `--fields` and mapping files call the fields.
  package static let names = [
    "user", "email", "first_name", "last_name", "type", "points", "status", "store", "time", "id",
    "awarded", "redeemed", "deducted",
  ]

  /// Where what names a person is found.
  package var personalPaths: [String] {
    [user, email, firstName, lastName].flatMap(Self.alternatives)
  }

  /// The path by which a field is called that may have several.
  package static func firstAlternative(_ path: String) -> String {
    alternatives(path).first ?? path
  }

  /// The paths of a field that may have several: those between bars.
  package static func alternatives(_ path: String) -> [String] {
    path.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
  }

  /// Whether all paths of a field are among those of another.
  static func isOne(_ path: String, of other: String) -> Bool {
    let others = alternatives(other)
    return alternatives(path).allSatisfy(others.contains)
  }

  /// The most names that the path of an array has that is unwound.
  private static let maximumUnwoundParts = 30

  /// Whether the array at a path can be unwound: it is one path, without alternatives.
  package static func canUnwind(_ path: String) -> Bool {
    let parts = path.split(separator: ".", omittingEmptySubsequences: false)
    return !path.contains("|") && parts.count <= maximumUnwoundParts
      && parts.allSatisfy { !$0.isEmpty }
  }

  /// Whether what tells documents apart is read from the elements of the array that is unwound.
  package var hasElementID: Bool {
    guard let unwind else { return false }
    let array = unwind.split(separator: ".", omittingEmptySubsequences: false)
    return Self.alternatives(id).contains {
      $0.split(separator: ".", omittingEmptySubsequences: false).starts(with: array)
    }
  }

  /// Sets where a field is found.
  ///
  /// - Returns: Whether there is a field of that name.
  package mutating func setPath(_ path: String, for name: String) -> Bool {
    switch name {
    case "user": user = path
    case "email": email = path
    case "first_name": firstName = path
    case "last_name": lastName = path
    case "type": type = path
    case "points": points = path
    case "status": status = path
    case "store": store = path
    case "time": time = path
    case "id": id = path
    case "awarded": awarded = path
    case "redeemed": redeemed = path
    case "deducted": deducted = path
    default: return false
    }
    return true
  }
}

extension FieldMapping {
  /// Makes these, and no others, the values of the type field that have a meaning.
  package mutating func setTypes(_ values: [String], for meaning: TypeMeaning) {
    types.set(values, to: meaning)
  }

  /// Where a field is found; nil for a name that there is none of, and for a column that is not given.
  package func path(for name: String) -> String? {
    switch name {
    case "user": user
    case "email": email
    case "first_name": firstName
    case "last_name": lastName
    case "type": type
    case "points": points
    case "status": status
    case "store": store
    case "time": time
    case "id": id
    case "awarded": awarded
    case "redeemed": redeemed
    case "deducted": deducted
    default: nil
    }
  }
}

extension TransactionKind {
  /// The names of the kinds.
  package static let names = ["award", "redeem", "deduct"]

  /// Its name.
  package var name: String {
    switch self {
    case .award: "award"
    case .redeem: "redeem"
    case .deduct: "deduct"
    }
  }

  /// The kind of a name: award, redeem or deduct.
  package init?(name: String) {
    switch name {
    case "award": self = .award
    case "redeem": self = .redeem
    case "deduct": self = .deduct
    default: return nil
    }
  }
}
