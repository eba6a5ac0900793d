// Which documents are not done, or were cancelled.
extension ProposalSearch {
  /// Finds the status and says which ones count.
  mutating func decideStatus() {
    decideFlags()
    let taken = Set(proposal.assignments.map(\.path))
    let found = best { field in
      guard !taken.contains(field.path), let score = rank(field, in: RoleNames.status),
        let values = field.values, values.allSatisfy({ $0.text.isText || $0.text.isNumber }),
        // The state of an address is none of a transaction.
        words[field.number]?.outer.contains("address") != true
      else { return nil }
      // Beside the amount rather than outside of it.
      return score + (isInRow(field) ? 0.2 : 0) + coverage(field)
    }?.field
    guard let field = found, let values = field.values else { return }
    let texts = values.map(\.text).filter { $0.json != "null" && !$0.plain.isEmpty }
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
      return
    }
    proposal.assign(.status, field.path, "its name, and \(Self.list(texts.prefix(3).map(\.plain)))")
    let isStandard = counting.allSatisfy { word in
      StatusRule.standardValues.contains { $0 == word.lowercased() }
    }
    // Documents without a status count, whatever it is elsewhere.
    let isEverywhere = coverage(field) == 1
    proposal.statuses = isStandard ? .standard : .any
    if !left.isEmpty {
      proposal.choices.append(
        "Documents with \(Self.list(left)) in \(field.path) are left out: they are not finished, or "
          + "were cancelled.")
      if isEverywhere, !counting.isEmpty {
        proposal.statuses = .only(counting)
      } else {
        proposal.exclusions += left.map { (field.path, $0) }
        proposal.statuses = .any
      }
    }
    if !depends.isEmpty {
      proposal.choices.append(
        "Documents with \(Self.list(depends)) in \(field.path) count: what was awarded there was "
          + "awarded, whatever became of it.")
    }
    if !unknown.isEmpty {
      proposal.choices.append(
        "What \(Self.list(unknown)) in \(field.path) \(unknown.count == 1 ? "means" : "mean") is not "
          + "known: such documents count.")
    }
  }

  /// Flags and times that say that a document does not count.
  private mutating func decideFlags() {
    for field in candidates {
      guard let words = words[field.number] else { continue }
      let name = words.words.joined()
      if RoleNames.flags.contains(name), let values = field.values {
        let set = values.map(\.text).filter { value in
          ["true", "1", "yes", "y"].contains(value.plain.lowercased())
        }
        guard !set.isEmpty else { continue }
        for value in set { proposal.exclusions.append((field.path, value.plain)) }
        proposal.choices.append("Documents in which \(field.path) is set are left out.")
      } else if words.words.count > 1, ["at", "date", "on", "time"].contains(words.words.last),
        RoleNames.flags.contains(words.words.dropLast().joined()) || name == "deletedat"
      {
        let count = values(field).count
        guard count > 0, count < rows.count else { continue }
        proposal.choices.append(
          "Some documents have \(field.path), which may mean that they do not count; they are counted."
        )
      }
    }
  }
}
