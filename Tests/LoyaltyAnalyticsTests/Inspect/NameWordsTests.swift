import Testing

@testable import LoyaltyAnalytics

@Suite("Words of names")
struct NameWordsTests {
  private func words(_ name: String) -> [String] { FieldWords.words(of: name) }

  @Test(
    "Points that moved",
    arguments: [
      "points_awarded", "earnedPoints", "bonus_points", "txn_points", "txnpoints", "pointsCredited",
      "pts_delta", "qty_points", "loyalty_pts", "stars_earned", "Award Miles", "transactionPoints",
    ])
  func points(name: String) {
    #expect(NameWords.amount(words(name)) == .points)
  }

  @Test(
    "Perhaps points", arguments: ["points_hotel", "cashback", "tokens", "loyalty_amount", "xp"])
  func unclear(name: String) {
    #expect(NameWords.amount(words(name)) == .unclear)
  }

  @Test(
    "What is no amount",
    arguments: [
      "points_balance", "pointsBalance", "total_points", "points_after", "points_required",
      "points_type", "tier_points", "checkpoints", "appointments", "endpoint", "price", "amount",
      "lifetime_points", "points_expiring", "credit_card", "is_points",
    ])
  func others(name: String) {
    #expect(NameWords.amount(words(name)) == nil)
  }

  @Test(
    "Keys of persons",
    arguments: [
      "customer_ref", "userRef", "membership_id", "membershipNumber", "loyalty_member_id",
      "memberno",
      "buyer_id", "player", "hashed_user_id", "email_hash", "cust_key", "loyaltyMember",
    ])
  func users(name: String) {
    #expect(NameWords.isUser(words(name)))
  }

  @Test(
    "What is no person's key",
    arguments: [
      "transaction_id", "referrer_id", "referred_customer_id", "staff_user_id", "loyalty_tier",
      "membership", "loyalty", "customer_type", "member_status", "program_id", "user_agent",
      "token",
      "customer_order_id", "members",
    ])
  func noUsers(name: String) {
    #expect(!NameWords.isUser(words(name)))
  }
}
