internal import DumpReader

// Which documents are not done, or were cancelled.
extension ProposalSearch {
  /// Finds the status and says which ones count.
  mutating func decideStatus() {
    // It is the type.
    if proposal.statuses != nil { return }
    if let field = findStatus(), decide(status: joinBeside(field)) { return }
    if let field = findStatusByWords(), decide(status: field) { return }
    // It is read by its usual name, whatever it is.
    if let field = usualStatus { return countAll(field) }
    tellOfPossibleStatus()
  }

  /// The field that is read for the status when none is named.
  var usualStatus: Inspection.Field? {
    let path = FieldMapping().status
    return fields.first { field in
      let around = container[field.number]
      return field.steps.last?.isElement == false && (around == rowPath || around == 0)
        // An empty cell is none.
        && plainPath(field) == path && !(isTable && values(field).isEmpty)
    }
  }

  /// The field whose name is most like that of a status.
  func findStatus() -> Inspection.Field? {
    let taken = Set(proposal.assignments.map(\.path))
    return best(of: rowFields) { field in
      guard !taken.contains(field.path), let score = rank(field, in: RoleNames.status),
        let values = field.values, values.contains(where: { $0.text.isSome }),
        values.allSatisfy({ $0.text.isText || $0.text.isNumber }),
        // The state of an address is none of a transaction.
        words[field.number]?.outer.contains("address") != true
      else { return nil }
      // Beside the amount rather than outside of it.
      return score + (isInRow(field) ? 0.2 : 0) + coverage(field)
    }?.field
  }

  /// Takes the status for the type, where it says that points were spent; whether it does.
  mutating func decideTypesByStatus() -> Bool {
    guard let field = findStatus(), let values = field.values,
      values.allSatisfy({ ($0.text.isText || $0.text.isNumber) && !$0.text.isCut })
    else { return false }
    let name = words[field.number]?.words.joined() ?? ""
    var types: [(value: String, meaning: TypeMeaning)] = []
    var left: [String] = []
    var depends: [String] = []
    var unknown: [String] = []
    for value in values.map(\.text.plain) where !value.isEmpty && value != "null" {
      let word = StatusWords.word(of: value, in: name)
      if StatusWords.isSpent(word) {
        types.append((value, .redeem))
        continue
      }
      switch StatusWords.meaning(of: word) {
      case .counts: types.append((value, .award))
      case .depends:
        types.append((value, .award))
        depends.append(value)
      case .open, .void:
        types.append((value, .ignore))
        left.append(value)
      case nil:
        guard TypeWords.effect(of: value) == .deduct else {
          unknown.append(value)
          continue
        }
        types.append((value, .deduct))
      }
    }
    let spent = types.filter { $0.meaning == .redeem }.map(\.value)
    guard !spent.isEmpty, types.contains(where: { $0.meaning == .award }) else { return false }
    proposal.assign(.type, field.path, "its name, and \(Self.list(types.prefix(3).map(\.value)))")
    proposal.types = types
    // It is not read a second time.
    if usualStatus != nil { proposal.statuses = .any }
    proposal.choices.append(
      "Only \(field.path) says what a row does: that \(Self.list(spent)) are points that were redeemed, "
        + "and not awarded, is a guess.")
    tellOfStatuses(left, in: field)
    tellOfStatuses(depending: depends, in: field)
    if !unknown.isEmpty {
      proposal.choices.append(
        "What \(Self.list(unknown)) in \(field.path) \(unknown.count == 1 ? "means" : "mean") is not "
          + "known: such documents are left out.")
    }
    return true
  }

  /// Counts all documents, whatever they have in a field that is read for the status.
  mutating func countAll(_ field: Inspection.Field) {
    proposal.statuses = .any
    proposal.choices.append(
      "What \(field.path) says is not known: documents count whatever they have there.")
  }

  /// Whether a status is one of those that count when nothing is said about them.
  static func isUsual(_ value: ValueText) -> Bool {
    value.isText && StatusRule.standardValues.contains(value.plain.lowercased())
  }

  /// Says which documents count by a status.
  ///
  /// - Returns: Whether its values say so.
  mutating func decide(status field: Inspection.Field) -> Bool {
    guard let values = field.values,
      values.allSatisfy({ ($0.text.isText || $0.text.isNumber) && !$0.text.isCut })
    else { return false }
    let texts = values.map(\.text).filter(\.isSome)
    var counting: [String] = []
    var left: [String] = []
    var unknown: [String] = []
    var depends: [String] = []
    for word in texts {
      switch StatusWords.meaning(of: word.plain) {
      case .counts: counting.append(word.plain)
      case .open, .void: left.append(word.plain)
      case .depends:
        counting.append(word.plain)
        depends.append(word.plain)
      case nil:
        counting.append(word.plain)
        unknown.append(word.plain)
      }
    }
    // Where no word is known it may be the status of anything, and one number says nothing.
    guard unknown.count < texts.count || texts.count > 1 && texts.allSatisfy(\.isNumber) else {
      return false
    }
    let named = rank(field, in: RoleNames.status) == nil ? "" : "its name, and "
    let others = alternatives[field.number, default: []].map(\.path)
    proposal.assign(
      .status, field.path, named + Self.list(texts.prefix(3).map(\.plain)), or: others)
    let isStandard = texts.allSatisfy { left.contains($0.plain) || Self.isUsual($0) }
    // Documents without a status count, whatever it is elsewhere.
    let isEverywhere = coverage(field) == 1
    proposal.statuses = isStandard ? .standard : .any
    if isStandard, left.isEmpty { tellOfNoStatus(field) }
    proposal.leftOut = left
    if !left.isEmpty {
      tellOfStatuses(left, in: field)
      if isEverywhere, !counting.isEmpty {
        proposal.statuses = .only(counting)
      } else {
        proposal.exclusions += ([field.path] + others).flatMap { path in left.map { (path, $0) } }
        proposal.statuses = .any
      }
    }
    tellOfStatuses(depending: depends, in: field)
    if !unknown.isEmpty {
      proposal.choices.append(
        "What \(Self.list(unknown)) in \(field.path) \(unknown.count == 1 ? "means" : "mean") is not "
          + "known: such documents count.")
    }
    return true
  }

  /// Says which documents are left out.
  mutating func tellOfStatuses(_ left: [String], in field: Inspection.Field) {
    guard !left.isEmpty else { return }
    proposal.choices.append(
      "Documents with \(Self.list(left)) in \(field.path) are left out: they are not finished, or "
        + "were cancelled.")
  }

  /// Says which documents count although their status means one thing with one program and another with
  /// the next.
  private mutating func tellOfStatuses(depending depends: [String], in field: Inspection.Field) {
    guard !depends.isEmpty else { return }
    proposal.choices.append(
      "Documents with \(Self.list(depends)) in \(field.path) count: what was awarded there was "
        + "awarded, whatever became of it.")
  }

  /// Says what becomes of documents that have null or an empty text where others have a status of the
  /// usual list.
  mutating func tellOfNoStatus(_ field: Inspection.Field) {
    guard !isTable, proposal.statuses != .any,
      field.count(of: .null) > 0 || field.values?.contains(where: { !$0.text.isSome }) == true
    else { return }
    proposal.choices.append(
      "Documents in which \(field.path) is null or empty are left out: it may be that they are not "
        + "finished.")
  }
}
