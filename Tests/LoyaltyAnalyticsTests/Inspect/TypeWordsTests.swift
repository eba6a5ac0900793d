import Testing

@testable import LoyaltyAnalytics

@Suite("Vocabulary")
struct TypeWordsTests {
  @Test(
    "Words of types",
    arguments: [
      ("EARN", .award), ("earned", .award), ("accrual", .award), ("POINTS_ACCRUAL", .award),
      ("adding", .award), ("addition", .award), ("credit", .award), ("C", .award), ("in", .award),
      ("signup_bonus", .award), ("reviews_exp", .award), ("purchase_points", .award),
      ("BURN", .redeem), ("spending", .redeem), ("redemption", .redeem), ("D", .redeem),
      ("out", .redeem), ("used", .redeem), ("reward_reception", .redeem), ("debit", .redeem),
      ("expired", .deduct), ("EXPIRE_POINTS", .deduct), ("revoked", .deduct),
      ("clawback", .deduct), ("subtraction", .deduct), ("ADMIN_DEBIT", .deduct),
      ("POINTS_REFUND", .giveBack), ("redeem_rollback", .giveBack), ("DELETE_REWARD", .giveBack),
      ("adjustment", .sign), ("ADJUST_POINTS", .sign), ("order-cancelled", .sign),
      ("earn_reversal", .deduct), ("award_reversed", .deduct), ("order_return", .deduct),
      ("REDEMPTION_REVERSAL", .giveBack), ("redemption_voided", .giveBack), ("return", .giveBack),
      ("cancel_earn", .deduct), ("reward_refund", .giveBack), ("crédit", .award),
      ("PENDING_POINTS_ADDED", .nothing), ("hold", .nothing), ("opt_in", .nothing),
    ] as [(String, TypeEffect)])
  func types(word: String, effect: TypeEffect) {
    #expect(TypeWords.effect(of: word) == effect)
  }

  @Test("Words that say nothing", arguments: ["banana", "x7", "17"])
  func unknown(word: String) {
    #expect(TypeWords.effect(of: word) == nil)
  }

  @Test(
    "Words of statuses",
    arguments: [
      ("APPROVED", .counts), ("auto_approved", .counts), ("settled", .counts),
      ("pending", .open), ("IN_PROGRESS", .open), ("not approved", .open), ("draft", .open),
      ("Cancelled", .void), ("canceled", .void), ("declined", .void), ("void", .void),
      ("expired", .depends), ("closed", .depends), ("closed won", .counts),
    ] as [(String, StatusMeaning)])
  func statuses(word: String, meaning: StatusMeaning) {
    #expect(StatusWords.meaning(of: word) == meaning)
  }

  @Test(
    "Words that mean the opposite with another program",
    arguments: ["refund", "void", "Voided", "cancel", "canceled", "CANCELLED", "cancellation"])
  func ambiguous(word: String) {
    #expect(TypeWords.isAmbiguous(word))
  }

  @Test("Words that mean the same everywhere", arguments: ["expire", "order_refund", "burn"])
  func clear(word: String) {
    #expect(!TypeWords.isAmbiguous(word))
  }

  @Test(
    "Flags say what they say whether they begin with is or not",
    arguments: [
      ("cancelled", .void), ("isDeleted", .void), ("reversed", .void), ("is_declined", .void),
      ("approved", .counts), ("is_valid", .counts), ("was_settled", .counts),
      ("refunded", .depends), ("expired", nil), ("is_new", nil), ("active", nil), ("used", nil),
      ("email_failed", nil),
    ] as [(String, StatusMeaning?)])
  func flags(name: String, meaning: StatusMeaning?) {
    #expect(StatusWords.flag(FieldWords.words(of: name)) == meaning)
  }

  @Test(
    "Times of what was undone are told from others",
    arguments: [
      ("cancelledAt", true), ("reversed_at", true), ("rejectionDate", false), ("voided_on", true),
      ("created_at", false), ("processed_at", false), ("requested_at", false), ("reversed", false),
    ])
  func undoing(name: String, isSo: Bool) {
    #expect(StatusWords.isTimeOfUndoing(FieldWords.words(of: name)) == isSo)
  }

  @Test(
    "Names of fields are words, however they are written",
    arguments: [
      ("customerId", ["customer", "id"]), ("customer_id", ["customer", "id"]),
      ("CustomerID", ["customer", "id"]), ("Member No", ["member", "number"]),
      ("std__EventType__c", ["event", "type"]), ("In/Out", ["in", "out"]), ("DC", ["dc"]),
    ])
  func names(name: String, words: [String]) {
    #expect(FieldWords.words(of: name) == words)
  }
}
