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
      confirmed done final finalized valid paid captured fulfilled closed won earned spent applied booked \
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
    add(.depends, "expired refunded reverted transferred")
    return table
  }()
}
