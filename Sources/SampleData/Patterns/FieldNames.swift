/// The names of a transaction's fields, interned in a document.
struct FieldNames {
  /// The top-level fields in the order in which the programme writes them: also the columns of CSV.
  static let columns = [
    "_id", "store_id", "store_name", "merchant_id", "user_id", "user_email", "user_first_name",
    "user_last_name", "transaction_type", "points", "points_status", "created_time",
    "approved_time", "updated_time", "order_id", "amount", "currency", "channel", "description",
    "is_test", "tags", "meta",
  ]

  let id, storeID, storeName, merchantID, userID, email, firstName, lastName: PoolRange
  let type, points, status, created, approved, updated, order, amount, currency: PoolRange
  let channel, description, isTest, tags, meta: PoolRange
  let ip, campaign, version: PoolRange

  init(in document: inout SampleDocument) {
    id = document.intern("_id")
    storeID = document.intern("store_id")
    storeName = document.intern("store_name")
    merchantID = document.intern("merchant_id")
    userID = document.intern("user_id")
    email = document.intern("user_email")
    firstName = document.intern("user_first_name")
    lastName = document.intern("user_last_name")
    type = document.intern("transaction_type")
    points = document.intern("points")
    status = document.intern("points_status")
    created = document.intern("created_time")
    approved = document.intern("approved_time")
    updated = document.intern("updated_time")
    order = document.intern("order_id")
    amount = document.intern("amount")
    currency = document.intern("currency")
    channel = document.intern("channel")
    description = document.intern("description")
    isTest = document.intern("is_test")
    tags = document.intern("tags")
    meta = document.intern("meta")
    ip = document.intern("ip")
    campaign = document.intern("campaign")
    version = document.intern("version")
  }
}
