internal import DumpReader

// Fields beside the status that say whether a document counts: flags, times, and words under a name that
// no status has.
extension ProposalSearch {
  /// Flags and times that say that a document does not count, but for those that a preset knows.
  mutating func decideFlags(except preset: PresetShape? = nil) {
    var known = preset?.conditionFields ?? []
    preset?.fields.values.forEach { known.formUnion($0) }
    let fields = rowFields.filter { !known.contains(plainPath($0)) }
    for field in fields {
      guard let words = words[field.number]?.words else { continue }
      if let flag = StatusWords.flag(words), isFlag(field, words) { decide(flag: field, flag) }
    }
    guard preset == nil || preset?.name == PresetShape.usualName else { return }
    for field in fields where StatusWords.isTimeOfUndoing(words[field.number]?.words ?? []) {
      tellOfUndoing(field)
    }
  }

  /// Whether a field says yes or no, so that its name says what: as a number under a name that is that
  /// of a flag and of nothing else.
  private func isFlag(_ field: Inspection.Field, _ words: [String]) -> Bool {
    guard let values = field.values, !values.isEmpty else { return false }
    if RoleNames.flags.contains(words.joined()) { return true }
    return values.allSatisfy { value in
      let text = value.text.plain.lowercased()
      return !value.text.isSome || Self.yes.contains(text) || Self.no.contains(text)
    }
  }

  private static let yes: Set<String> = ["true", "1", "yes", "y"]
  private static let no: Set<String> = ["false", "0", "no", "n"]

  /// Leaves out the documents of which a flag says that they do not count.
  private mutating func decide(flag field: Inspection.Field, _ meaning: StatusMeaning) {
    let values = (field.values ?? []).map(\.text)
    let set = values.filter { Self.yes.contains($0.plain.lowercased()) }
    let unset = values.filter { Self.no.contains($0.plain.lowercased()) }
    guard !set.isEmpty else { return }
    switch meaning {
    case .open, .void:
      for value in set { proposal.exclusions.append((field.path, value.plain)) }
      proposal.choices.append("Documents in which \(field.path) is set are left out.")
    case .counts where !unset.isEmpty:
      for value in unset { proposal.exclusions.append((field.path, value.plain)) }
      proposal.choices.append("Documents in which \(field.path) is not set are left out.")
    case .depends where !unset.isEmpty: tellOfUndoing(field)
    case .counts, .depends: break
    }
  }

  /// Says that some documents have a field that may mean that they do not count, where some of those
  /// that do by their status have it.
  private mutating func tellOfUndoing(_ field: Inspection.Field) {
    let left = leavingOut
    let counting = countingRows.filter { i in
      !left.contains { rows[i][$0.number].flatMap(Self.codeText) == $0.value }
    }
    let count = counting.count { i in
      guard let value = rows[i][field.number], value.isSome else { return false }
      return Self.codeText(value).map { !Self.no.contains($0.lowercased()) } ?? true
    }
    guard count > 0, count < counting.count else { return }
    proposal.choices.append(
      "Some documents have \(field.path), which may mean that they do not count; they are counted."
    )
  }

  /// The flags that leave rows out, with their values.
  private var leavingOut: [(number: Int32, value: String)] {
    proposal.exclusions.compactMap { path, value in
      candidates.first { $0.path == path }.map { ($0.number, value) }
    }
  }

  /// A field whose few words are all those of statuses, some of which count and some do not: it is the
  /// status, whatever its name.
  func findStatusByWords() -> Inspection.Field? {
    best { field in
      guard let texts = possibleStatuses(field), coverage(field) >= 0.5,
        texts.allSatisfy({ StatusWords.meaning(of: $0) != nil })
      else { return nil }
      return coverage(field)
    }?.field
  }

  /// Says which field may be a status that is not known.
  mutating func tellOfPossibleStatus() {
    let possible = candidates.first { field in
      guard let texts = possibleStatuses(field) else { return false }
      return 2 * texts.count { StatusWords.meaning(of: $0) != nil } >= texts.count
    }
    guard let possible, let texts = possibleStatuses(possible) else { return }
    let left = texts.filter(StatusWords.leavesOut)
    proposal.choices.append(
      "Documents with \(Self.list(left)) in \(possible.path) may not be finished, or were cancelled; "
        + "they are counted.")
  }

  /// The few texts of a field of the row, where some of them say that a document counts, and others that
  /// it does not; nil where they do not, or where they may be the state of a person or card.
  private func possibleStatuses(_ field: Inspection.Field) -> [String]? {
    guard isInRow(field), let values = field.values, let name = words[field.number],
      !proposal.assignments.contains(where: { $0.path == field.path }),
      !proposal.conditions.contains(where: { $0.path == field.path }),
      !(name.words + name.outer).contains(where: {
        RoleNames.persons.contains($0) || $0 == "address"
      })
    else { return nil }
    let texts = values.map(\.text).filter(\.isSome)
    guard texts.count > 1, texts.allSatisfy({ $0.isText && !$0.isCut }) else { return nil }
    let plain = texts.map(\.plain)
    guard plain.contains(where: { StatusWords.meaning(of: $0) == .counts }),
      plain.contains(where: StatusWords.leavesOut)
    else { return nil }
    return plain
  }
}
