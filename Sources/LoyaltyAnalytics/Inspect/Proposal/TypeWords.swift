/// What a word in the type field says about points.
package enum TypeEffect: Sendable, Hashable {
  /// Points are given.
  case award
  /// Points are spent by the customer's choice.
  case redeem
  /// Points are taken away otherwise.
  case deduct
  /// Points that were spent are given back.
  case giveBack
  /// The sign of the amount decides.
  case sign
  /// No points move, or not yet.
  case nothing
}

/// The vocabulary of types: whole words of products first, then parts of words.
enum TypeWords {
  /// The effect of a type; nil where the word says nothing.
  static func effect(of type: String) -> TypeEffect? {
    let folded = FieldWords.folded(type)
    if folded.isEmpty {
      return type.contains("+") ? .award : type.contains("-") ? .redeem : nil
    }
    if let effect = whole[folded] { return effect }
    let words = FieldWords.words(of: type)
    for (effect, parts) in byWord where has(words, parts) {
      // What undoes an award takes, and what undoes a redemption gives back.
      if effect == .giveBack, !has(words, redemptions), has(words, awards) { return .deduct }
      if effect == .deduct, has(words, cancellations), has(words, redemptions) { return .giveBack }
      return effect
    }
    return nil
  }

  /// Whether a word means one thing with one program and the opposite with another.
  static func isAmbiguous(_ type: String) -> Bool {
    let words = FieldWords.words(of: type)
    return !words.isEmpty
      && words.allSatisfy { word in ambiguous.contains { matches(word, $0) } }
  }

  private static func has(_ words: [String], _ parts: [String]) -> Bool {
    words.contains { word in parts.contains { matches(word, $0) } }
  }

  /// Whether a word is a part, with or without an ending.
  private static func matches(_ word: String, _ part: String) -> Bool {
    if word == part { return true }
    guard part.count >= 4 || part == "earn" || part == "add", word.hasPrefix(part) else {
      return false
    }
    return ["s", "d", "ed", "r", "er", "ing", "ned", "n", "al", "tion", "ment", "ion", "ions"]
      .contains(String(word.dropFirst(part.count)))
  }

  private static let whole: [String: TypeEffect] = {
    var table: [String: TypeEffect] = [:]
    func add(_ effect: TypeEffect, _ words: String) {
      for word in words.split(separator: " ") { table[String(word)] = effect }
    }
    add(
      .award,
      """
      c cr credit kredit in plus award earn accumulatepoints accumulatepromotionpoints pointadd \
      admincredit manualcredit pointspurchased checkin activity issue issued granted purchased inbound \
      funded increase bonus specialdaybonus signupbonus referral signupreferral campaign orderplaced \
      ordercompleted accountsignup registration productreview reviewsexp registrationexp checkout \
      checkoutitem creditreception load import allocation initial mint pendingpointsactivated \
      pendingpointsactivation transferin pointstransferin transferbalanceto credited adding p2padding \
      opencredit accrual positive gain gained deposit topup cashback receive received sell sold \
      gutschrift gutgeschrieben acumulación acumulacion abono crédit oratxnacc
      """)
    add(
      .redeem,
      """
      d dr debit out minus redeem redeemedpoints orderredeem pointspend createreward claimedreward \
      rewardreception digitalrewardreception rewardcredit capture usedinorder consumed invoiced outbound \
      appliedtoinvoice creditsapplied used converted spending p2pspending redeemreward burn burned burnt \
      withdraw withdrawal payout negative debited buy pay paid exchange loss \
      einlösung einloesung eingelöst canje débit oratxnred
      """)
    add(
      .deduct,
      """
      expire expired expiry expirepoints pointsexpiration pointsexpired adminpointsexpiration \
      creditsexpired expiredpoints subtraction pointsub deduct deduction removal pointsremoval admindebit \
      manualdebit adjustdecrement clawback pointspurchasereversed orderrefunded orderrefund clearbalance \
      importreversal voided creditsvoided spamcomment deletedcomment transferout pointstransferout \
      transferbalancefrom clubpointremove decrease pointscancellation revoke revoked forfeit forfeited \
      verfall verfallen abzug vencimiento caducidad
      """)
    add(
      .giveBack,
      """
      pointsrefund pointsrefunded pointsreturned refundedinorder deletereward redeemrollback \
      debitrevert pointunspend creditsapplicationinvoicevoided unappliedfrominvoice loyaltyreverse \
      creditsrefund redemptionreversal redemptioncancelled redemptioncanceled refund refunded reverted \
      unlinkedactivityrefund
      """)
    add(
      .sign,
      """
      adjust adjustpoints adjustment adminadjustment adminaction adminadjust other balanceadjusted \
      balancereset ordercancelled migration transfer manual correction
      """)
    add(
      .nothing,
      """
      openingbalance pendingpointsadded pendingpointscanceled pendingpointscancelled expiring blocked hold \
      release authorize authorization eligible reservepoints releasepoints block unblock deactivate \
      activated deactivated updated noteadded tagsupdated senttocustomer assignedtouser optin optout profile \
      createaccount loyaltyinquiry inquiry setmetadata deletemetadata escrowlock escrowrelease
      """)
    return table
  }()

  /// What is undone with an award.
  private static let awards = [
    "earn", "accrual", "accrue", "accumulate", "award", "credit", "grant", "issue", "bonus",
    "deposit", "topup", "load", "cashback", "purchase", "order", "sale", "collect", "receive",
    "transaction", "activity",
  ]
  /// What is undone with a redemption.
  private static let redemptions = [
    "redeem", "redemption", "spend", "spent", "burn", "burnt", "use", "used", "usage", "debit",
    "withdraw", "withdrawal", "payout", "claim", "exchange",
  ]
  /// What undoes by another name.
  private static let cancellations = ["void", "cancel", "cancelled", "cancellation"]
  /// Words of which vendors have both meanings.
  private static let ambiguous = [
    "refund", "reverse", "reversal", "revert", "return", "restore", "undo", "reward", "purchase",
    "void", "cancel", "cancelled", "cancellation",
  ]

  /// By part, the first that fits: what is undone or not yet done comes before what it is about.
  private static let byWord: [(TypeEffect, [String])] = [
    (.nothing, ["pending", "hold", "reserve", "reservation", "authorize", "authorise", "inquiry"]),
    (
      .giveBack,
      [
        "refund", "unspend", "rollback", "reverse", "reversal", "revert", "return", "restore",
        "undo",
      ]
    ),
    (
      .deduct,
      [
        "expire", "expiry", "expiration", "lapse", "forfeit", "revoke", "revocation", "remove",
        "removal",
        "deduct", "deduction", "subtract", "subtraction", "clawback", "penalty", "decrease",
        "decrement",
        "chargeback", "void", "cancel", "cancelled", "cancellation", "down", "writeoff", "fine",
      ]
    ),
    (
      .redeem,
      [
        "redeem", "redemption", "spend", "spent", "burn", "burnt", "use", "used", "usage",
        "consume",
        "debit", "withdraw", "withdrawal", "payout", "out", "outbound", "outgoing", "minus",
        "claim",
        "exchange", "convert",
      ]
    ),
    (.sign, ["adjust", "adjustment", "correction", "migration", "transfer"]),
    (
      .award,
      [
        "earn", "accrual", "accrue", "accumulate", "award", "add", "addition", "credit", "grant",
        "issue",
        "bonus", "signup", "referral", "welcome", "birthday", "promo", "promotion", "campaign",
        "gift",
        "deposit", "topup", "load", "in", "inbound", "incoming", "increase", "increment", "reward",
        "cashback", "purchase", "order", "sale", "checkin", "review", "collect", "mint", "activate",
        "plus",
        "gain", "receive", "registration", "visit", "up",
      ]
    ),
  ]
}
