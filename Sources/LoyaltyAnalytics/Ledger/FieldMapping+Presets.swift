/// Mappings for what well-known loyalty products call the fields of a points transaction.
///
/// They go by the products' public documentation of their interfaces, which is named at each; an
/// export may have been renamed on its way into a collection, for which there are `--fields` and
/// `--type` on top of a preset.
extension FieldMapping {
  /// The names that `--preset` takes.
  public static let presetNames = [
    "default", "open-loyalty", "talon-one", "voucherify", "square",
  ]

  /// The mapping for a product; nil when there is none of that name.
  public init?(preset name: String) {
    switch name {
    case "default": self.init()
    case "open-loyalty": self = .openLoyalty
    case "talon-one": self = .talonOne
    case "voucherify": self = .voucherify
    case "square": self = .square
    default: return nil
    }
  }

  /// Points transfers of Open Loyalty, as its interface lists them.
  ///
  /// Field names and values: "Points transfers" of its API documentation,
  /// https://docs.openloyalty.io/en/stable/api/points_transfers.html
  static var openLoyalty: FieldMapping {
    var mapping = FieldMapping()
    mapping.user = "customerId"
    mapping.email = "customerEmail"
    mapping.firstName = "customerFirstName"
    mapping.lastName = "customerLastName"
    mapping.type = "type"
    mapping.points = "value"
    mapping.status = "state"
    mapping.store = "storeCode"
    mapping.time = "createdAt"
    mapping.types = [
      "adding": .award, "p2p_adding": .award, "spending": .redeem, "p2p_spending": .redeem,
    ]
    // What has expired was once given; pending and cancelled transfers do not count.
    mapping.statuses = ["active", "expired"]
    return mapping
  }

  /// Transactions of a Talon.One loyalty programme.
  ///
  /// Field names and values: `LoyaltyProgramTransaction` of its Management API,
  /// https://docs.talon.one/management-api#tag/Loyalty
  static var talonOne: FieldMapping {
    var mapping = FieldMapping()
    mapping.user = "customerProfileId"
    mapping.type = "type"
    mapping.points = "amount"
    mapping.store = "subledgerId"
    mapping.time = "created"
    mapping.types = ["addition": .award, "subtraction": .redeem, "expire": .deduct]
    mapping.statuses = nil
    return mapping
  }

  /// Transactions of Voucherify loyalty cards.
  ///
  /// Field names and values: "List loyalty card transactions" of its API reference,
  /// https://docs.voucherify.io/api-reference/loyalties/list-loyalty-card-transactions
  /// What is taken away has a minus there.
  static var voucherify: FieldMapping {
    var mapping = FieldMapping()
    mapping.user = "voucher_id"
    mapping.type = "type"
    mapping.points = "details.balance.points"
    mapping.store = "campaign_id"
    mapping.time = "created_at"
    mapping.types = [
      "POINTS_ACCRUAL": .award, "POINTS_ADDITION": .award, "POINTS_REFUND": .award,
      "POINTS_TRANSFER_IN": .award, "POINTS_REDEMPTION": .redeem,
      "POINTS_TRANSFER_OUT": .redeem, "POINTS_REMOVAL": .deduct, "POINTS_EXPIRATION": .deduct,
      "POINTS_CANCELLATION": .deduct,
    ]
    mapping.statuses = nil
    mapping.negative = .deduct
    return mapping
  }

  /// Loyalty events of Square, with the points of each event brought to one place.
  ///
  /// Field names and values: `LoyaltyEvent` of its API reference,
  /// https://developer.squareup.com/reference/square/objects/LoyaltyEvent
  /// There the points stand in an object that is named after the type of the event, such as
  /// `accumulate_points.points`; the export must have them in `points`. What is taken away has a
  /// minus; an adjustment may be either.
  static var square: FieldMapping {
    var mapping = FieldMapping()
    mapping.user = "loyalty_account_id"
    mapping.type = "type"
    mapping.points = "points"
    mapping.store = "location_id"
    mapping.time = "created_at"
    mapping.types = [
      "ACCUMULATE_POINTS": .award, "ACCUMULATE_PROMOTION_POINTS": .award,
      "CREATE_REWARD": .redeem, "DELETE_REWARD": .award, "ADJUST_POINTS": .award,
      "EXPIRE_POINTS": .deduct,
    ]
    mapping.statuses = nil
    mapping.negative = .deduct
    return mapping
  }
}
