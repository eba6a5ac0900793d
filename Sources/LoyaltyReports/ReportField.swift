internal import LoyaltyAnalytics

/// The fields of a row in the formats for machines, in the order in which they are printed.
///
/// In front of them stands the group key, under the name of the field that was grouped by.
enum ReportField: String, CaseIterable {
  case firstName = "first_name"
  case lastName = "last_name"
  case email
  case awarded = "awarded_points"
  case redeemed = "redeemed_points"
  case deducted = "deducted_points"
  case net = "net_points"
  case transactions
  case firstTime = "first_time"
  case lastTime = "last_time"
}

extension Report {
  /// The name under which machine-readable formats print the group key: the field grouped by, or
  /// `_id`, as `$group` calls it, where that name belongs to another field of the row.
  public var keyName: String {
    ReportField(rawValue: groupedBy) == nil ? groupedBy : "_id"
  }
}
