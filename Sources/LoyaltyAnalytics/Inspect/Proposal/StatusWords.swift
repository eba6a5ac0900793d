/// What a word in the status field says about a transaction.
enum StatusMeaning: Sendable, Hashable {
  /// It is done and counts.
  case counts
  /// It may still change.
  case open
  /// It was cancelled, refused or never real.
  case void
  /// It depends on the product.
  case depends
}

/// The vocabulary of statuses.
enum StatusWords {
  /// The meaning of a status; nil where the word says nothing.
  static func meaning(of status: String) -> StatusMeaning? {
    let folded = FieldWords.folded(status)
    if let meaning = table[folded] { return meaning }
    let words = FieldWords.words(of: status)
    // The last word that says something decides: auto_approved, not_approved.
    if words.contains("not") || words.contains("un") { return .open }
    return words.reversed().lazy.compactMap { table[$0] }.first
  }

  /// Whether a word leaves a document out, whatever the field that has it is called: not what is as
  /// often said of people and of things.
  static func leavesOut(_ status: String) -> Bool {
    guard !wide.contains(FieldWords.folded(status)) else { return false }
    let meaning = meaning(of: status)
    return meaning == .open || meaning == .void
  }

  /// What is not done, and is said of what is nothing of the kind.
  private static let wide: Set<String> = [
    "new", "open", "created", "requested", "submitted", "review", "progress", "redeemable",
    "initiated", "held", "authorized", "authorised", "authorize", "hold", "scheduled", "promised",
  ]

  /// What a flag says about documents in which it is set, by the words of its name; nil where that is
  /// nothing of the kind.
  static func flag(_ words: [String]) -> StatusMeaning? {
    if RoleNames.flags.contains(words.joined()) { return .void }
    let begins = words.count > 1 && ["is", "has", "was"].contains(words.first)
    let name = words.dropFirst(begins ? 1 : 0).joined()
    switch table[name] {
    case .counts: return approvals.contains(name) ? .counts : nil
    case .open, .void: return wide.contains(name) ? nil : .void
    case .depends: return name == "expired" ? nil : .depends
    case nil: return nil
    }
  }

  /// What is said of a transaction when it counts, and of hardly anything else.
  private static let approvals: Set<String> = [
    "approved", "accepted", "completed", "complete", "processed", "success", "successful",
    "succeeded", "settled", "posted", "confirmed", "done", "final", "finalized", "valid",
  ]

  /// Whether a name is that of the time when a document was cancelled, refused or undone.
  static func isTimeOfUndoing(_ words: [String]) -> Bool {
    guard words.count > 1, ["at", "date", "on", "time"].contains(words.last) else { return false }
    let name = words.dropLast().joined()
    return RoleNames.flags.contains(name) || table[name] == .void
      || ["reverted", "refunded"].contains(name)
  }

  /// Whether it says that points were spent.
  static func isSpent(_ status: String) -> Bool {
    [
      "used", "redeemed", "spent", "burned", "burnt", "consumed", "converted", "alreadyconverted",
    ].contains(FieldWords.folded(status))
  }

  /// The word that a number stands for in a field of one product, by the field's name; anything else
  /// as it is.
  static func word(of value: String, in name: String) -> String {
    guard name == "idloyaltystate" else { return value }
    return ["1": "awaiting validation", "2": "available", "3": "cancelled", "4": "converted"][value]
      ?? value
  }

  private static let table: [String: StatusMeaning] = {
    var table: [String: StatusMeaning] = [:]
    func add(_ meaning: StatusMeaning, _ words: String) {
      for word in words.split(separator: " ") { table[String(word)] = meaning }
    }
    add(
      .counts,
      """
      approved autoapproved accepted completed complete processed success successful succeeded ok settled \
      posted available active honored honoured redeemed deducted exhausted forceredeemed activated used \
      confirmed done final finalized valid paid captured fulfilled won earned spent applied booked \
      credited debited issued granted
      """)
    add(
      .open,
      """
      pending processing draft awaiting awaitingvalidation redeemable unredeemed partiallyredeemed new \
      open created queued scheduled waiting hold onhold held authorized authorised authorize reserved \
      submitted requested initiated inprogress progress review inreview promised locked unconfirmed \
      incomplete
      """)
    add(
      .void,
      """
      rejected canceled cancelled cancel failed failure error errored archived disapproved simulated fraud \
      deleted declined denied void voided invalid aborted abandoned refused reversed removed blocked \
      timeout timedout duplicate
      """)
    add(.depends, "closed expired refunded reverted transferred")
    return table
  }()
}
